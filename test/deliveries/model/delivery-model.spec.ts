import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELIVERY_STATES, type DeliveryState } from '../../../src/contract/deliveries.js';
import { ARROWS } from '../../../src/deliveries/delivery-state.js';
import { DEEDS, sequenceOf, setting } from './commands.js';
import { LATE_ANSWER_MEETS_ANOTHER_SEND } from './guided.js';
import { simulate } from './simulate.js';
import { Tally } from './tally.js';

/** More of them are worth an hour of a quiet machine. */
const SEQUENCES = Number(process.env['MUNADI_MODEL_SEQUENCES'] ?? 30_000);
const MAX_COMMANDS = 60;
/** What happens less often than this over all sequences proves nothing. */
const OFTEN = 100;

/** Nobody goes there yet: drafts of a plan, a second request of one send, and taking back what is public. */
const UNUSED_STATES: ReadonlySet<DeliveryState> = new Set([
  'planned',
  'pending',
  'recall_pending',
  'recalling',
  'recalled',
  'recall_unknown',
]);
/**
 * No sequence takes them: a retry that has waited stands in the queue before anything else becomes of it, and a flood
 * of overdue posts is larger than these worlds.
 */
const UNUSED_ARROWS: ReadonlySet<string> = new Set([
  'retry_wait failed',
  'retry_wait missed',
  'ready missed',
]);

const used = DELIVERY_STATES.filter((state) => !UNUSED_STATES.has(state));
const usedArrows = used.flatMap((from) =>
  ARROWS[from]
    .filter((to) => !UNUSED_STATES.has(to))
    .map((to) => `${from} ${to}`)
    .filter((arrow) => !UNUSED_ARROWS.has(arrow)),
);

describe('a delivery, through any faults of workers, clocks, database and platforms,', () => {
  const tally = new Tally();

  it('goes out at most once by itself, and ends published, surely not published, or with a person', () => {
    fc.assert(
      fc.property(setting, sequenceOf({ least: 1, most: MAX_COMMANDS }), (given, commands) => {
        tally.count('sequence');
        simulate(given, commands, tally);
      }),
      { numRuns: SEQUENCES, examples: [LATE_ANSWER_MEETS_ANOTHER_SEND] },
    );
    expect(tally.of('sequence')).toBeGreaterThanOrEqual(20_000);
  }, 300_000);

  it('has been through every state and arrow that there is', () => {
    expect([...tally.under('arrow').keys()].sort()).toEqual(usedArrows.sort());
  });

  it.each(DEEDS)('has met "%s" often enough to tell', (deed) => {
    expect(tally.of(`command:${deed}`)).toBeGreaterThanOrEqual(OFTEN);
  });

  it.each(['settled', 'late', 'twice'])('has had its answer recorded as %s', (recorded) => {
    expect(tally.of(`recorded:${recorded}`)).toBeGreaterThan(0);
  });

  it('has been proved public after somebody had thought otherwise', () => {
    const proofs = [...tally.under('proof').values()];
    expect(proofs.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
  });

  it.each(['published', 'absent', 'look_again', 'undecided'])(
    'has been looked for with the verdict "%s" often enough to tell',
    (verdict) => {
      expect(tally.of(`verdict:${verdict}`)).toBeGreaterThanOrEqual(OFTEN);
    },
  );

  it.each(['x', 'telegram', 'facebook'])(
    'has been accepted by %s without its worker hearing of it',
    (platform) => {
      for (const reply of ['lost', 'server_error', 'garbled']) {
        expect(tally.of(`${platform}:${reply}:accepted`)).toBeGreaterThanOrEqual(OFTEN);
      }
    },
  );
});
