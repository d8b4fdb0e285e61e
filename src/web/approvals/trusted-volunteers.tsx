import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { VolunteerView } from '../../contract/volunteers.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { api } from '../api/routes.js';
import { Loaded } from '../frame/loaded.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';
import styles from './approvals.module.css';

const KEY = ['volunteers'];

/** Whose posts go out without the lead's word. */
export function TrustedVolunteers() {
  const { t } = useWords();
  const volunteers = useQuery({ queryKey: KEY, queryFn: api.volunteers });
  return (
    <section className="card stack" aria-label={t('trust.heading')}>
      <header>
        <h2>{t('trust.heading')}</h2>
        <p className="muted">{t('trust.intro')}</p>
      </header>
      <Loaded query={volunteers}>
        {(list) =>
          list.length === 0 ? (
            <p className="muted">{t('trust.none')}</p>
          ) : (
            <ul className={styles.people}>
              {list.map((volunteer) => (
                <li key={volunteer.personId}>
                  <TrustSwitch volunteer={volunteer} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function TrustSwitch({ volunteer }: { volunteer: VolunteerView }) {
  const { t, language } = useWords();
  const client = useQueryClient();
  const { personId, name, isTrusted } = volunteer;
  const trust = useMutation({
    mutationFn: (wanted: boolean) => api.trust(personId, wanted),
    onSuccess: (changed) => {
      tell({ tone: 'done', message: t(changed.isTrusted ? 'trust.on' : 'trust.off', { name }) });
      return client.invalidateQueries({ queryKey: KEY });
    },
  });
  const place = language === 'hi' ? volunteer.placeHi : volunteer.placeEn;
  return (
    <>
      <Switch
        label={t('trust.switch', { name, place })}
        checked={trust.isPending ? trust.variables : isTrusted}
        disabled={trust.isPending}
        onChange={(event) => {
          trust.mutate(event.currentTarget.checked);
        }}
      />
      <ProblemList problems={problemsOf(trust.error)} />
    </>
  );
}
