import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { ProblemList } from '../api/problem-list.js';
import { peopleApi } from '../api/people-routes.js';
import { problemsOf, Refusal } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { useOpenedSession } from '../session/use-session.js';
import styles from './enrol.module.css';

const KEPT_AS = 'munadi.wait';
const LOOK_EVERY_MS = 2_000;

/** An enrolment that waits, kept until the window closes so that turning the phone or loading anew loses nothing. */
export interface KeptWait {
  matchingCode: string;
  waitSecret: string;
  invitedBy: string;
}

export function keptWait(): KeptWait | null {
  const kept = sessionStorage.getItem(KEPT_AS);
  return kept === null ? null : (JSON.parse(kept) as KeptWait);
}

export function keepWait(wait: KeptWait): void {
  sessionStorage.setItem(KEPT_AS, JSON.stringify(wait));
}

/** The number to compare, until the one who invited says yes. */
export function WaitingForWord({ wait, onEnd }: { wait: KeptWait; onEnd: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const opened = useOpenedSession();
  const finish = useQuery({
    queryKey: ['enrolment', wait.waitSecret],
    queryFn: () => peopleApi.finish(wait.waitSecret),
    refetchInterval: ({ state }) =>
      state.data?.state === 'open' || isOver(state.error) ? false : LOOK_EVERY_MS,
    retry: false,
  });
  const isOpen = finish.data?.state === 'open';

  useEffect(() => {
    if (!isOpen) return;
    sessionStorage.removeItem(KEPT_AS);
    void opened().then(() => navigate('/', { replace: true }));
  }, [isOpen, opened, navigate]);

  if (isOver(finish.error)) {
    return (
      <>
        <ProblemList problems={problemsOf(finish.error)} />
        <Button
          variant="default"
          onClick={() => {
            sessionStorage.removeItem(KEPT_AS);
            onEnd();
          }}
        >
          {t('close')}
        </Button>
      </>
    );
  }
  return (
    <div className="stack" role="status">
      <p>{t('enrol.waiting', { name: wait.invitedBy })}</p>
      <p className={styles.number} aria-label={t('people.matching')}>
        {wait.matchingCode}
      </p>
      <p className="muted">{t('enrol.waiting_hint')}</p>
    </div>
  );
}

/** The server's no; a lost network is none. */
function isOver(error: Error | null): boolean {
  return error instanceof Refusal && error.status >= 400 && error.status < 500;
}
