import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './embedded-database-error.js';

/** Whom PostgreSQL runs as; undefined means whoever runs this process. */
export type ServerUser = { uid: number; gid: number } | undefined;

const run = promisify(execFile);

/** PostgreSQL refuses to run as root, so root steps down to a user that already exists. */
export async function findServerUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  });
  for (const wanted of ['postgres', 'nobody']) {
    const account = accounts.find(({ name, uid }) => name === wanted && uid > 0);
    if (account !== undefined) return { uid: account.uid, gid: account.gid };
  }
  throw new EmbeddedDatabaseError(
    'no-server-user',
    'PostgreSQL refuses to run as root and this machine has no user "postgres" or "nobody": run as an ordinary user, or name a database in DATABASE_URL.',
  );
}

/** Who owns the folder, unless that is root: an earlier run may have been somebody else's. */
export async function ownerOf(folder: string): Promise<ServerUser> {
  const found = await stat(folder).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/** Whether that user may pass through every folder down to this one. */
export async function canEnter(folder: string, user: ServerUser): Promise<boolean> {
  return (await outputOf('/bin/sh', ['-c', 'cd "$0"', folder], user)) !== undefined;
}

/** What the program prints when run as that user; undefined when it doesn't run or fails. */
export async function outputOf(
  program: string,
  args: string[],
  user: ServerUser,
): Promise<string | undefined> {
  try {
    return (await run(program, args, { cwd: '/', ...user })).stdout;
  } catch {
    return undefined;
  }
}
