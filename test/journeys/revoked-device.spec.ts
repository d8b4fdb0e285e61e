import { stat } from 'node:fs/promises';
import { request, type ClientRequest } from 'node:http';
import { basename, join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApplication } from '../../src/application.js';
import type { DeviceView } from '../../src/contract/people.js';
import { readConfig } from '../../src/kernel/config.js';
import { begin, sendPart, TUS } from '../media/uploading.js';
import { Person } from '../support/person.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let otherProcess: NestFastifyApplication;
let phone: Person;
let desk: Person;

beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'], withoutWorker: true });
  otherProcess = await createApplication({ ...readConfig(world.environment), role: 'web' });
  await otherProcess.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await otherProcess.close();
  await world.close();
});
beforeEach(async () => {
  const credentials = { login: 'meera', password: PASSWORD };
  phone = await Person.signIn(await otherProcess.getUrl(), credentials);
  desk = await world.signIn('meera');
});

/** Revokes the phone from the desk, which speaks to the other process. */
async function revokePhone(): Promise<void> {
  const { body } = await phone.get<DeviceView[]>('/api/devices');
  const device = body.find(({ isThis }) => isThis);
  const { status } = await desk.post(`/api/devices/${device?.id ?? 0}/revoke`);
  expect(status).toBe(204);
}

describe('a phone that is revoked in one process', () => {
  it('loses its live stream in another one, and is not let in again', async () => {
    const post = await desk.publish({ platforms: ['telegram'] });
    const stream = await phone.fetch(`/api/posts/${post.id}/progress`);
    const reader = stream.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await revokePhone();
    await expect(untilEnd(reader)).resolves.toBe('ended');
    expect((await phone.fetch(`/api/posts/${post.id}/progress`)).status).toBe(401);
    expect((await desk.get('/api/session')).status).toBe(200);
  });

  it('is cut off in the middle of a file, and no other device goes on with it', async () => {
    const address = await begin(phone, { bytes: 1_000 });
    const part = await beginPart(address);
    await expect.poll(() => arrivedBytes(address), { timeout: 20_000 }).toBe(100);
    await revokePhone();
    await expect(part.cutOff).resolves.toBe('cut off');
    const rest = { address, body: Buffer.alloc(1_000), offset: 0 };
    expect(await sendPart(phone, rest)).toBe(401);
    expect(await sendPart(desk, rest)).toBe(404);
  });
});

/** What the server has written of an upload that is under way. */
async function arrivedBytes(address: string): Promise<number> {
  const folder = join(world.environment['MUNADI_MEDIA_DIR'] ?? '', 'uploads');
  return (await stat(join(folder, basename(address)))).size;
}

async function untilEnd(reader: ReadableStreamDefaultReader | undefined): Promise<string> {
  while (!(await reader?.read())?.done);
  return 'ended';
}

/** Sends the beginning of a part and then nothing, as a phone in a tunnel. */
async function beginPart(address: string): Promise<{ cutOff: Promise<string> }> {
  const url = new URL(address, await otherProcess.getUrl());
  const asked: ClientRequest = request(url, {
    method: 'PATCH',
    headers: {
      ...TUS,
      cookie: phone.cookieHeader,
      'content-type': 'application/offset+octet-stream',
      'content-length': '1000',
      'upload-offset': '0',
    },
  });
  const cutOff = new Promise<string>((resolve) => {
    asked.on('error', () => {
      resolve('cut off');
    });
    asked.on('response', ({ statusCode }) => {
      resolve(`answered ${statusCode ?? 0}`);
    });
  });
  await new Promise<void>((resolve) => {
    asked.write(Buffer.alloc(100), () => {
      resolve();
    });
  });
  return { cutOff };
}
