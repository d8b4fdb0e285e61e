import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { aPicture, aVideo } from '../platforms/media-files.js';
import { aSandbox, json, lucknowOnX, textAt, type OpenSandbox, type Reply } from './support.js';

const bearer = { authorization: `Bearer ${lucknowOnX.bearerToken}` };
const kanpur = {
  platform: 'x',
  id: '1002',
  username: 'kanpur',
  appKey: 'app-key',
  appSecret: 'app-secret',
  accessToken: '1002-token',
  accessSecret: 'access-secret',
  bearerToken: 'kanpur-bearer',
};
const DAY_MS = 86_400_000;
const MEGABYTE = 1024 * 1024;

const post = (open: OpenSandbox, path: string, body: object, headers: object = bearer) =>
  open.ask(`/x/2/${path}`, json('POST', body, headers as Record<string, string>));
const say = (open: OpenSandbox, mediaIds: readonly string[], text = 'a') =>
  post(open, 'tweets', { text, media: { media_ids: mediaIds } });
const idIn = ({ body }: Reply) => textAt(body, 'data', 'id');

async function base64Of(number = 1): Promise<string> {
  return (await buffer(aPicture(number).open())).toString('base64');
}
async function aPictureAt(open: OpenSandbox, number = 1): Promise<string> {
  const body = { media: await base64Of(number), media_category: 'tweet_image' };
  return idIn(await post(open, 'media/upload', body));
}
const initialize = (open: OpenSandbox, changes: object = {}) =>
  post(open, 'media/upload/initialize', {
    media_type: 'video/mp4',
    media_category: 'tweet_video',
    total_bytes: aVideo().bytes,
    ...changes,
  });

describe('X, given files,', () => {
  it('takes a picture at once, in JSON and as a form', async () => {
    const open = await aSandbox();
    const inJson = await aPictureAt(open);
    const form = new FormData();
    form.set('media', new Blob([await buffer(aPicture(2).open())]), 'picture.jpg');
    form.set('media_category', 'tweet_image');
    const asForm = idIn(
      await open.ask('/x/2/media/upload', { method: 'POST', headers: bearer, body: form }),
    );
    expect((await say(open, [inJson, asForm])).status).toBe(201);
  });

  it('takes segments in any order, and each anew', async () => {
    const open = await aSandbox();
    const bytes = await buffer(aVideo().open());
    const id = idIn(await initialize(open));
    const append = (index: number, part: Buffer) =>
      post(open, `media/upload/${id}/append`, {
        segment_index: index,
        media: part.toString('base64'),
      });
    await append(1, bytes.subarray(1_000));
    await append(0, Buffer.alloc(1_000));
    await append(0, bytes.subarray(0, 1_000));
    expect((await post(open, `media/upload/${id}/finalize`, {})).body).toMatchObject({
      data: { processing_info: { state: 'pending', check_after_secs: 1 } },
    });
  });

  it('does not close a file that is not whole', async () => {
    const open = await aSandbox();
    const id = idIn(await initialize(open));
    expect((await post(open, `media/upload/${id}/finalize`, {})).status).toBe(400);
  });

  it('works on a video before it may be posted', async () => {
    const open = await aSandbox();
    const bytes = await buffer(aVideo().open());
    const id = idIn(await initialize(open));
    const media = bytes.toString('base64');
    await post(open, `media/upload/${id}/append`, { segment_index: 0, media });
    await post(open, `media/upload/${id}/finalize`, {});
    const look = () =>
      open.ask(`/x/2/media/upload?command=STATUS&media_id=${id}`, { headers: bearer });
    expect((await say(open, [id])).status).toBe(400);
    expect(textAt((await look()).body, 'data', 'processing_info', 'state')).toBe('in_progress');
    expect(textAt((await look()).body, 'data', 'processing_info', 'state')).toBe('succeeded');
    expect((await say(open, [id])).status).toBe(201);
  });

  it.each([
    ['a type of another category', { media_type: 'image/gif' }],
    ['a category that X has not', { media_category: 'tweet_film' }],
    ['a video that is too large', { total_bytes: 512 * MEGABYTE + 1 }],
    ['a field that X has not', { name: 'film.mp4' }],
  ])('refuses %s', async (_what, changes) => {
    const open = await aSandbox();
    expect((await initialize(open, changes)).status).toBe(400);
  });

  it('refuses a beginning that is not JSON', async () => {
    const open = await aSandbox();
    const answer = await open.ask('/x/2/media/upload/initialize', {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'media_type=video/mp4&media_category=tweet_video&total_bytes=17',
    });
    expect(answer.status).toBe(400);
  });

  it('refuses a picture that is none', async () => {
    const open = await aSandbox();
    const media = Buffer.from('<html>').toString('base64');
    const id = idIn(
      await initialize(open, {
        media_type: 'image/png',
        media_category: 'tweet_image',
        total_bytes: 6,
      }),
    );
    await post(open, `media/upload/${id}/append`, { segment_index: 0, media });
    expect((await post(open, `media/upload/${id}/finalize`, {})).status).toBe(400);
  });

  it('posts no file twice, no five, none of another account and none that it has forgotten', async () => {
    const open = await aSandbox(kanpur);
    const ids = await Promise.all([1, 2, 3, 4, 5].map((number) => aPictureAt(open, number)));
    const [first = ''] = ids;
    expect((await say(open, [first, first])).status).toBe(400);
    expect((await say(open, ids)).status).toBe(400);
    const headers = { authorization: `Bearer ${kanpur.bearerToken}` };
    const body = { text: 'a', media: { media_ids: [first] } };
    expect((await post(open, 'tweets', body, headers)).status).toBe(400);
    open.clock.pass(DAY_MS);
    expect((await say(open, [first])).body).toMatchObject({
      errors: [{ message: 'Your media IDs are invalid.' }],
    });
    expect(await open.world()).toEqual([]);
  });

  it('shows a link and a media key for the files of a post', async () => {
    const open = await aSandbox();
    const ids = [await aPictureAt(open, 1), await aPictureAt(open, 2)];
    const [first = '', second = ''] = ids;
    await say(open, ids, 'two pictures');
    const path = '/x/2/users/1001/tweets?tweet.fields=attachments,entities';
    const { body } = await open.ask(path, { headers: bearer });
    expect(body).toMatchObject({
      data: [
        {
          text: expect.stringMatching(/^two pictures https:\/\/t\.co\/\w{10}$/) as string,
          attachments: { media_keys: [`3_${first}`, `3_${second}`] },
          entities: { urls: [{ media_key: `3_${first}` }, { media_key: `3_${second}` }] },
        },
      ],
    });
  });

  it('takes no poll beside a picture', async () => {
    const open = await aSandbox();
    const media = { media_ids: [await aPictureAt(open)] };
    const poll = { options: ['1', '2'], duration_minutes: 5 };
    expect((await post(open, 'tweets', { text: 'a', media, poll })).status).toBe(400);
    expect((await post(open, 'tweets', { text: 'a', poll })).status).toBe(201);
  });
});
