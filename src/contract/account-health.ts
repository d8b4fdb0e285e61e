import { z } from 'zod';
import type { PlaceKind } from './districts.js';
import { PLATFORM_NAMES, type PlatformName } from './platforms.js';
import { rowId } from './row-id.js';
import type { Role } from './session.js';

export const ACCOUNT_HEALTH = ['unchecked', 'healthy', 'broken'] as const;
export type AccountHealth = (typeof ACCOUNT_HEALTH)[number];

/**
 * Why an account is broken; each has one remedy. `stranger`: the credentials are another account's. `unreadable`: the
 * stored credentials do not open here. `moved`: the platform made it another account, which stands here as well. The others are the platform's own refusal.
 */
export const ACCOUNT_TROUBLES = [
  'credentials',
  'permission',
  'credit',
  'content',
  'stranger',
  'unreadable',
  'moved',
] as const;
export type AccountTrouble = (typeof ACCOUNT_TROUBLES)[number];

/** A right that a post can be published without, and that is missed later: taking down, changing, files, reading back. */
export const ACCOUNT_RIGHTS = ['take_down', 'edit', 'media', 'read_back'] as const;
export type AccountRight = (typeof ACCOUNT_RIGHTS)[number];

/** Days before the end of an account's access at which it becomes more urgent; the first of them begins the warning. */
export const ACCESS_WARNING_DAYS = [14, 7, 1] as const;
export type AccessWarningDays = (typeof ACCESS_WARNING_DAYS)[number];

/** What will keep a healthy account from working, unless somebody acts. */
export type AccountWarning =
  /** `withinDays`: the narrowest of `ACCESS_WARNING_DAYS` that holds; what has ended already is within one day. */
  | { kind: 'access_ends'; at: string; withinDays: AccessWarningDays }
  | { kind: 'right_missing'; right: AccountRight }
  /** The platform's allowance is used up: posts wait until then. */
  | { kind: 'no_room'; until: string };

/** Whom to ask about an account: the lead or volunteer whose place is nearest above it, else the central team. */
export interface Keeper {
  personId: number;
  name: string;
  role: Role;
  /** The place that they work in. */
  nameEn: string;
  nameHi: string;
}

/** One turn of an account's health. */
export interface HealthChange {
  at: string;
  was: AccountHealth;
  health: AccountHealth;
  trouble: AccountTrouble | null;
  detail: string | null;
}

/** How many accounts of a platform stand how, at a place and below it. An account is counted in one of the first four. */
export interface CoverageCell {
  broken: number;
  warned: number;
  unchecked: number;
  healthy: number;
  /** Districts without an account on the platform. Places of other kinds need none. */
  missing: number;
  /** Those of all accounts that carry the platform's tick. */
  verified: number;
}

export interface CoveragePlace {
  placeId: number;
  nameEn: string;
  nameHi: string;
  kind: PlaceKind;
}

export interface CoverageRow extends CoveragePlace {
  hasBelow: boolean;
  /** Of every platform that is offered here, in their order. */
  cells: Partial<Record<PlatformName, CoverageCell>>;
}

/** One level of the tree: a place, and each place right below it with everything below that counted into it. */
export interface CoverageView {
  /** From the top of what the caller sees down to the place that is shown, that one included. */
  way: CoveragePlace[];
  /** The shown place and all below it. */
  whole: CoverageRow;
  /** Accounts of the shown place itself, without what lies below. */
  own: CoverageRow;
  rows: CoverageRow[];
  /** Of places right below, on all pages. */
  rowsInAll: number;
  /** Accounts here and below that wait for a check. */
  waitingForCheck: number;
}

export const COVERAGE_PAGE_ROWS = 100;

export const coverageQuery = z.object({
  placeId: rowId.optional(),
  /** Rows passed over: 0 is the first page. */
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type CoverageQuery = z.infer<typeof coverageQuery>;

export const attentionQuery = z.object({
  placeId: rowId,
  platform: z.enum(PLATFORM_NAMES),
});
export type AttentionQuery = z.infer<typeof attentionQuery>;

/** All accounts at or below this place are checked soon; without one, all that the caller sees. */
export const checkOrder = z.object({ placeId: rowId.optional() });
export type CheckOrder = z.infer<typeof checkOrder>;
