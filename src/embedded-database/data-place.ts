import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { canEnter, type ServerUser } from './server-user.js';

/**
 * The folder that holds the cluster's files: the given one, unless root runs Munadi from a place that
 * the server's user cannot enter, such as /root.
 */
export async function placeData(home: string, user: ServerUser): Promise<string> {
  if (user === undefined) return home;
  const elsewhere = `munadi-data-${keyOf(home)}`;
  const wasElsewhere = await stat(join(tmpdir(), elsewhere, 'data')).then(Boolean, () => false);
  return !wasElsewhere && (await canEnter(home, user)) ? home : ownFolder(elsewhere);
}

/**
 * A folder of ours in the temporary folder, open to pass through. Anyone may write in the temporary
 * folder, so one that somebody else made under our name is refused.
 */
export async function ownFolder(name: string): Promise<string> {
  const folder = join(tmpdir(), name);
  await mkdir(folder, { mode: 0o711 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  const { uid, mode } = await lstat(folder);
  const isOurs = uid === process.getuid?.() && (mode & 0o022) === 0;
  if (isOurs) {
    // A strict umask would shut the server's user out.
    await chmod(folder, 0o711);
    return folder;
  }
  throw new EmbeddedDatabaseError(
    'folder-taken',
    `The folder ${folder} belongs to somebody else: delete it, or name a database in DATABASE_URL.`,
  );
}

/** Short, stable name for a path. */
export function keyOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
