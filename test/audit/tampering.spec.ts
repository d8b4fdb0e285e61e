import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chainHash, type AuditLine } from '../../src/audit/audit-line.js';
import { AuditBench } from './audit-bench.js';

let bench: AuditBench;

beforeAll(async () => {
  bench = await AuditBench.open();
});

afterAll(() => bench.close());

beforeEach(async () => {
  await bench.reset();
  await bench.write(20);
  await bench.chain.chainWaiting();
  await bench.heads.exportIfDue();
});

describe('somebody who owns the database', () => {
  it('is not accused when nothing was touched', async () => {
    expect(await bench.verifier.verify()).toMatchObject({
      faults: [],
      lines: 20,
      from: 1,
      waiting: 0,
      heads: 1,
    });
  });

  it.each([
    ['what was done', `UPDATE audit_events SET action = 'post.cancelled' WHERE id = 7`],
    ['to what', `UPDATE audit_events SET subject = 'post:8' WHERE id = 7`],
    ['a detail', `UPDATE audit_events SET details = details || '{"deliveries": 8}' WHERE id = 7`],
    ['the instant, by a millionth', `UPDATE audit_events SET at = at + '1us' WHERE id = 7`],
    ['the session', `UPDATE audit_events SET session_id = 'a' WHERE id = 7`],
    ['the device', `UPDATE audit_events SET device = '' WHERE id = 7`],
    ['its place in the chain', `UPDATE audit_chain SET hash = sha256('') WHERE position = 7`],
  ])('is found to have changed a line: %s', async (_what, statement) => {
    await bench.tamper(statement);
    const { faults } = await bench.verifier.verify();
    expect(faults).toContainEqual({ kind: 'changed', position: 7, eventId: 7 });
  });

  it('is found to have said that somebody else did it', async () => {
    await bench.tamper(
      `INSERT INTO people (login, name, role, place_id, password_hash) VALUES ('a', 'A', 'owner', 1, '')`,
      `UPDATE audit_events SET person_id = 1 WHERE id = 7`,
    );
    const { faults } = await bench.verifier.verify();
    expect(faults).toEqual([{ kind: 'changed', position: 7, eventId: 7 }]);
  });

  it.each([
    ['a line', ['DELETE FROM audit_events WHERE id = 7'], 7],
    ['its place in the chain', ['DELETE FROM audit_chain WHERE position = 7'], null],
    [
      'both',
      ['DELETE FROM audit_events WHERE id = 7', 'DELETE FROM audit_chain WHERE position = 7'],
      null,
    ],
  ])('is found to have removed %s', async (_what, statements, eventId) => {
    await bench.tamper(...statements);
    const { faults } = await bench.verifier.verify();
    expect(faults).toContainEqual({ kind: 'removed', position: 7, eventId });
  });

  it('is found to have removed a line and moved the others up', async () => {
    await bench.tamper(
      'DELETE FROM audit_events WHERE id = 7',
      'DELETE FROM audit_chain WHERE position = 7',
      'UPDATE audit_chain SET position = position + 1000 WHERE position > 7',
      'UPDATE audit_chain SET position = position - 1001 WHERE position > 1000',
    );
    const kinds = (await bench.verifier.verify()).faults.map(({ kind }) => kind);
    expect(kinds).toContain('changed');
    expect(kinds).toContain('cut');
  });

  it('is found to have inserted a line', async () => {
    await bench.tamper(
      `INSERT INTO audit_events (id, at, action, subject) OVERRIDING SYSTEM VALUE
       VALUES (1000, '2026-11-24T09:30:00Z', 'post.cancelled', 'post:7')`,
    );
    const { faults } = await bench.verifier.verify();
    expect(faults).toEqual([{ kind: 'inserted', eventId: 1000 }]);
  });

  it('is found to have put lines into another order', async () => {
    await bench.tamper(
      'UPDATE audit_chain SET event_id = 1000 WHERE position = 7',
      'UPDATE audit_chain SET event_id = 7 WHERE position = 12',
      'UPDATE audit_chain SET event_id = 12 WHERE position = 7',
    );
    const { faults } = await bench.verifier.verify();
    expect(faults).toEqual([
      { kind: 'reordered', position: 7, with: 12 },
      { kind: 'reordered', position: 12, with: 7 },
    ]);
  });

  it('is found to have cut off the tail, by the head that was exported', async () => {
    await bench.tamper(
      'DELETE FROM audit_events WHERE id > 15',
      'DELETE FROM audit_chain WHERE position > 15',
    );
    const { faults } = await bench.verifier.verify();
    expect(faults).toEqual([{ kind: 'cut', position: 15, exported: 20 }]);
  });

  it('is found to have made the whole chain anew, by the head that was exported', async () => {
    await bench.tamper(`UPDATE audit_events SET action = 'post.cancelled' WHERE id = 7`);
    await bench.tamper(...(await aNewChain()));
    await bench.write(5);
    await bench.chain.chainWaiting();
    const { faults } = await bench.verifier.verify();
    expect(faults).toEqual([{ kind: 'rewritten', position: 20 }]);
  });

  it('is found to have removed a line that waits to be chained', async () => {
    await bench.write(1);
    await bench.tamper('DELETE FROM audit_events WHERE id = 21');
    const { faults, waiting } = await bench.verifier.verify();
    expect(waiting).toBe(1);
    expect(faults).toEqual([{ kind: 'removed', position: 0, eventId: 21 }]);
  });
});

/** Every hash counted again from the lines as they stand, as somebody would who has read this code. */
async function aNewChain(): Promise<string[]> {
  const places = await bench.rows<{ position: number; hash: Buffer } & AuditLine>(
    `SELECT c.position, c.hash, e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
            e.person_id AS "personId", e.session_id AS "sessionId", e.device, e.action, e.subject, e.details
       FROM audit_chain c JOIN audit_events e ON e.id = c.event_id WHERE c.position >= 6 ORDER BY c.position`,
  );
  let [before] = places.map(({ hash }) => hash);
  return places.slice(1).map(({ position, hash: _hash, ...line }) => {
    before = chainHash(before ?? Buffer.alloc(0), position, line);
    return `UPDATE audit_chain SET hash = '\\x${before.toString('hex')}' WHERE position = ${position}`;
  });
}
