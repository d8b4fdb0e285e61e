import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { freePort } from './ports.js';

const storedSchema = z.object({ port: z.int(), password: z.string().min(1) });

/** Port and password live as long as the data; the file is readable by its owner alone. */
export interface StoredConnection {
  readonly port: number;
  readonly password: string;
  changePort(port: number): Promise<void>;
}

export async function keepConnection(file: string): Promise<StoredConnection> {
  const stored = (await read(file)) ?? (await create(file));
  return {
    ...stored,
    changePort: (port) => write(file, { ...stored, port }, 'replace'),
  };
}

async function read(file: string): Promise<z.infer<typeof storedSchema> | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : storedSchema.parse(JSON.parse(text));
}

async function create(file: string): Promise<z.infer<typeof storedSchema>> {
  const fresh = { port: await freePort(), password: randomBytes(24).toString('hex') };
  await write(file, fresh, 'keep');
  // Somebody who started at the same moment may have been first.
  return (await read(file)) ?? fresh;
}

/** Whole or not at all: a killed process leaves the old file or the new one. */
async function write(file: string, value: object, existing: 'keep' | 'replace'): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  if (existing === 'replace') return rename(draft, file);
  await link(draft, file).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
}
