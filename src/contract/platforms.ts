import type { MediaRules } from './media.js';
import type { Label, OptionField } from './post-options.js';

/** Every platform that Munadi publishes to. Adding one here turns the build red until its folder is complete. */
export const PLATFORM_NAMES = ['x', 'telegram', 'facebook', 'instagram', 'signal'] as const;
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** What a person calls the platform, in the language of the screen. */
export const PLATFORM_LABELS: Record<PlatformName, { en: string; hi: string }> = {
  x: { en: 'X', hi: 'X' },
  telegram: { en: 'Telegram', hi: 'टेलीग्राम' },
  facebook: { en: 'Facebook Page', hi: 'फ़ेसबुक पेज' },
  instagram: { en: 'Instagram', hi: 'इंस्टाग्राम' },
  signal: { en: 'Signal', hi: 'सिग्नल' },
};

/**
 * What can be proved about a send whose answer was lost.
 * `two_phase`: a prepared post has an id before it is public, and its status can be read.
 * `readable`: the account's own posts can be read, so presence can be proved but not absence.
 * `unreadable`: nothing can be read back; a person looks.
 */
export type ReconcileClass = 'two_phase' | 'readable' | 'unreadable';

/** One platform as the composer, the pre-flight and the reports see it: difference as data, never as a name. */
export interface PlatformCapabilities {
  name: PlatformName;
  label: { en: string; hi: string };
  text: TextLimits;
  reconcile: ReconcileClass;
  /** Whether a public post can be taken down again. `withinMs`: only that long after it was published; null: always. */
  retract: { kind: 'delete'; withinMs: number | null } | { kind: 'never' };
  /** Whether the text of a public post can be changed. `withinMs` as above. */
  edit: { kind: 'text'; withinMs: number | null } | { kind: 'never' };
  media: MediaRules;
  options: readonly OptionField[];
  /** What one post costs the organisation; null: nothing. */
  cost: PostCost | null;
  /** What its owner's rules ask of whoever uses it, in words for people; absent where nothing need be said. */
  terms?: Label;
  /** How an account is connected, step by step; absent where nobody has written it yet. */
  guide?: readonly ConnectStep[];
}

/** One thing to do to connect an account, in the platform's own words for what is pressed there. */
export interface ConnectStep {
  hi: string;
  en: string;
  /** Where it is done; null where it is done here. */
  url: string | null;
  /** Of which ways to connect it is a step; absent: of each. */
  ways?: readonly ConnectWay['kind'][];
}

/**
 * How accounts of a platform get connected here.
 * `lend`: whoever holds the account says yes on the platform's own page.
 * `find`: whoever holds it puts it into our hands on the platform, and it is found.
 * `list`: a token of `tokenOf` speaks for many accounts, which are listed and matched to their places.
 * `rows`: a file names them, with their credentials in `columns`.
 */
export type ConnectWay =
  | { kind: 'lend' }
  | { kind: 'find' }
  | { kind: 'list'; tokenOf: PlatformName }
  | { kind: 'rows'; columns: readonly string[] };

/** A platform that this installation offers. */
export interface OfferedPlatform extends PlatformCapabilities {
  /** The one with the least work for people comes first. */
  ways: readonly ConnectWay[];
}

/** A price as the platform publishes it. */
export interface PostCost {
  currency: 'USD';
  /** Thousandths of a cent, so that prices stay whole numbers. */
  milliCents: number;
  /** The same with a link in the text, where that has a price of its own. */
  milliCentsWithLink: number;
}

export interface TextLimits {
  /** How the platform measures a text; see `countTextUnits`. */
  counting: TextCounting;
  /** Longest text that the platform takes, in `counting` units. */
  maxUnits: number;
}

/**
 * `x_weighted`: X's weighted count (most scripts 1, rupee sign and emoji 2, a link 23).
 * `utf16`: UTF-16 code units. `code_points`: Unicode code points.
 */
export type TextCounting = 'x_weighted' | 'utf16' | 'code_points';
