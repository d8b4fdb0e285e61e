import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const secretsSchema = z.object({ credentialKeys: z.string(), sessionKey: z.string() });
export type DemoSecrets = z.infer<typeof secretsSchema>;

const KEY_BYTES = 32;

/** Made once for a data folder, since they open what its database seals; for its owner's eyes. */
export async function keepSecrets(file: string): Promise<DemoSecrets> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return secretsSchema.parse(JSON.parse(text));
  const made = { credentialKeys: `k1:${newKey()}`, sessionKey: newKey() };
  await writeFile(`${file}.new`, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}
