import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { auditHead, type AuditHead } from './audit-head.js';

/**
 * Appends to `place`: a file, or a folder in which each month has a file. A line a head, on the disk when it is answered.
 * Both belong on another machine: a mounted folder, or a file that something carries away.
 */
export async function appendHead(place: string, head: AuditHead): Promise<void> {
  const month = head.exportedAt.slice(0, 7);
  const path = (await isFolder(place)) ? join(place, `audit-heads-${month}.jsonl`) : place;
  const file = await open(path, 'a', 0o640);
  try {
    await file.appendFile(`${JSON.stringify(head)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Every head in `place`, oldest first; a line that is none is passed over. */
export async function readHeads(place: string): Promise<AuditHead[]> {
  const names = (await isFolder(place))
    ? (await readdir(place)).filter((name) => name.endsWith('.jsonl')).map((n) => join(place, n))
    : [place];
  const texts = await Promise.all(names.sort().map((name) => readFile(name, 'utf8')));
  return texts.flatMap((text) => text.split('\n')).flatMap(headIn);
}

function headIn(line: string): AuditHead[] {
  try {
    const { success, data } = auditHead.safeParse(JSON.parse(line));
    return success ? [data] : [];
  } catch {
    return [];
  }
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
