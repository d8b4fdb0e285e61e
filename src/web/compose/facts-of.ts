import { setsInWords } from '../../contract/content-problems.js';
import type { Language } from '../../contract/language.js';
import type { MediaRules } from '../../contract/media.js';
import type { PlatformCapabilities, PostCost } from '../../contract/platforms.js';
import { hasLink } from '../../contract/text-units.js';
import type { MessageId } from '../language/catalogue.js';
import { showPrice } from '../language/numbers.js';

/** One thing to know of a platform before a post goes there. */
export interface Fact {
  id: MessageId;
  values?: Record<string, string | number>;
  /** A span that stands as `{span}` in the sentence, in hours. */
  spanHours?: number;
  /** Told at once: here a platform can do less than people expect, or money is spent. */
  isThin: boolean;
}

/** What is about to be sent there. */
export interface Sending {
  accounts: number;
  /** Each is a post of its own. */
  texts: readonly string[];
  language: Language;
}

/** Pure: what somebody should know, in the order in which it matters once something has gone wrong. */
export function factsOf(platform: PlatformCapabilities, sending: Sending): Fact[] {
  const { retract, edit, reconcile, cost, media } = platform;
  return [
    retract.kind === 'never'
      ? { id: 'facts.takes_back_never', isThin: true }
      : within(retract.withinMs, 'facts.takes_back', 'facts.takes_back_within'),
    edit.kind === 'never'
      ? { id: 'facts.edits_never', isThin: true }
      : within(edit.withinMs, 'facts.edits', 'facts.edits_within'),
    { id: `facts.lost_${reconcile}`, isThin: reconcile === 'unreadable' },
    costOf(cost, sending),
    carried(media, sending.language),
  ];
}

function within(ms: number | null, always: MessageId, limited: MessageId): Fact {
  return ms === null
    ? { id: always, isThin: false }
    : { id: limited, spanHours: Math.floor(ms / 3_600_000), isThin: true };
}

function costOf(cost: PostCost | null, { accounts, texts, language }: Sending): Fact {
  if (cost === null) return { id: 'facts.free', isThin: false };
  const { currency, milliCents, milliCentsWithLink } = cost;
  const each = texts.reduce(
    (sum, text) => sum + (hasLink(text) ? milliCentsWithLink : milliCents),
    0,
  );
  const amount = showPrice(each * accounts, { currency, language });
  return { id: 'facts.costs', values: { amount, count: accounts }, isThin: true };
}

function carried({ sets, isRequired }: MediaRules, language: Language): Fact {
  if (sets.length === 0) return { id: 'facts.text_only', isThin: false };
  const values = { sets: setsInWords(sets, language) };
  return isRequired
    ? { id: 'facts.needs_media', values, isThin: true }
    : { id: 'facts.carries', values, isThin: false };
}
