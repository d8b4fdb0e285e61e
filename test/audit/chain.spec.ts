import { readdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { isSigned, type AuditHead } from '../../src/audit/audit-head.js';
import { AuditBench } from './audit-bench.js';

let bench: AuditBench;

beforeAll(async () => {
  bench = await AuditBench.open({ MUNADI_AUDIT_KEEP_MONTHS: '12' });
});

afterAll(() => bench.close());

beforeEach(() => bench.reset());

describe('the chain of the record', () => {
  it('shows the tail that is not chained yet as such', async () => {
    await bench.write(3);
    expect(await bench.verifier.verify()).toMatchObject({
      faults: [],
      lines: 0,
      waiting: 3,
      oldestWaitingAt: bench.clock.now,
    });
    expect(await bench.chain.chainWaiting()).toBe(3);
    expect(await bench.verifier.verify()).toMatchObject({ faults: [], lines: 3, waiting: 0 });
  });

  it('takes a line of a long transaction when it commits, and none that was rolled back', async () => {
    const slow = bench.database.dataSource.createQueryRunner();
    const undone = bench.database.dataSource.createQueryRunner();
    await slow.startTransaction();
    await undone.startTransaction();
    const event = { personId: null, action: 'a', subject: 'b', details: {} };
    await bench.trail.record(slow, event);
    await bench.trail.record(undone, event);
    await bench.write(2);
    expect(await bench.chain.chainWaiting()).toBe(2);
    await slow.commitTransaction();
    await undone.rollbackTransaction();
    await Promise.all([slow.release(), undone.release()]);
    expect(await bench.chain.chainWaiting()).toBe(1);
    expect(await bench.verifier.verify()).toMatchObject({ faults: [], lines: 3, waiting: 0 });
  });

  it('stays one when two processes chain at the same time', async () => {
    await bench.write(50);
    const chained = await Promise.all([1, 2, 3, 4].map(() => bench.chain.chainWaiting()));
    expect(chained.reduce((sum, lines) => sum + lines)).toBe(50);
    expect(await bench.verifier.verify()).toMatchObject({ faults: [], lines: 50 });
  });

  it('takes more lines than fit in a round', async () => {
    await bench.rows(
      `INSERT INTO audit_events (at, action, subject)
       SELECT now(), 'a', 'b' FROM generate_series(1, 2500)`,
    );
    expect(await bench.chain.chainWaiting()).toBe(2500);
    expect(await bench.verifier.verify()).toMatchObject({ faults: [], lines: 2500 });
  });

  it('cannot be changed or shortened by a statement that goes astray', async () => {
    await bench.write(1);
    await bench.chain.chainWaiting();
    for (const statement of [
      `UPDATE audit_chain SET hash = sha256('')`,
      'DELETE FROM audit_chain',
      'TRUNCATE audit_chain',
      'DELETE FROM audit_events',
      `UPDATE audit_events SET action = 'b'`,
    ]) {
      await expect(bench.rows(statement), statement).rejects.toThrow('append-only');
    }
  });
});

describe('the head of the chain', () => {
  it('is exported when it moves, and each hour when it does not', async () => {
    await bench.write(1);
    await bench.chain.chainWaiting();
    expect(await bench.heads.exportIfDue()).toMatchObject({ position: 1 });
    expect(await bench.heads.exportIfDue()).toBeUndefined();
    await bench.write(1);
    await bench.chain.chainWaiting();
    expect(await bench.heads.exportIfDue()).toMatchObject({ position: 2 });
    bench.clock.now = new Date(bench.clock.now.getTime() + 60 * 60_000);
    expect(await bench.heads.exportIfDue()).toMatchObject({ position: 2 });
    expect(await heads()).toHaveLength(3);
  });

  it('is signed, so that nobody without the key can make one', async () => {
    await bench.write(1);
    await bench.chain.chainWaiting();
    await bench.heads.exportIfDue();
    const [head] = await heads();
    if (!head) throw new Error('No head was exported');
    expect(isSigned(Buffer.alloc(32, 5), head)).toBe(true);
    expect(isSigned(Buffer.alloc(32, 6), head)).toBe(false);
    expect(isSigned(Buffer.alloc(32, 5), { ...head, position: 2 })).toBe(false);

    const forged = JSON.stringify({ ...head, hash: 'a'.repeat(64) });
    await writeFile(join(bench.elsewhere, 'forged.jsonl'), `${forged}\nno head\n`);
    const { faults } = await bench.verifier.verify();
    expect(faults).toEqual([{ kind: 'head_not_ours', position: 1 }]);
  });
});

describe('the head of the chain, for another server', () => {
  it('is sent there, and again until that server has taken it', async () => {
    const taken: string[] = [];
    const answers = [500, 200];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        taken.push(body);
        response.writeHead(answers.shift() ?? 200).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const told = await AuditBench.open({ MUNADI_AUDIT_HEAD_URL: `http://127.0.0.1:${port}/heads` });
    onTestFinished(async () => {
      server.close();
      await told.close();
    });
    await told.write(1);
    await told.chain.chainWaiting();
    expect(await told.heads.exportIfDue()).toMatchObject({ position: 1 });
    expect(await told.heads.exportIfDue()).toMatchObject({ position: 1 });
    expect(await told.heads.exportIfDue()).toBeUndefined();
    const heads = taken.map((body) => JSON.parse(body) as AuditHead);
    expect(heads.map((head) => [head.position, isSigned(Buffer.alloc(32, 5), head)])).toEqual([
      [1, true],
      [1, true],
    ]);
  });
});

describe('a record that is kept for months', () => {
  beforeEach(async () => {
    bench.clock.now = new Date('2025-10-20T10:00:00Z');
    await bench.write(30);
    await bench.chain.chainWaiting();
    await bench.heads.exportIfDue();
    bench.clock.now = new Date('2026-11-24T10:00:00Z');
    await bench.write(10);
    await bench.chain.chainWaiting();
  });

  it('loses what is older, and is still one chain from the checkpoint on', async () => {
    expect(await bench.drop.dropOld()).toBe(30);
    expect(await bench.verifier.verify()).toMatchObject({ faults: [], from: 31, lines: 11 });
    expect(await bench.drop.dropOld()).toBe(0);
    await bench.write(5);
    await bench.chain.chainWaiting();
    expect(await bench.verifier.verify()).toMatchObject({ faults: [], from: 31, lines: 16 });
  });

  it('is found to be shorter when somebody else dropped its beginning', async () => {
    await bench.tamper(
      'DELETE FROM audit_events WHERE id <= 20',
      'DELETE FROM audit_chain WHERE position <= 20',
      `INSERT INTO audit_checkpoints SELECT 20, sha256(''), 1`,
    );
    const kinds = (await bench.verifier.verify()).faults.map(({ kind }) => kind);
    expect(kinds).toContain('dropped_without_word');
  });

  it('keeps every line when a younger one stands before it', async () => {
    bench.clock.now = new Date('2025-10-01T10:00:00Z');
    await bench.write(1);
    await bench.chain.chainWaiting();
    bench.clock.now = new Date('2026-11-24T10:00:00Z');
    expect(await bench.drop.dropOld()).toBe(30);
    const [{ kept } = { kept: 0 }] = await bench.rows<{ kept: number }>(
      `SELECT count(*) AS kept FROM audit_events WHERE action <> 'audit.dropped'`,
    );
    expect(kept).toBe(11);
    expect((await bench.verifier.verify()).faults).toEqual([]);
  });
});

async function heads(): Promise<AuditHead[]> {
  const [name = ''] = await readdir(bench.elsewhere);
  const text = await readFile(join(bench.elsewhere, name), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditHead);
}
