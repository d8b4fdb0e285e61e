import type { PlatformCapabilities } from '../../contract/platforms.js';
import type { MessageId } from '../language/catalogue.js';
import { targetsOf } from '../districts/selection.js';
import type { DistrictTree } from '../districts/tree.js';
import { selectionOf, textFor, type Draft } from './draft.js';
import { isUnfinishedPoll } from './options/option-values.js';
import type { ComposerPart } from './problem-places.js';

export interface Missing {
  code: MessageId;
  part: ComposerPart;
  /** The very field, where the part has several. */
  field?: string;
}

/** What the form still lacks before the server need be asked. */
export function missingIn(
  draft: Draft,
  tree: DistrictTree,
  platforms: readonly PlatformCapabilities[],
): Missing[] {
  const missing: Missing[] = [];
  const isTextless = draft.platforms.every((platform) => textFor(draft, platform).trim() === '');
  if (isTextless && draft.media.length === 0)
    missing.push({ code: 'compose.missing.text', part: 'text' });
  if (draft.media.some(({ at }) => at.kind !== 'library'))
    missing.push({ code: missingMedium(draft), part: 'media' });
  if (!targetsOf(tree, selectionOf(draft)))
    missing.push({ code: 'compose.missing.districts', part: 'targets' });
  if (draft.platforms.length === 0)
    missing.push({ code: 'compose.missing.platforms', part: 'targets' });
  if (draft.when === 'at' && (draft.date === '' || draft.time === ''))
    missing.push({ code: 'compose.missing.time', part: 'schedule' });
  for (const field of unfinishedPolls(draft, platforms))
    missing.push({ code: 'compose.missing.poll', part: 'options', field });
  return missing;
}

/** A file that can't come any more has to be taken out; one on its way only needs time. */
function missingMedium({ media }: Draft): MessageId {
  const isStuck = media.some(({ at }) => at.kind === 'refused' || at.kind === 'lost');
  return isStuck ? 'compose.missing.media_stuck' : 'compose.missing.media_on_its_way';
}

function unfinishedPolls(draft: Draft, platforms: readonly PlatformCapabilities[]): string[] {
  return platforms
    .filter(({ name }) => draft.platforms.includes(name))
    .flatMap(({ name, options }) =>
      options
        .filter((field) => isUnfinishedPoll(draft.options[name]?.[field.name]))
        .map((field) => `options.${name}.${field.name}`),
    );
}
