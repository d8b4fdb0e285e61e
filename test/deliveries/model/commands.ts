import fc from 'fast-check';
import { FAILURE_CAUSES, type FailureCause } from '../../../src/contract/deliveries.js';
import { PLATFORM_NAMES, type PlatformName } from '../../../src/contract/platforms.js';
import { ACCOUNT_IDS } from './accounts.js';
import type { Fate, Write } from './fate.js';
import { REPLIES } from './replies.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from './timing.js';

const WORKERS = 3;
const POSTS = 4;

/** What is the same throughout one sequence. */
export interface Setting {
  /** Whether X refuses words that the account has posted before. */
  refusesTwins: boolean;
  /** Whether all posts carry the same words. */
  sameWords: boolean;
}

export interface PlanCommand {
  do: 'plan';
  postId: number;
  accountIds: number[];
  dueInMs: number;
  /** How long after its instant it may still go out. */
  windowMs: number;
}

/** What a person says of a delivery that waits for one. */
export type Verdict = 'published' | 'send' | 'leave';

/** One thing that happens. `nth` points at one of those that there are, round and round. */
export type Command =
  | PlanCommand
  | { do: 'claim'; worker: number; room: number }
  | { do: 'step'; nth: number; steps: number; fate: Fate }
  | { do: 'finish'; nth: number; fate: Fate }
  | { do: 'arrive'; nth: number }
  | { do: 'crash'; worker: number }
  | { do: 'pass'; ms: number }
  | { do: 'wait' }
  | { do: 'turn'; worker: number; isLooking: boolean }
  | { do: 'rescue' }
  | { do: 'release_retries' }
  | { do: 'platform_back'; platform: PlatformName }
  | { do: 'take_lost' }
  | { do: 'look'; nth: number; isReadable: boolean }
  | { do: 'reconcile'; isReadable: boolean }
  | { do: 'crash_looks' }
  | { do: 'decide'; nth: number; verdict: Verdict }
  | { do: 'retry'; nth: number }
  | { do: 'retry_post'; nth: number; cause: FailureCause | undefined }
  | { do: 'cancel'; nth: number }
  | { do: 'go_on'; rounds: number; fate: Fate }
  | { do: 'set_worker_clock'; worker: number; offsetMs: number }
  | { do: 'set_database_clock'; offsetMs: number };

const nth = fc.nat(11);
const worker = fc.nat(WORKERS - 1);
const isReadable = fc.oneof(
  { weight: 3, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
);
const offsetMs = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 3 * SECOND_MS, 4 * SECOND_MS, -3 * SECOND_MS) },
  { weight: 1, arbitrary: fc.constantFrom(HOUR_MS, -HOUR_MS, 24 * HOUR_MS) },
);

/** Heard of, `usually` times as often as not. */
const written = (usually: number): fc.Arbitrary<Write> =>
  fc.oneof(
    { weight: usually, arbitrary: fc.constant('done') },
    { weight: 1, arbitrary: fc.constantFrom('not_done', 'done_unheard') },
  );

const fate: fc.Arbitrary<Fate> = fc.record({
  reply: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('good' as const, 'lost' as const) },
    { weight: 10, arbitrary: fc.constantFrom(...REPLIES) },
  ),
  preparation: fc.oneof(
    { weight: 8, arbitrary: fc.constant('good' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...REPLIES) },
  ),
  isAccepted: fc.boolean(),
  hiddenForMs: fc.constantFrom(0, 20 * SECOND_MS, 3 * MINUTE_MS, HOUR_MS),
  isPlatformDown: fc.boolean(),
  write: written(10),
  record: written(1),
});

export const planCommand: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('plan' as const),
  postId: fc.integer({ min: 1, max: POSTS }),
  accountIds: fc.subarray([...ACCOUNT_IDS], { minLength: 2 }),
  dueInMs: fc.constantFrom(0, 0, 0, 200, 2 * SECOND_MS, 3 * SECOND_MS, MINUTE_MS, HOUR_MS),
  windowMs: fc.constantFrom(
    10 * SECOND_MS,
    5 * MINUTE_MS,
    6 * HOUR_MS,
    100 * HOUR_MS,
    100 * HOUR_MS,
  ),
});

type Deed = Command['do'];

/** How often each is tried, and what it is tried with. */
const COMMANDS: { [Name in Deed]: { weight: number; arbitrary: fc.Arbitrary<Command> } } = {
  plan: { weight: 8, arbitrary: planCommand },
  claim: {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('claim'),
      worker,
      room: fc.integer({ min: 1, max: 4 }),
    }),
  },
  step: {
    weight: 22,
    arbitrary: fc.record({
      do: fc.constant('step'),
      nth,
      steps: fc.integer({ min: 1, max: 5 }),
      fate,
    }),
  },
  finish: { weight: 20, arbitrary: fc.record({ do: fc.constant('finish'), nth, fate }) },
  arrive: { weight: 8, arbitrary: fc.record({ do: fc.constant('arrive'), nth }) },
  crash: { weight: 3, arbitrary: fc.record({ do: fc.constant('crash'), worker }) },
  pass: {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      ms: fc.constantFrom(100, SECOND_MS, 5 * SECOND_MS, 30 * SECOND_MS, MINUTE_MS),
    }),
  },
  wait: { weight: 10, arbitrary: fc.record({ do: fc.constant('wait') }) },
  turn: {
    weight: 16,
    arbitrary: fc.record({ do: fc.constant('turn'), worker, isLooking: fc.boolean() }),
  },
  rescue: { weight: 8, arbitrary: fc.record({ do: fc.constant('rescue') }) },
  release_retries: { weight: 6, arbitrary: fc.record({ do: fc.constant('release_retries') }) },
  platform_back: {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('platform_back'),
      platform: fc.constantFrom(...PLATFORM_NAMES),
    }),
  },
  take_lost: { weight: 3, arbitrary: fc.record({ do: fc.constant('take_lost') }) },
  look: { weight: 8, arbitrary: fc.record({ do: fc.constant('look'), nth, isReadable }) },
  reconcile: { weight: 8, arbitrary: fc.record({ do: fc.constant('reconcile'), isReadable }) },
  crash_looks: { weight: 3, arbitrary: fc.record({ do: fc.constant('crash_looks') }) },
  decide: {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('decide'),
      nth,
      verdict: fc.constantFrom('published', 'send', 'leave'),
    }),
  },
  retry: { weight: 3, arbitrary: fc.record({ do: fc.constant('retry'), nth }) },
  retry_post: {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('retry_post'),
      nth,
      cause: fc.option(fc.constantFrom(...FAILURE_CAUSES), { nil: undefined }),
    }),
  },
  cancel: { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel'), nth }) },
  go_on: {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('go_on'),
      rounds: fc.integer({ min: 1, max: 12 }),
      fate,
    }),
  },
  set_worker_clock: {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('set_worker_clock'), worker, offsetMs }),
  },
  set_database_clock: {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('set_database_clock'), offsetMs }),
  },
};

export const DEEDS = Object.keys(COMMANDS) as Deed[];

const command = fc.oneof(...Object.values(COMMANDS));

export const setting: fc.Arbitrary<Setting> = fc.record({
  refusesTwins: fc.boolean(),
  sameWords: fc.boolean(),
});

/** What happens, beginning with a plan. A failing one is made as short as `least` allows. */
export function sequenceOf({
  least,
  most,
}: {
  least: number;
  most: number;
}): fc.Arbitrary<Command[]> {
  const rest = fc.array(command, { minLength: least - 1, maxLength: most - 1, size: 'max' });
  return fc.tuple(planCommand, rest).map(([first, others]) => [first, ...others]);
}
