import type { ContentProblem } from '../../contract/content-problems.js';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import { reviewContent, type Content } from '../../contract/review-content.js';
import { POLL, POLL_DESCRIPTION_UNITS } from './telegram.limits.js';
import { readOptions } from './telegram.options.js';

/** Pure: what Telegram would refuse. A text longer than a caption is refused beside pictures, never cut or split. */
export function reviewForTelegram(
  capabilities: PlatformCapabilities,
  content: Content,
): readonly ContentProblem[] {
  const problems = reviewContent(capabilities, content);
  const { poll } = readOptions(content.options);
  if (!poll) return problems;
  const others = problems.filter(({ kind }) => kind !== 'empty' && kind !== 'too_long');
  // A message is a poll or carries pictures of its own, never both.
  const misplaced: ContentProblem[] =
    content.media.length > 0 ? [{ kind: 'option_with_media', name: 'poll' }] : [];
  return [...pollTextProblems(content.text, poll.question), ...others, ...misplaced];
}

/** The text is the question, or, beside a question of its own, the poll's description. */
function pollTextProblems(text: string, question: string): ContentProblem[] {
  if (question === '' && text.trim() === '') return [{ kind: 'empty' }];
  const maxUnits = question === '' ? POLL.maxQuestionUnits : POLL_DESCRIPTION_UNITS;
  const units = text.length;
  return units > maxUnits ? [{ kind: 'too_long', units, maxUnits }] : [];
}
