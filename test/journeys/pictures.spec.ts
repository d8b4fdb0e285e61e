import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { noise } from '../media/pictures.js';
import { uploaded } from '../media/uploading.js';
import { aPoster } from '../support/pictures.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const EVERYWHERE = ['facebook', 'telegram', 'x'] as const;

let world: World;
let ramesh: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'] });
  ramesh = await world.signInTrusted('ramesh');
});
afterAll(() => world.close());
beforeEach(() => world.sandbox.setFaults([]));

describe('a post with a picture', () => {
  it('is seen with it, its words and what it shows on every platform', async () => {
    const { id: mediaId } = await uploaded(ramesh, (await aPoster('#2256c4')).buffer);
    const post = await ramesh.publish({
      text: 'आज {district} में',
      districts: ['lucknow'],
      media: [{ mediaId, altText: 'मंच पर नेता' }],
    });
    expect(post.media).toEqual([{ mediaId, altText: 'मंच पर नेता' }]);
    const { counts } = await ramesh.untilSettled(post.id);
    expect(counts.published).toBe(3);
    const seen = await postsSaying('आज लखनऊ में');
    expect(seen.map(({ platform }) => platform)).toEqual(EVERYWHERE);
    for (const { attachments } of seen) expect(attachments).toMatchObject([{ kind: 'photo' }]);
    const x = seen.find(({ platform }) => platform === 'x');
    expect(x).toMatchObject({ attachments: [{ altText: 'मंच पर नेता' }] });
  });

  it('goes on Telegram as a file, larger than what others see, when its author wants that', async () => {
    const body = await noise({ widthPx: 2_600, heightPx: 1_000 });
    const { id: mediaId } = await uploaded(ramesh, body);
    const post = await ramesh.publish({
      text: 'छापने के लिए',
      districts: ['lucknow'],
      media: [{ mediaId, altText: '' }],
      options: { telegram: { asFile: true } },
    });
    const { counts } = await ramesh.untilSettled(post.id);
    expect(counts.published).toBe(3);
    const seen = await postsSaying('छापने के लिए');
    const sizes = seen.map(({ platform, attachments: [file] }) => [platform, file?.kind]);
    expect(sizes).toEqual([
      ['facebook', 'photo'],
      ['telegram', 'document'],
      ['x', 'photo'],
    ]);
    const sent = seen.find(({ platform }) => platform === 'telegram');
    const [kept] = await world.dataSource.query<{ master_file: string }[]>(
      'SELECT master_file FROM media WHERE id = $1',
      [mediaId],
    );
    const sha256 = kept?.master_file.replace('.png', '');
    expect(sent).toMatchObject({ attachments: [{ sha256 }] });
  });

  it('may say nothing, and may carry as many as the platform takes', async () => {
    const media = [];
    for (const colour of ['#111111', '#222222', '#333333', '#444444']) {
      const { id } = await uploaded(ramesh, (await aPoster(colour)).buffer);
      media.push({ mediaId: id, altText: '' });
    }
    const post = await ramesh.publish({ text: '', districts: ['lucknow'], media });
    const { counts } = await ramesh.untilSettled(post.id);
    expect(counts.published).toBe(3);
    const four = (await world.sandbox.posts()).filter(
      ({ attachments }) => attachments.length === 4,
    );
    expect(four.map(({ platform }) => platform).sort()).toEqual(EVERYWHERE);
  });

  it('that one platform does not take like this is refused before anything is sent, and says which', async () => {
    const media = [];
    for (let n = 1; n <= 5; n += 1) {
      const { id } = await uploaded(ramesh, (await aPoster(`#55555${n}`)).buffer);
      media.push({ mediaId: id, altText: '' });
    }
    const { status, body } = await ramesh.tryToPublish({
      text: 'पाँच',
      districts: ['lucknow'],
      media,
    });
    expect(status).toBe(422);
    expect((body as ProblemsAnswer).problems).toMatchObject([
      { code: 'media_set', field: 'media' },
    ]);
    expect(await postsSaying('पाँच')).toEqual([]);
  });

  it('whose answers are lost goes out once on every platform', async () => {
    const { id: mediaId } = await uploaded(ramesh, await noise({ widthPx: 900, heightPx: 600 }));
    await world.sandbox.setFaults([
      { platform: 'x', operation: 'create', fault: 'accept_then_reset', times: 1 },
      { platform: 'facebook', operation: 'publish', fault: 'accept_then_reset', times: 1 },
      { platform: 'telegram', operation: 'create', fault: 'accept_then_reset', times: 1 },
    ]);
    const post = await ramesh.publish({
      text: 'एक ही बार',
      districts: ['lucknow'],
      media: [{ mediaId, altText: '' }],
    });
    const { counts } = await ramesh.untilSettled(post.id);
    expect(counts).toMatchObject({ published: 2, needs_decision: 1 });
    const seen = await postsSaying('एक ही बार');
    expect(seen.map(({ platform }) => platform)).toEqual(EVERYWHERE);
  });

  it('whose file is gone from the library goes out nowhere, and says what to do', async () => {
    const { id: mediaId } = await uploaded(ramesh, (await aPoster('#123456')).buffer);
    const post = await ramesh.publish({
      text: 'फ़ाइल कहाँ',
      districts: ['lucknow'],
      schedule: { kind: 'at', wallTime: '2099-12-31T17:30', zone: 'Asia/Kolkata' },
      media: [{ mediaId, altText: '' }],
    });
    await world.dataSource.query('DELETE FROM media_renditions WHERE media_id = $1', [mediaId]);
    await world.dataSource.query(
      'UPDATE deliveries SET due_at = now(), wake_at = now() WHERE post_id = $1',
      [post.id],
    );
    await world.dataSource.query(`SELECT pg_notify('munadi_due', '')`);
    const { counts } = await ramesh.untilSettled(post.id);
    expect(counts.failed).toBe(3);
    const [cell] = await ramesh.cells(post.id);
    expect(cell?.cause).toBe('content');
    expect(cell?.detail).toContain('Upload it again');
    expect(await postsSaying('फ़ाइल कहाँ')).toEqual([]);
  });

  it('taken back is gone with its picture', async () => {
    const { id: mediaId } = await uploaded(ramesh, (await aPoster('#8a5200')).buffer);
    const meera = await world.signIn('meera');
    const post = await meera.publish({
      text: 'वापस',
      districts: ['lucknow'],
      media: [{ mediaId, altText: '' }],
    });
    await meera.untilSettled(post.id);
    expect(await postsSaying('वापस')).toHaveLength(3);
    await meera.post(`/api/posts/${post.id}/recall`, { reason: 'The wrong picture' });
    await expect.poll(() => postsSaying('वापस'), { timeout: 40_000 }).toEqual([]);
  });
});

async function postsSaying(text: string) {
  const posts = await world.sandbox.posts();
  return posts
    .filter((post) => post.text === text)
    .sort((a, b) => a.platform.localeCompare(b.platform));
}
