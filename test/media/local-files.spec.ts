import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LocalFiles } from '../../src/media/files/local-files.js';

it('A file that cannot be put on its shelf leaves no half of it behind to fill the disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'munadi-shelf-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'file');
  await writeFile(path, 'a file of the library');
  const file = { sha256: 'ab'.repeat(32), extension: 'jpg' };
  const shelf = join(folder, 'library', 'ab');
  // Something else stands where the file belongs.
  await mkdir(join(shelf, `${file.sha256}.jpg`), { recursive: true });
  await expect(new LocalFiles(join(folder, 'library')).put(path, file)).rejects.toThrow('EISDIR');
  expect(await readdir(shelf)).toEqual([`${file.sha256}.jpg`]);
});
