import { z } from 'zod';
import { faultKinds, faultNames, type FaultKind, type FaultName } from './fault-kinds.js';
import { operations, platformNames, type Operation, type PlatformName } from './platforms.js';
import type { AccountLabel } from './account-book.js';

export const faultRuleShape = z.strictObject({
  platform: z.enum(platformNames).optional(),
  /** The account's id, handle or name. */
  account: z.string().optional(),
  /** Without it a rule meets every request that would change the world; reads must be named. */
  operation: z.enum([...operations, 'any']).optional(),
  fault: z.enum(faultNames),
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).default(1),
  seed: z.int().default(1),
  /** Overrides whether the request takes effect before the fault shows. */
  accepted: z.boolean().optional(),
  retryAfterMs: z.number().default(60_000),
  delayMs: z.number().min(0).default(5_000),
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  code: z.int().optional(),
});
export type FaultRule = z.infer<typeof faultRuleShape>;

/** A rule that has been drawn for one request. */
export interface DrawnFault {
  readonly name: FaultName;
  readonly kind: FaultKind;
  readonly rule: FaultRule;
  /** Called when the fault really shows: only then does it use up one of `times`. */
  fire(): void;
}

export interface FaultSubject {
  readonly platform: PlatformName;
  readonly account: AccountLabel | null;
  readonly operation: Operation;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly random: () => number;
  fired: number;
}

/** The fault rules in force. The first one that matches a request wins. */
export class FaultBook {
  private active: ActiveRule[] = [];
  private firedBefore = 0;

  replace(rules: readonly FaultRule[]): void {
    this.firedBefore = this.firedInAll();
    this.active = rules.map(activated);
  }

  add(rules: readonly FaultRule[]): void {
    this.active.push(...rules.map(activated));
  }

  draw(subject: FaultSubject): DrawnFault | null {
    const active = this.active.find(
      (each) => matches(each, subject) && each.random() < each.rule.probability,
    );
    if (!active) return null;
    const { rule } = active;
    const kind: FaultKind = faultKinds[rule.fault];
    return {
      name: rule.fault,
      kind: { ...kind, accepts: rule.accepted ?? kind.accepts },
      rule,
      fire: () => {
        active.fired += 1;
      },
    };
  }

  rules(): readonly (FaultRule & { fired: number })[] {
    return this.active.map(({ rule, fired }) => ({ ...rule, fired }));
  }

  /** Since the sandbox started, over rules that are gone as well. */
  firedInAll(): number {
    return this.active.reduce((sum, { fired }) => sum + fired, this.firedBefore);
  }
}

function activated(rule: FaultRule): ActiveRule {
  return { rule, random: seededRandom(rule.seed), fired: 0 };
}

function matches({ rule, fired }: ActiveRule, subject: FaultSubject): boolean {
  if (rule.times !== undefined && fired >= rule.times) return false;
  if (rule.platform !== undefined && rule.platform !== subject.platform) return false;
  if (!matchesOperation(rule, subject.operation)) return false;
  if (rule.account === undefined) return true;
  const { account } = subject;
  return account !== null && [account.id, account.handle, account.name].includes(rule.account);
}

function matchesOperation(rule: FaultRule, operation: Operation): boolean {
  if (rule.operation === 'any') return true;
  if (rule.operation !== undefined) return rule.operation === operation;
  return operation !== 'read';
}

/** Mulberry32: the same seed gives the same faults, request by request. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
