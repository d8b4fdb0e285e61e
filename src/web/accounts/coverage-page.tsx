import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { AttentionQuery, CoverageCell, CoverageView } from '../../contract/account-health.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { Waiting } from '../frame/waiting.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { AccountViews } from './account-views.js';
import { AttentionSheet } from './attention-sheet.js';
import { FoundNote } from './connect/found-note.js';
import { pathTo } from './connect/goal.js';
import { CoverageRowView } from './coverage-row.js';
import { accountsIn } from './coverage-look.js';
import styles from './coverage.module.css';
import { Findings } from './findings.js';
import { useCheckAll, useCoverage } from './use-coverage.js';
import '../language/account-words.js';

/** Place by place and platform by platform: what is connected, what works, what is missing. */
export default function CoveragePage() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const asked = Number(search.get('place'));
  const coverage = useCoverage(asked > 0 ? asked : null);
  return (
    <div className="stack">
      <h1>{t('coverage.heading')}</h1>
      <AccountViews />
      <Findings />
      <FoundNote />
      {coverage.isPending && <Waiting />}
      <ProblemList problems={problemsOf(coverage.error)} />
      {coverage.data && <Level view={coverage.data} />}
      {coverage.data && coverage.hasNextPage && (
        <Button
          variant="default"
          loading={coverage.isFetchingNextPage}
          onClick={() => void coverage.fetchNextPage()}
        >
          {t('coverage.more', { count: coverage.data.rowsInAll - coverage.data.rows.length })}
        </Button>
      )}
    </div>
  );
}

function Level({ view }: { view: CoverageView }) {
  const { t, nameOf } = useWords();
  const [open, setOpen] = useState<AttentionQuery | null>(null);
  const mayConnect = useMay('accounts.import');
  const navigate = useNavigate();
  const place = nameOf(view.whole);
  const hasOwn = Object.values(view.own.cells).some((cell) => accountsIn(cell) > 0);
  /** What a single district lacks is connected at once by who may; anything else is told of first. */
  const look = (cell: AttentionQuery, counted: CoverageCell) => {
    const isOneMissing = counted.missing === 1 && accountsIn(counted) === 0;
    if (mayConnect && isOneMissing && view.rows.some(({ placeId }) => placeId === cell.placeId)) {
      void navigate(pathTo(cell));
    } else {
      setOpen(cell);
    }
  };
  return (
    <>
      <Way view={view} />
      <section className="card stack">
        <div className={styles.rows}>
          <CoverageRowView
            row={{ ...view.whole, hasBelow: false }}
            title={view.rows.length > 0 ? t('coverage.whole', { place }) : place}
            onOpen={look}
          />
        </div>
        <LevelActions view={view} />
      </section>
      {view.rows.length > 0 && (
        <section className="card">
          <ul className={styles.rows}>
            {hasOwn && (
              <li>
                <CoverageRowView
                  row={{ ...view.own, hasBelow: false }}
                  title={t('coverage.own', { place })}
                />
              </li>
            )}
            {view.rows.map((row) => (
              <li key={row.placeId}>
                <CoverageRowView row={row} title={nameOf(row)} onOpen={look} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <AttentionSheet
        cell={open}
        onClose={() => {
          setOpen(null);
        }}
      />
    </>
  );
}

/** From the top of what this person sees down to the shown place. */
function Way({ view }: { view: CoverageView }) {
  const { t, nameOf } = useWords();
  if (view.way.length < 2) return null;
  return (
    <nav className={styles.way} aria-label={t('coverage.way')}>
      {view.way.slice(0, -1).map((place) => (
        <span key={place.placeId} className="row">
          <Link to={`/accounts/coverage?place=${String(place.placeId)}`}>{nameOf(place)}</Link>
          <Icon name="chevron" size={14} />
        </span>
      ))}
      <b aria-current="location">{nameOf(view.whole)}</b>
    </nav>
  );
}

function LevelActions({ view }: { view: CoverageView }) {
  const { t } = useWords();
  const mayCheck = useMay('accounts.check');
  const mayConnect = useMay('accounts.import');
  const checkAll = useCheckAll();
  const { waitingForCheck, whole } = view;
  return (
    <>
      {waitingForCheck > 0 && (
        <p role="status">
          <Icon name="clock" size={16} /> {t('coverage.waiting', { count: waitingForCheck })}
        </p>
      )}
      <div className="row">
        {mayConnect && (
          <Button component={Link} to="/accounts/connect" leftSection={<Icon name="add" />}>
            {t('connect.one')}
          </Button>
        )}
        {mayCheck && (
          <Button
            variant={mayConnect ? 'default' : 'filled'}
            leftSection={<Icon name="retry" />}
            loading={checkAll.isPending}
            onClick={() => {
              checkAll.mutate(whole.placeId);
            }}
          >
            {t('coverage.check_all')}
          </Button>
        )}
        <Button
          component="a"
          href="/api/accounts/registry.csv"
          download
          variant="default"
          leftSection={<Icon name="list" />}
        >
          {t('coverage.registry')}
        </Button>
      </div>
    </>
  );
}
