import { expect } from 'vitest';
import type { MediaView, UploadResult } from '../../src/contract/media.js';
import type { Person } from '../support/person.js';

export const TUS = { 'tus-resumable': '1.0.0' };
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' };

/** Begins an upload as tus-js-client does; answers its address. */
export async function begin(
  person: Person,
  { bytes, name = 'rally.jpg' }: { bytes: number; name?: string },
): Promise<string> {
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const answer = await person.fetch('/api/media/uploads', {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(bytes), 'upload-metadata': metadata },
  });
  expect(answer.status, await answer.text()).toBe(201);
  return answer.headers.get('location') ?? '';
}

/** Sends bytes from `offset` on; answers the status. */
export async function sendPart(
  person: Person,
  { address, body, offset = 0 }: { address: string; body: Buffer; offset?: number },
): Promise<number> {
  const answer = await person.fetch(address, {
    method: 'PATCH',
    headers: { ...PART, 'upload-offset': String(offset) },
    body: new Uint8Array(body),
  });
  await answer.text();
  return answer.status;
}

/** How many bytes the server has. */
export async function offsetOf(person: Person, address: string): Promise<number> {
  const answer = await person.fetch(address, { method: 'HEAD', headers: TUS });
  return Number(answer.headers.get('upload-offset'));
}

/** Waits until the server knows what a whole file is. */
export async function resultOf(person: Person, address: string): Promise<UploadResult> {
  let result: UploadResult = { state: 'checking' };
  await expect
    .poll(
      async () => {
        result = (await person.get<UploadResult>(`${address}/result`)).body;
        return result.state;
      },
      { timeout: 90_000, interval: 30 },
    )
    .not.toBe('checking');
  return result;
}

export async function upload(
  person: Person,
  body: Buffer,
  name = 'rally.jpg',
): Promise<UploadResult> {
  const address = await begin(person, { bytes: body.length, name });
  if (body.length > 0) expect(await sendPart(person, { address, body })).toBe(204);
  return resultOf(person, address);
}

/** @throws when it is refused. */
export async function uploaded(person: Person, body: Buffer, name?: string): Promise<MediaView> {
  const result = await upload(person, body, name);
  if (result.state !== 'ready') throw new Error(JSON.stringify(result));
  return result.media;
}

/** Codes of the problems that a refusal names. */
export function codesOf(result: UploadResult): string[] {
  return result.state === 'refused' ? result.problems.map(({ code }) => code) : [result.state];
}
