import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { linkLibraries } from './server-binaries.js';

it('A server that was installed without scripts gets the names of its libraries in its own copy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'munadi-libraries-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const copy = join(folder, 'native-5f');
  await mkdir(join(copy, 'lib'), { recursive: true });
  await writeFile(join(copy, 'lib', 'libpq.so.5.18'), 'a library');
  const list = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(copy, 'pg-symlinks.json'), JSON.stringify(list));
  await linkLibraries(copy);
  expect(await readFile(join(copy, 'lib', 'libpq.so.5'), 'utf8')).toBe('a library');
});
