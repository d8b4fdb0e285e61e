import { describe, expect, it } from 'vitest';
import { audit } from './auditor.js';
import { judgeDoubts } from './doubts.js';
import { gather, type Facts, type LedgerLine, type Witness } from './facts.js';
import { judgeGentleStops } from './gentle-stops.js';
import type { Incident } from './incidents.js';
import type { Move } from './moves.js';
import type { AttemptRecord, DeliveryRecord } from './records.js';
import { judgeResumption } from './resumption.js';
import { judgeSilentEnds } from './silent-ends.js';
import { judgeThreads, waitsForAPerson } from './threads.js';

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000);
const DELIVERY: DeliveryRecord = {
  id: 1,
  postId: 1,
  accountId: 1,
  part: 0,
  platform: 'x',
  remoteAccount: 'agra',
  text: 'words',
  state: 'published',
  dueAt: at(0),
  cancelledAt: null,
};
const KILL: Incident = { what: 'SIGKILL', worker: 'one', from: at(5), until: at(5) };

/** The states in which the one delivery stood, each with the second at which it came there. */
function moves(...steps: [string, number, { isRescue: boolean }?][]): Move[] {
  return steps.map(([to, seconds, { isRescue } = { isRescue: false }], index) => ({
    deliveryId: 1,
    epoch: steps.slice(0, index + 1).filter(([state]) => state === 'claimed').length,
    from: steps[index - 1]?.[0] ?? 'ready',
    to,
    isRescue,
    by: 'one',
    at: at(seconds),
  }));
}

function facts({
  moved = [],
  attempts = [],
  ledger = [],
  state = 'published',
  ...witness
}: Partial<Witness> & {
  moved?: Move[];
  attempts?: Partial<AttemptRecord>[];
  ledger?: Partial<LedgerLine>[];
  state?: string;
}): Facts {
  const line = { seq: 1, platform: 'x', account: 'agra', event: 'published', postId: '7' };
  const attempt = { deliveryId: 1, accountId: 1, epoch: 1, intentAt: at(1), endedAt: at(2) };
  return gather(
    ledger.map((own) => ({
      ...line,
      receivedAt: at(1).toISOString(),
      text: 'words',
      fault: null,
      answer: '200',
      ...own,
    })),
    {
      deliveries: [{ ...DELIVERY, state }],
      attempts: attempts.map((own) => ({
        ...attempt,
        outcome: null,
        cause: null,
        remoteId: null,
        ...own,
      })),
      moves: moved,
      scheduledInAudit: 1,
      isGuarded: true,
    },
    {
      stops: [],
      incidents: [],
      gentleStops: [],
      sendTimeoutMs: 1_500,
      plannedDeliveries: 1,
      plannedPosts: 1,
      isDrained: true,
      ...witness,
    },
  );
}

const against = (id: string, judged: Facts) =>
  audit(judged).find((one) => one.id === id)?.violations.length;

describe('a doubt', () => {
  const lost = moves(['claimed', 4], ['sending', 4.9], ['unknown', 5.2]);

  it('has its ground in a kill while it was being sent', () => {
    expect(judgeDoubts(facts({ moved: lost, incidents: [KILL] })).byReason.killed).toBe(1);
  });

  it('has its ground in an answer that the platform bent', () => {
    const bent = [{ fault: 'malformed_body', receivedAt: at(5).toISOString() }];
    expect(judgeDoubts(facts({ moved: lost, ledger: bent })).byReason.answer_bent).toBe(1);
  });

  it('has its ground in a wait as long as a send is given', () => {
    const late = moves(['claimed', 4], ['sending', 4.9], ['unknown', 6.5]);
    expect(judgeDoubts(facts({ moved: late })).byReason.no_answer_in_time).toBe(1);
  });

  it('is against the promise when there is no ground', () => {
    const before = moves(['claimed', 1], ['sending', 1.1], ['unknown', 1.2]);
    expect(judgeDoubts(facts({ moved: before, incidents: [KILL] })).finding.violations).toEqual([
      'delivery 1, claim 1',
    ]);
  });
});

describe('what the dead held', () => {
  const until = (seconds: number) =>
    facts({
      moved: moves(['claimed', 4], ['ready', 9, { isRescue: true }], ['claimed', seconds - 0.1]),
      ledger: [{ receivedAt: at(seconds).toISOString() }],
      incidents: [KILL],
    });

  it('goes on within 15 seconds', () => {
    const { accountMs, finding } = judgeResumption(until(12), 15_000);
    expect(accountMs).toEqual([7_000]);
    expect(finding.violations).toEqual([]);
  });

  it('is against the promise when it waits longer', () => {
    expect(judgeResumption(until(21), 15_000).finding.violations).not.toEqual([]);
  });
});

describe('a worker that is asked to go', () => {
  const gone = (endedWith: string, afterMs: number) => [
    { askedAt: at(5), goneAt: at(7), workers: [{ worker: 'one', endedWith, afterMs }] },
  ];
  const findingOf = (judged: Facts) => judgeGentleStops(judged).finding.violations;

  it('leaves everything settled', () => {
    const settled = moves(['claimed', 4], ['sending', 4.9], ['published', 6]);
    expect(findingOf(facts({ moved: settled, gentleStops: gone('0', 2_000) }))).toEqual([]);
  });

  it.each(['claimed', 'sending'])('leaves nothing %s', (state) => {
    const open = moves(['claimed', 4], ['sending', 4.9]).slice(0, state === 'claimed' ? 1 : 2);
    expect(findingOf(facts({ moved: open, gentleStops: gone('0', 2_000) }))).toEqual([
      `delivery 1 was left ${state}`,
    ]);
  });

  it('may be ended by the signal before it has done anything, and not after', () => {
    const settled = moves(['claimed', 4], ['sending', 4.9], ['published', 6]);
    const gentleStops = gone('SIGTERM', 100);
    expect(findingOf(facts({ gentleStops }))).toEqual([]);
    expect(findingOf(facts({ moved: settled, gentleStops }))).toHaveLength(1);
  });

  it.each([
    ['1', 2_000],
    ['SIGKILL', 2_000],
    ['0', 31_000],
  ])('does not end with %s after %d ms', (endedWith, afterMs) => {
    expect(findingOf(facts({ gentleStops: gone(endedWith, afterMs) }))).toHaveLength(1);
  });
});

describe('an end', () => {
  it('is silent without its cause', () => {
    const of = (cause: string | null) =>
      judgeSilentEnds(facts({ state: 'failed', attempts: [{ cause }] })).violations.length;
    expect([of(null), of('content')]).toEqual([1, 0]);
  });

  it('is changed by nothing', () => {
    const changed = moves(['claimed', 1], ['sending', 2], ['published', 3], ['failed', 4]);
    expect(against('I15', facts({ moved: changed }))).toBe(1);
  });
});

describe('a send', () => {
  it('never leads back to where it could be made again', () => {
    const back = moves(['claimed', 1], ['sending', 2], ['ready', 3]);
    expect(against('I8', facts({ moved: back }))).toBe(1);
  });

  it('counts as a post that is there once', () => {
    expect(against('I1', facts({ ledger: [{}, { seq: 2, postId: '8' }] }))).toBe(1);
  });
});

describe('a part of a thread', () => {
  const second = { ...DELIVERY, id: 2, part: 1, text: 'more' };
  const judged = (...ledger: Partial<LedgerLine>[]) => {
    const { witness, ledger: lines } = facts({ ledger });
    const records = { attempts: [], moves: [], scheduledInAudit: 1, isGuarded: true };
    return judgeThreads(gather(lines, { ...records, deliveries: [DELIVERY, second] }, witness))
      .violations.length;
  };
  const first = { receivedAt: at(1).toISOString() };
  const more = { seq: 2, postId: '8', text: 'more', receivedAt: at(2).toISOString() };

  it('answers the one before it', () => {
    expect(judged(first, { ...more, replyTo: '7' })).toBe(0);
  });

  it.each([
    ['stands alone', [first, more]],
    ['answers another post', [first, { ...more, replyTo: '6' }]],
    ['was there first', [{ receivedAt: at(3).toISOString() }, { ...more, replyTo: '7' }]],
    ['is the first one, and answers something', [{ ...first, replyTo: '6' }]],
  ])('is against the promise where it %s', (_how, ledger) => {
    expect(judged(...ledger)).toBe(1);
  });

  it('may wait behind one about which a person is asked, and behind no other', () => {
    const waiting = { ...second, state: 'ready' };
    const behind = (state: string) => waitsForAPerson([{ ...DELIVERY, state }, waiting]).size;
    expect([behind('needs_decision'), behind('published'), behind('failed')]).toEqual([1, 0, 0]);
  });
});
