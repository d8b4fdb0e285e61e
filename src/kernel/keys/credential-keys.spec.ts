import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SealContext } from '../cipher.js';
import { CredentialKeys } from './credential-keys.js';
import { parseKeyRing, writeKey } from './key-ring.js';
import { keyEnvironment, keySettings, type KeySettings } from './key-settings.js';
import { keyWrapper } from './key-wrapper.js';
import { z } from 'zod';

const context: SealContext = { purpose: 'account-credentials', boundTo: 'account:17' };
const secret = Buffer.from('{"botToken":"12345:secret"}');
const aKey = (id: string) => writeKey({ id, secret: randomBytes(32) });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'munadi-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function settingsOf(environment: Record<string, string>): KeySettings {
  const settings = keySettings(z.object(keyEnvironment).parse(environment));
  if ('fault' in settings) throw new Error(settings.fault);
  return settings;
}

describe('a ring in a file', () => {
  it('changes while everything runs: the new key seals, and the old one still opens', async () => {
    const path = join(folder, 'ring');
    const [old, next] = [aKey('k1'), aKey('k2')];
    await writeFile(path, `${old}\n`);
    const keys = await CredentialKeys.open(settingsOf({ MUNADI_CREDENTIAL_KEYS_FILE: path }));
    const sealed = keys.cipher.seal(secret, context);
    await writeFile(path, `${next}\n${old}\n`);
    await keys.refresh();
    expect(keys.cipher.currentKeyId).toBe('k2');
    expect(keys.cipher.open(sealed, context)).toEqual(secret);
  });

  it('is read at once when a seal names a key that nobody here knows', async () => {
    const path = join(folder, 'ahead');
    const [old, next] = [aKey('k1'), aKey('k2')];
    await writeFile(path, old);
    const settings = settingsOf({ MUNADI_CREDENTIAL_KEYS_FILE: path });
    const here = await CredentialKeys.open(settings);
    await writeFile(path, `${next},${old}`);
    const elsewhere = await CredentialKeys.open(settings);
    const sealed = elsewhere.cipher.seal(secret, context);
    await here.know([sealed.keyId]);
    expect(here.cipher.open(sealed, context)).toEqual(secret);
  });

  it('stays as it was when the file is damaged or gone', async () => {
    const path = join(folder, 'damaged');
    await writeFile(path, aKey('k1'));
    const keys = await CredentialKeys.open(settingsOf({ MUNADI_CREDENTIAL_KEYS_FILE: path }));
    const sealed = keys.cipher.seal(secret, context);
    await writeFile(path, 'k2:not-a-key');
    await keys.refresh();
    await rm(path);
    await keys.refresh();
    expect(keys.cipher.currentKeyId).toBe('k1');
    expect(keys.cipher.open(sealed, context)).toEqual(secret);
  });

  it.each(['', 'k1', 'k1:AAAA', 'K1:' + 'A'.repeat(43) + '=', 'k1:wrapped:'])(
    'is refused when it is no ring: %s',
    (text) => {
      expect(parseKeyRing(text)).toBeUndefined();
    },
  );

  it('is refused when two keys have one name', () => {
    expect(parseKeyRing(`${aKey('k1')},${aKey('k1')}`)).toBeUndefined();
  });
});

describe('a key that is wrapped by a service', () => {
  let server: Server;
  let url = '';
  /** The key that never leaves the service: here all that it does is to turn every bit. */
  const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => {
        if (request.headers.authorization !== 'Bearer kms-token') {
          response.writeHead(403).end('{"error":"kms-token is not yours"}');
          return;
        }
        const { bytes } = JSON.parse(Buffer.concat(chunks).toString()) as { bytes: string };
        const answer = turned(Buffer.from(bytes, 'base64')).toString('base64');
        response.end(JSON.stringify({ bytes: answer }));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  async function theProgram(): Promise<string> {
    const program = join(folder, 'kms');
    const turn = `Buffer.from(Buffer.from(t, "base64").map((b) => b ^ 255)).toString("base64")`;
    await writeFile(
      program,
      `#!${process.execPath}\nlet t = "";process.stdin.on("data", (d) => t += d).on("end", () => console.log(${turn}));\n`,
    );
    await chmod(program, 0o700);
    return program;
  }

  it.each(['url', 'command'])('is unwrapped once, at the start: by %s', async (way) => {
    const environment: Record<string, string> =
      way === 'url'
        ? { MUNADI_KEY_WRAP_URL: url, MUNADI_KEY_WRAP_TOKEN: 'kms-token' }
        : { MUNADI_KEY_WRAP_COMMAND: await theProgram() };
    const plain = randomBytes(32);
    const { wrapper } = settingsOf({ ...environment, MUNADI_CREDENTIAL_KEYS: aKey('any') });
    if (!wrapper) throw new Error('No wrapper was set');
    const wrapped = await keyWrapper(wrapper).wrap(plain);
    expect(wrapped).toEqual(turned(plain));

    const path = join(folder, `wrapped-${way}`);
    await writeFile(path, writeKey({ id: 'k1', wrapped }));
    const keys = await CredentialKeys.open(
      settingsOf({ ...environment, MUNADI_CREDENTIAL_KEYS_FILE: path }),
    );
    const written = writeKey({ id: 'k1', secret: plain });
    const direct = await CredentialKeys.open(settingsOf({ MUNADI_CREDENTIAL_KEYS: written }));
    expect(direct.cipher.open(keys.cipher.seal(secret, context), context)).toEqual(secret);
  });

  it('does not open where the service refuses, and its word is not told', async () => {
    const ring = writeKey({ id: 'k1', wrapped: randomBytes(32) });
    const settings = settingsOf({ MUNADI_CREDENTIAL_KEYS: ring, MUNADI_KEY_WRAP_URL: url });
    await expect(CredentialKeys.open(settings)).rejects.toThrow(
      /k1: The service of MUNADI_KEY_WRAP_URL answered 403 to unwrap$/,
    );
    await expect(CredentialKeys.open(settingsOf({ MUNADI_CREDENTIAL_KEYS: ring }))).rejects.toThrow(
      /k1 is wrapped: set MUNADI_KEY_WRAP_COMMAND/,
    );
  });
});
