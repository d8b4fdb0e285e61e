import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { childEnvironment } from '../../src/kernel/config.js';

const ROOT = join(import.meta.dirname, '../..');
const BUGS = join(import.meta.dirname, 'bugs');
const COPIED = ['src', 'migrations', 'test', 'vitest.config.ts', 'tsconfig.json', 'package.json'];

/** Each bug that others have shipped, and the check of ours that has to catch it. */
const CAUGHT_BY: Record<string, { file: string; title: string }> = {
  'm01-timeout-is-retried': audited('accept_then_hang'),
  'm02-lost-send-waits-again': stores('leaves a send without an answer unknown'),
  'm03-intent-after-send': audited('none'),
  'm04-result-without-epoch': stores('may not start another send with a late report'),
  'm05-duplicate-is-failed': {
    file: 'test/deliveries/model/delivery-model.spec.ts',
    title: 'goes out at most once by itself',
  },
  'm06-absence-is-proof': {
    file: 'src/platforms/x/x.spec.ts',
    title: 'does not find one that was never made',
  },
  'm07-due-by-the-worker-alone': stores('takes nothing before it is due'),
  'm08-stop-checked-at-the-claim-only': stores('is refused once a cancel was acknowledged'),
  'm09-follow-up-error-fails-the-post': audited('none'),
  'm10-second-request-allowed': {
    file: 'src/kernel/egress/watch-send.spec.ts',
    title: 'refuses a second request',
  },
  'm11-plan-without-unique-key': stores('twice adds nothing'),
  'm12-claim-is-the-end': stores('holds a delivery no longer than its lease'),
  'm13-part-that-waits-for-nothing': {
    file: 'test/journeys/threads.spec.ts',
    title: 'goes out part by part on X',
  },
};

function audited(fault: string) {
  return { file: 'test/proof/audited-journey.spec.ts', title: `meets the fault: ${fault}` };
}

function stores(title: string) {
  return { file: 'test/deliveries/stores.spec.ts', title };
}

/** The benchmark may have installed what it compares with. */
const isOurs = (path: string) => !path.endsWith('node_modules');

let databaseUrl = '';
beforeAll(async () => {
  const url = new URL(inject('databaseAdminUrl'));
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('DROP DATABASE IF EXISTS munadi_seeded_test WITH (FORCE)');
  await client.query('CREATE DATABASE munadi_seeded_test');
  await client.end();
  url.pathname = '/munadi_seeded_test';
  databaseUrl = url.href;
});

describe('a bug that others have shipped', () => {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it('is in the list with what catches it', async () => {
    const patches = (await readdir(BUGS)).map((file) => file.replace(/\.patch$/, ''));
    expect(patches.sort()).toEqual(Object.keys(CAUGHT_BY).sort());
  });

  it.each(Object.entries(CAUGHT_BY))(
    'is caught: %s',
    async (bug, { file, title }) => {
      const folder = await mkdtemp(join(tmpdir(), 'munadi-bug-'));
      folders.push(folder);
      for (const part of COPIED)
        await cp(join(ROOT, part), join(folder, part), { recursive: true, filter: isOurs });
      await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      const applied = await run(folder, 'git', ['apply', '-p1', join(BUGS, `${bug}.patch`)]);
      expect(applied, 'the patch no longer fits the code').toMatchObject({ code: 0 });
      const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
      const tested = await run(folder, process.execPath, [vitest, 'run', file, '-t', title]);
      expect(tested.output).toMatch(/Tests .*\d+ failed/);
      expect(tested.code).toBe(1);
    },
    120_000,
  );
});

function run(
  folder: string,
  program: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: childEnvironment({
        DATABASE_URL: databaseUrl,
        MUNADI_MODEL_SEQUENCES: '3000',
        NO_COLOR: '1',
      }),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}
