import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Budget } from '../../platforms/index.js';
import { EMPTY_LANE, grant, LOOK_AHEAD_MS, park, pass, type Lane } from './lane.js';

const NOW_MS = 1_000_000;
const bot: Budget = { key: 'bot', scope: 'application', burst: 3, intervalMs: 100 };
const chat: Budget = { key: 'chat', scope: 'account', burst: 1, intervalMs: 1_000 };

function ask(budgets: Budget[], more: Partial<{ priority: number; hasWaited: boolean }> = {}) {
  return { budgets, fromMs: NOW_MS, priority: 1, hasWaited: false, ...more };
}

describe('a budget', () => {
  it('lets a burst through at once and then one each interval', () => {
    const lanes = new Map<string, Lane>();
    const at = Array.from({ length: 6 }, () => grant(lanes, ask([bot]), NOW_MS));
    expect(at.map((given) => given.kind === 'go' && given.atMs - NOW_MS)).toEqual([
      0, 0, 0, 100, 200, 300,
    ]);
  });

  it('sends who would wait longer than the look-ahead to the end of the line, each to a place of its own', () => {
    const lanes = new Map<string, Lane>();
    const given = Array.from({ length: 20 }, () => grant(lanes, ask([bot]), NOW_MS));
    const waits = given.flatMap((one) => (one.kind === 'wait' ? [one.untilMs - NOW_MS] : []));
    expect(waits).toEqual([1_100, 1_200, 1_300, 1_400, 1_500, 1_600, 1_700]);
  });

  it('lets nobody who comes later go before the line', () => {
    const lanes = new Map<string, Lane>([
      ['bot', { ...EMPTY_LANE, lineAtMs: [0, NOW_MS + 5_000, 0] }],
    ]);
    expect(grant(lanes, ask([bot]), NOW_MS).kind).toBe('wait');
    expect(grant(lanes, ask([bot], { hasWaited: true }), NOW_MS).kind).toBe('go');
    expect(grant(lanes, ask([bot], { priority: 0 }), NOW_MS).kind).toBe('go');
  });

  it('lets a whole burst go together when a pause ends, those who waited and those who come then', () => {
    const page: Budget = { key: 'page', scope: 'account', burst: 500, intervalMs: 57_600 };
    const lanes = new Map<string, Lane>([['page', park(EMPTY_LANE, NOW_MS + 1_500)]]);
    const waited = Array.from({ length: 4 }, () => grant(lanes, ask([page]), NOW_MS));
    expect(waited).toEqual(Array(4).fill({ kind: 'wait', untilMs: NOW_MS + 1_500 }));
    const later = { ...ask([page]), fromMs: NOW_MS + 5_000 };
    expect(grant(lanes, later, NOW_MS + 5_000).kind).toBe('go');
  });

  it('takes a place in every lane or in none', () => {
    const lanes = new Map<string, Lane>([['chat', { ...EMPTY_LANE, freeAtMs: NOW_MS + 9_000 }]]);
    expect(grant(lanes, ask([chat, bot]), NOW_MS).kind).toBe('wait');
    expect(lanes.get('bot')).toBeUndefined();
  });

  it('gives no place while it is parked, and keeps the longer of two pauses', () => {
    const parked = park(park(EMPTY_LANE, NOW_MS + 9_000), NOW_MS + 2_000);
    const lanes = new Map<string, Lane>([['bot', parked]]);
    expect(grant(lanes, ask([bot]), NOW_MS)).toEqual({ kind: 'wait', untilMs: NOW_MS + 9_000 });
  });

  it('lets one go on that has taken its places before, and keeps it waiting for a pause alone', () => {
    const full = { ...EMPTY_LANE, freeAtMs: NOW_MS + 9_000 };
    const lanes = new Map<string, Lane>([['bot', full]]);
    expect(pass(lanes, ask([bot]), NOW_MS)).toEqual({ kind: 'go', atMs: NOW_MS });
    expect(lanes.get('bot')).toBe(full);
    lanes.set('bot', park(full, NOW_MS + 30_000));
    expect(pass(lanes, ask([bot]), NOW_MS)).toEqual({ kind: 'wait', untilMs: NOW_MS + 30_000 });
  });

  it('is never overdrawn in any window, whoever asks when', () => {
    const asks = fc.array(fc.record({ gapMs: fc.nat(300), hasWaited: fc.boolean() }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(asks, fc.integer({ min: 1, max: 20 }), (gaps, burst) => {
        const budget = { ...bot, burst };
        const lanes = new Map<string, Lane>();
        let nowMs = NOW_MS;
        const sentAtMs: number[] = [];
        for (const { gapMs, hasWaited } of gaps) {
          nowMs += gapMs;
          const given = grant(lanes, { ...ask([budget], { hasWaited }), fromMs: nowMs }, nowMs);
          if (given.kind === 'go') {
            expect(given.atMs).toBeLessThanOrEqual(nowMs + LOOK_AHEAD_MS);
            sentAtMs.push(given.atMs);
          }
        }
        for (const [first, startMs] of sentAtMs.entries()) {
          for (const windowMs of [50, 100, 1_000]) {
            const count = sentAtMs.slice(first).filter((atMs) => atMs < startMs + windowMs).length;
            expect(count).toBeLessThanOrEqual(burst + Math.ceil(windowMs / budget.intervalMs));
          }
        }
      }),
    );
  });
});
