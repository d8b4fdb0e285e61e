import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';
import type { Verdict } from './verdict.js';

const WORDS: Record<Verdict['kind'], MessageId> = {
  planned: 'verdict.planned',
  going: 'verdict.going',
  all_out: 'verdict.all_out',
  some_failed: 'verdict.some_failed',
  needs_you: 'verdict.needs_you',
  withdrawn: 'verdict.withdrawn',
  empty: 'verdict.empty',
};

/** The verdict as a sentence. */
export function useVerdictWords(verdict: Verdict): string {
  const { t } = useWords();
  return t(WORDS[verdict.kind], { count: verdict.count });
}
