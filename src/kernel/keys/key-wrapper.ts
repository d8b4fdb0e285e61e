import { execFile } from 'node:child_process';
import { childEnvironment } from '../config.js';
import { requestJson } from '../egress/index.js';
import type { KeyWrapperSettings } from './key-settings.js';

/** A key management service, or anything else that keeps a key which never leaves it. */
export interface KeyWrapper {
  /** @throws when the service does not answer with success */
  wrap(key: Buffer): Promise<Buffer>;
  /** @throws when the service does not answer with success */
  unwrap(wrapped: Buffer): Promise<Buffer>;
}

const ANSWER_MS = 10_000;
const MOST_BYTES = 64 * 1024;

export function keyWrapper(settings: KeyWrapperSettings): KeyWrapper {
  const ask = settings.kind === 'command' ? askCommand(settings) : askUrl(settings);
  return {
    wrap: (key) => ask('wrap', key),
    unwrap: (wrapped) => ask('unwrap', wrapped),
  };
}

type Ask = (order: 'wrap' | 'unwrap', bytes: Buffer) => Promise<Buffer>;

/** The program is started with the order as its argument, reads base64 and writes base64. */
function askCommand({ program }: Extract<KeyWrapperSettings, { kind: 'command' }>): Ask {
  return (order, bytes) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        program,
        [order],
        { timeout: ANSWER_MS, maxBuffer: MOST_BYTES, env: childEnvironment({}) },
        // What it says may quote what it was given: it is not told.
        (error, output) => {
          if (error) reject(new Error(`The program of MUNADI_KEY_WRAP_COMMAND failed to ${order}`));
          else resolve(Buffer.from(output.trim(), 'base64'));
        },
      );
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(`${bytes.toString('base64')}\n`);
    });
}

/** `POST {url}/wrap` or `/unwrap` with `{"bytes": base64}` answers the same form. */
function askUrl({ url, token }: Extract<KeyWrapperSettings, { kind: 'url' }>): Ask {
  return async (order, bytes) => {
    const { status, body } = await requestJson({
      method: 'POST',
      url: `${url}/${order}`,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      json: { bytes: bytes.toString('base64') },
      secrets: token === null ? [] : [token],
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const answered: unknown =
      typeof body === 'object' && body !== null && 'bytes' in body && body.bytes;
    if (status !== 200 || typeof answered !== 'string') {
      throw new Error(`The service of MUNADI_KEY_WRAP_URL answered ${status} to ${order}`);
    }
    return Buffer.from(answered, 'base64');
  };
}
