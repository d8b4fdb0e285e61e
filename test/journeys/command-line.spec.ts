import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../support/world.js';

const DIST = join(import.meta.dirname, '../../dist');

interface Ended {
  code: number;
  output: string;
  errors: string;
}

/** A program of the built product, with exactly this environment. */
function run(program: string, args: string[], environment: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) => {
    const file = join(DIST, program);
    execFile(process.execPath, [file, ...args], { env: environment }, (error, output, errors) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, output, errors });
    });
  });
}

describe('the command line', () => {
  let world: World;
  let folder: string;
  beforeAll(async () => {
    world = await World.open({ districts: ['agra', 'lucknow'] });
    folder = await mkdtemp(join(tmpdir(), 'munadi-cli-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await world.close();
  });

  const munadi = (...args: string[]) => run('src/cli/main.js', args, world.environment);
  async function file(name: string, content: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  it('publishes the post of a file once, however often the file is given', async () => {
    const post = await file(
      'post.json',
      JSON.stringify({
        title: 'From a file',
        texts: { common: 'फ़ाइल से {district}' },
        districts: ['uttar-pradesh'],
        platforms: ['telegram', 'x'],
        schedule: { kind: 'now' },
      }),
    );
    const first = await munadi('posts', 'publish', post, '--as', 'meera');
    expect(first).toMatchObject({ code: 0, errors: '' });
    const second = await munadi('posts', 'publish', post, '--as', 'meera');
    const firstLine = (ended: Ended) => ended.output.split('\n')[0];
    expect(firstLine(second)).toBe(firstLine(first));

    const meera = await world.signIn('meera');
    await meera.untilSettled(Number(/Post (\d+)/.exec(first.output)?.[1]));
    expect((await world.sandbox.published()).map(({ text }) => text).sort()).toEqual(
      ['फ़ाइल से आगरा', 'फ़ाइल से आगरा', 'फ़ाइल से लखनऊ', 'फ़ाइल से लखनऊ'].sort(),
    );
  });

  it('imports nothing of a broken CSV, and names the line', async () => {
    const path = await file(
      'districts.csv',
      'code,parentCode,kind,nameEn,nameHi\nkanpur,uttar-pradesh,district,Kanpur,कानपुर\nbanda,uttar-pradesh,district\n',
    );
    const { code, errors } = await munadi('districts', 'import', path);
    expect(code).toBe(65);
    expect(errors).toContain('Line 3');
    const rows = await world.dataSource.query<unknown[]>(
      `SELECT FROM districts WHERE code = 'kanpur'`,
    );
    expect(rows).toEqual([]);
  });

  it('imports no account of an unknown district, and names the row', async () => {
    const path = await file(
      'accounts.csv',
      'district,platform,handle,remoteId,botToken\natlantis,telegram,@atlantis,-1001,1:abc\n',
    );
    const { code, errors } = await munadi('accounts', 'import', path);
    expect(code).toBe(65);
    expect(errors).toMatch(/row 2.*atlantis/);
  });

  it('says which district of a post it does not know', async () => {
    const post = await file(
      'unknown.json',
      JSON.stringify({
        title: 'Nowhere',
        texts: { common: 'नमस्ते' },
        districts: ['atlantis'],
        platforms: ['x'],
        schedule: { kind: 'now' },
      }),
    );
    const { code, errors } = await munadi('posts', 'publish', post, '--as', 'meera');
    expect(code).toBe(65);
    expect(errors).toContain('There is no district with the code "atlantis"');
  });

  it('says that a file is not there', async () => {
    const { code, errors } = await munadi('accounts', 'import', join(folder, 'absent.csv'));
    expect(code).toBe(65);
    expect(errors).toContain('absent.csv cannot be opened');
  });

  it('holds the record to its chain, and ends with a fault once somebody has changed a line', async () => {
    await expect
      .poll(async () => (await munadi('audit', 'verify')).output, { timeout: 30_000 })
      .toMatch(/^[1-9]\d* lines, from position 1 [\s\S]*held to no exported head/);
    const exported = await munadi('audit', 'export', '--action', 'session');
    expect(exported.output).toContain('session.opened');
    await world.dataSource.transaction(async (executor) => {
      await executor.query(`SET LOCAL session_replication_role = replica`);
      await executor.query(
        `UPDATE audit_events SET action = 'b' WHERE id = (SELECT event_id FROM audit_chain WHERE position = 1)`,
      );
    });
    const { code, output, errors } = await munadi('audit', 'verify');
    expect(code).not.toBe(0);
    expect(`${output}${errors}`).toMatch(/position 1\b/);
    expect(errors).toContain('The record was tampered with');
  });

  it('shows its commands when it is called without one', async () => {
    const { code, output } = await munadi();
    expect(code).toBe(0);
    expect(output).toContain('posts publish FILE.json --as LOGIN');
  });
});

describe('the server', () => {
  it('refuses to start without its settings, names each that is missing, and prints no value', async () => {
    const { code, errors } = await run('bundle/main.js', [], { MUNADI_SESSION_KEY: 'too-short' });
    expect(code).toBe(78);
    expect(errors).toContain('DATABASE_URL is missing');
    expect(errors).toContain('MUNADI_CREDENTIAL_KEYS is missing');
    expect(errors).toContain('MUNADI_SESSION_KEY must be 32 bytes');
    expect(errors).not.toContain('too-short');
  });
});
