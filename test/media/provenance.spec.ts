import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sourceTypeOf } from '../../src/media/workshop/provenance.js';

const ADDRESS = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
/** So much of a file is read at a time. */
const CHUNK_BYTES = 64 * 1024;

async function sourceTypeIn(bytes: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'munadi-mark-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'file');
  await writeFile(file, bytes, 'latin1');
  return sourceTypeOf(file, '');
}

it.each([
  ['with more said right behind it', 'trainedAlgorithmicMediamsoftwareAgentdTool'],
  ['of which another one is the beginning', 'compositeWithTrainedAlgorithmicMediakdescription'],
  ['at the very end', 'compositeSynthetic'],
])('A mark %s is read', async (_, written) => {
  const name = /^(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|compositeSynthetic)/;
  expect(await sourceTypeIn(`xF${ADDRESS}${written}`)).toBe(name.exec(written)?.[0]);
});

it('A mark is read whole wherever the file is cut in pieces to be read', async () => {
  const mark = `${ADDRESS}compositeSyntheticmsoftwareAgent`;
  for (let before = 1; before < mark.length; before += 1) {
    const bytes = `${' '.repeat(CHUNK_BYTES - before)}${mark} and more`;
    expect(await sourceTypeIn(bytes), String(before)).toBe('compositeSynthetic');
  }
});

it('What is no value of the vocabulary is no mark', async () => {
  expect(await sourceTypeIn(`${ADDRESS}somethingElse`)).toBeNull();
});
