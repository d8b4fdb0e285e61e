import type { MessageId } from '../language/catalogue.js';
import { targetsOf } from '../districts/selection.js';
import type { DistrictTree } from '../districts/tree.js';
import { selectionOf, textFor, type Draft } from './draft.js';
import type { ComposerPart } from './problem-places.js';

export interface Missing {
  code: MessageId;
  part: ComposerPart;
}

/** What the form still lacks before the server need be asked. */
export function missingIn(draft: Draft, tree: DistrictTree): Missing[] {
  const missing: Missing[] = [];
  if (draft.platforms.every((platform) => textFor(draft, platform).trim() === ''))
    missing.push({ code: 'compose.missing.text', part: 'text' });
  if (!targetsOf(tree, selectionOf(draft)))
    missing.push({ code: 'compose.missing.districts', part: 'targets' });
  if (draft.platforms.length === 0)
    missing.push({ code: 'compose.missing.platforms', part: 'targets' });
  if (draft.when === 'at' && (draft.date === '' || draft.time === ''))
    missing.push({ code: 'compose.missing.time', part: 'schedule' });
  return missing;
}
