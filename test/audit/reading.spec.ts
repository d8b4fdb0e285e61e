import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chainHash, type AuditLine } from '../../src/audit/audit-line.js';
import { AuditChain } from '../../src/audit/chain.service.js';
import { ChainStore } from '../../src/audit/chain.store.js';
import type { AuditEntry } from '../../src/contract/audit.js';
import { World } from '../support/world.js';
import type { Person } from '../support/person.js';

let world: World;
let owner: Person;
let postId: number;

beforeAll(async () => {
  world = await World.open({ districts: ['lucknow', 'kanpur-nagar'], withoutWorker: true });
  owner = await world.signIn('owner');
  const meera = await world.signIn('meera');
  const ramesh = await world.signIn('ramesh');
  postId = (await meera.publish({ districts: ['lucknow'] })).id;
  await ramesh.publish({ districts: ['lucknow'] });
  await meera.post(`/api/posts/${postId}/recall`, { reason: 'A wrong date' });
  await new AuditChain(new ChainStore(world.dataSource)).chainWaiting();
});
afterAll(() => world.close());

async function read(query: string): Promise<AuditEntry[]> {
  const { status, body } = await owner.get<AuditEntry[]>(`/api/audit?${query}`);
  expect(status).toBe(200);
  return body;
}

describe('the record', () => {
  it('says who did what to a post, when, and in which session', async () => {
    const lines = await read(`postId=${postId}`);
    expect(lines).toMatchObject([
      { action: 'post.recalled', personName: 'Meera', details: { reason: 'A wrong date' } },
      { action: 'post.scheduled', personName: 'Meera', details: { deliveries: 3 } },
    ]);
    const [recalled, scheduled] = lines;
    expect(recalled?.sessionId).toMatch(/^[0-9a-f]{16}$/);
    expect(recalled?.sessionId).toBe(scheduled?.sessionId);
    expect(recalled?.position).toBeGreaterThan(scheduled?.position ?? 0);
  });

  it('is read by what was done, by span of time and page by page', async () => {
    const all = await read('action=post');
    expect(all.map(({ action }) => action)).toEqual([
      'post.recalled',
      'post.submitted',
      'post.scheduled',
    ]);
    const [newest] = all;
    const older = await read(`action=post&before=${newest?.id ?? 0}`);
    expect(older).toEqual(all.slice(1));
    expect(await read('until=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await read(`action=post&from=${encodeURIComponent(newest?.at ?? '')}`)).toEqual([
      newest,
    ]);
  });

  it('is read by place: of what its people did, and of what was done to its accounts', async () => {
    const [place] = await world.dataSource.query<{ id: number }[]>(
      `SELECT id FROM districts WHERE code = 'lucknow'`,
    );
    const lines = await read(`placeId=${place?.id ?? 0}`);
    expect(new Set(lines.map(({ personName }) => personName))).toEqual(new Set(['Ramesh']));
    expect(lines.map(({ action }) => action)).toContain('post.submitted');
  });

  it('shows an auditor of a district nothing that was done elsewhere', async () => {
    await world.dataSource.query(`UPDATE people SET role = 'auditor' WHERE login = 'ramesh'`);
    const auditor = await world.signIn('ramesh');
    const { body } = await auditor.get<AuditEntry[]>('/api/audit');
    expect(body.length).toBeGreaterThan(0);
    expect(body.every(({ personName }) => personName === 'Ramesh')).toBe(true);
    await world.dataSource.query(`UPDATE people SET role = 'volunteer' WHERE login = 'ramesh'`);
  });

  it.each(['/api/audit', '/api/audit/export'])('is closed to whoever may not: %s', async (path) => {
    for (const login of ['meera', 'ramesh']) {
      const person = await world.signIn(login);
      expect((await person.fetch(path)).status).toBe(403);
    }
    expect((await fetch(world.url + path)).status).toBe(401);
  });

  it.each(['from=yesterday', 'action=%27; DROP', 'placeId=0', 'postId=x', 'before=-1'])(
    'refuses what it cannot understand: %s',
    async (query) => {
      expect((await owner.get(`/api/audit?${query}`)).status).toBe(400);
    },
  );
});

describe('the record as a file', () => {
  it('can be counted again by anybody, from the lines alone', async () => {
    const answer = await owner.fetch('/api/audit/export');
    expect(answer.headers.get('content-type')).toContain('application/jsonl');
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry)
      .filter(({ position }) => position !== null)
      .sort((one, other) => Number(one.position) - Number(other.position));
    let before: Buffer = createHash('sha256').update('munadi audit').digest();
    for (const { position, hash, personName: _, ...line } of lines) {
      before = chainHash(before, Number(position), line satisfies AuditLine);
      expect(before.toString('hex')).toBe(hash);
    }
    expect(lines.length).toBeGreaterThan(5);
  });

  it('opens in a spreadsheet, and nothing in it runs there', async () => {
    await world.dataSource.query(`UPDATE people SET name = '=1+1' WHERE login = 'ramesh'`);
    const bytes = Buffer.from(
      await (await owner.fetch('/api/audit/export?format=csv')).arrayBuffer(),
    );
    expect(bytes.toString('utf8')).toMatch(/^\uFEFF"position","id","at"/);
    expect(bytes.toString('utf8')).toContain(`"'=1+1"`);
    expect(bytes.toString('utf8')).not.toContain('"=1+1"');
  });

  it('is itself a line of the record, as is the register of accounts', async () => {
    await owner.fetch('/api/audit/export?format=csv&postId=1');
    await owner.fetch('/api/accounts/registry.csv');
    const [register, exported] = await read('');
    expect(register).toMatchObject({
      action: 'accounts.registry_exported',
      personName: 'Owner',
    });
    expect(exported).toMatchObject({
      action: 'audit.exported',
      details: { format: 'csv', postId: 1 },
    });
  });
});
