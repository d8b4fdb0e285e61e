import type { Finding } from '../../contract/health.js';
import { PLATFORM_LABELS } from '../../contract/platforms.js';
import { now } from '../clock.js';
import { showMoment } from '../language/moments.js';
import { useWords, type Words } from '../language/use-words.js';
import '../language/account-words.js';

export interface FindingWords {
  cause: string;
  remedy: string;
  /** What the platform said; empty where it is about none. */
  said: string;
}

export function useFindingWords(): (finding: Finding) => FindingWords {
  const words = useWords();
  return (finding) => inWords(finding, words);
}

function inWords(finding: Finding, { t, language }: Words): FindingWords {
  const at = (instant: string) => showMoment(instant, language);
  switch (finding.code) {
    case 'nobody_publishes':
      return {
        cause: t('finding.nobody_publishes', { since: at(finding.dueSince) }),
        remedy: t('remedy.nobody_publishes'),
        said: '',
      };
    case 'clocks_apart': {
      const { host, aheadMs, sendsNothing } = finding;
      const apart = { host, count: Math.round(Math.abs(aheadMs) / 1_000) };
      return {
        cause: t(sendsNothing ? 'finding.clocks_stopped' : 'finding.clocks_apart', apart),
        remedy: t('remedy.clocks_apart'),
        said: '',
      };
    }
    case 'platform_paused': {
      const platform = PLATFORM_LABELS[finding.platform][language];
      return {
        cause: t('finding.platform_paused', { platform, until: at(finding.until) }),
        remedy: t('remedy.platform_paused'),
        said: finding.because,
      };
    }
    case 'platform_down': {
      const { host, since, because } = finding;
      const platform = PLATFORM_LABELS[finding.platform][language];
      return {
        cause: t('finding.platform_down', { platform, host, since: at(since) }),
        remedy: t('remedy.platform_down'),
        said: because,
      };
    }
    case 'accounts_broken':
    case 'access_ends':
      return ofAccounts(finding, { t, language });
    case 'record_not_chained':
      return {
        cause: t('finding.record_not_chained', { since: at(finding.since) }),
        remedy: t('remedy.record_not_chained'),
        said: '',
      };
    case 'vacuum_held_back':
      return {
        cause: t('finding.vacuum_held_back'),
        remedy: t('remedy.vacuum_held_back'),
        said: '',
      };
  }
}

type AccountFinding = Extract<Finding, { code: 'accounts_broken' | 'access_ends' }>;

function ofAccounts(
  finding: AccountFinding,
  { t, language }: Pick<Words, 't' | 'language'>,
): FindingWords {
  const platform = PLATFORM_LABELS[finding.platform][language];
  const count = finding.accounts;
  if (finding.code === 'accounts_broken') {
    const cause = t('finding.accounts_broken', { platform, count });
    return { cause, remedy: t('remedy.accounts_broken'), said: '' };
  }
  const when = showMoment(finding.soonestAt, language);
  const hasEnded = new Date(finding.soonestAt) < now();
  return {
    cause: t(hasEnded ? 'finding.access_ended' : 'finding.access_ends', { platform, count, when }),
    remedy: t('remedy.access_ends'),
    said: '',
  };
}
