import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DistrictNode } from '../../src/contract/districts.js';
import type { PostView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const NUL = 'a\u0000b';
const HALF_SIGN = 'a\ud83db';

describe('what cannot be taken is refused with its field and a sentence', () => {
  let world: World;
  let meera: Person;
  beforeAll(async () => {
    world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
    meera = await world.signIn('meera');
  });
  afterAll(() => world.close());

  describe.each([
    ['the sign NUL', NUL],
    ['half of an emoji', HALF_SIGN],
  ])('%s', (_, damaged) => {
    it.each([
      ['in the title', { title: damaged }, 'title'],
      ['in the campaign', { campaign: damaged }, 'campaign'],
      ['in the text', { texts: { common: damaged, own: {} } }, 'texts.common'],
      ['in one platform’s text', { texts: { common: '', own: { x: damaged } } }, 'texts.own.x'],
      [
        'in the words for a picture',
        { media: [{ mediaId: 1, altText: damaged }] },
        'media.0.altText',
      ],
      [
        'in the zone',
        { schedule: { kind: 'at', wallTime: '2030-12-31T17:30', zone: damaged } },
        'schedule.zone',
      ],
      [
        'in the time',
        { schedule: { kind: 'at', wallTime: `2030-12-31T17:${damaged}`, zone: 'Asia/Kolkata' } },
        'schedule.wallTime',
      ],
    ])('%s of a post', async (_where, part, field) => {
      const order = { ...(await meera.newPost({})), ...part };
      expect(await meera.post('/api/posts', order)).toMatchObject(refusal(field));
    });

    it('in the reason of a decision and in its link', async () => {
      const decision = { verdict: 'published', reason: 'I saw it', permalink: 'https://x.com/1' };
      for (const field of ['reason', 'permalink']) {
        const body = { ...decision, [field]: `https://x.com/${damaged}` };
        expect(await meera.post('/api/deliveries/1/decision', body)).toMatchObject(refusal(field));
      }
    });

    it('in a login name and in a password', async () => {
      for (const field of ['login', 'password']) {
        const body = { login: 'meera', password: 'pass-phrase', [field]: damaged };
        expect(await meera.post('/api/session', body)).toMatchObject(refusal(field));
      }
    });
  });

  it('leaves a whole emoji in a text alone', async () => {
    const { status } = await meera.tryToPublish({ text: 'नमस्ते 🙏🏽', title: '🙏🏽' });
    expect(status).toBe(201);
  });

  it('a variable that every object of a program has is unknown to every district', async () => {
    const { status, body } = await meera.tryToPublish({ text: '{constructor}' });
    expect(status).toBe(422);
    expect((body as ProblemsAnswer).problems[0]?.code).toMatch(/^variable_/);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org/1'])(
    'the link %s, on which somebody would tap later',
    async (permalink) => {
      const decision = { verdict: 'published', reason: 'I saw it', permalink };
      const answer = await meera.post('/api/deliveries/1/decision', decision);
      expect(answer).toMatchObject({
        status: 400,
        body: { problems: [{ code: 'invalid_input', field: 'permalink' }] },
      });
    },
  );

  it.each([
    ['GET', '/api/posts/ID'],
    ['GET', '/api/posts/ID/board'],
    ['POST', '/api/posts/ID/cancel'],
    ['POST', '/api/posts/ID/retry-failed'],
    ['POST', '/api/deliveries/ID/retry'],
    ['POST', '/api/deliveries/ID/decision'],
    ['POST', '/api/accounts/ID/check'],
  ] as const)('an id that can name nothing, at %s %s', async (method, path) => {
    const owner = await world.signIn('owner');
    const statusOf = async (id: string) => {
      const at = path.replace('ID', id);
      const body = path.endsWith('decision') ? { verdict: 'leave', reason: 'unclear' } : {};
      const answer = await (method === 'GET'
        ? owner.get<ProblemsAnswer>(at)
        : owner.post<ProblemsAnswer>(at, body));
      return [answer.status, answer.body.problems[0]?.code];
    };
    expect(await statusOf('999999')).toEqual([404, 'not_found']);
    expect(await statusOf('abc')).toEqual([400, 'invalid_input']);
    expect(await statusOf('9007199254740993')).toEqual([400, 'invalid_input']);
    // There may be more deliveries than that, and of nothing else.
    const beyond = path.startsWith('/api/deliveries') ? [404, 'not_found'] : [400, 'invalid_input'];
    expect(await statusOf('3000000000')).toEqual(beyond);
  });

  it.each([
    ['telegram', '@Munadi_Lko'],
    ['telegram', '@munadi_lko'],
    ['telegram', '-0100123'],
    ['x', 'munadi_lko'],
    ['x', '-12'],
    ['x', '12345678901234567890'],
    ['facebook', 'munadi.lucknow'],
  ])('an account on %s by the name %s, which may be there already', async (platform, remoteId) => {
    const owner = await world.signIn('owner');
    const content = `district,platform,handle,remoteId\nlucknow,${platform},L,${remoteId}`;
    const { status, body } = await owner.post<ProblemsAnswer>('/api/accounts/import', { content });
    expect(status).toBe(422);
    expect(body.problems[0]).toMatchObject({
      code: 'remote_id_malformed',
      field: 'row 2, remoteId',
      message: expect.stringContaining('lasting numeric id') as string,
    });
  });

  it('an id of a district that can name nothing', async () => {
    const order = await meera.newPost({});
    for (const name of ['districtIds', 'exceptDistrictIds']) {
      const targets = { ...order.targets, [name]: [3_000_000_000] };
      const answer = await meera.post('/api/posts', { ...order, targets });
      expect(answer).toMatchObject({
        status: 400,
        body: { problems: [{ field: `targets.${name}.0` }] },
      });
    }
    const listed = await meera.get('/api/accounts?districtId=3000000000');
    expect(listed).toMatchObject({ status: 400, body: { problems: [{ field: 'districtId' }] } });
  });
});

describe('somebody of one district', () => {
  let world: World;
  let meera: Person;
  let ramesh: Person;
  beforeAll(async () => {
    world = await World.open({ districts: ['agra', 'lucknow'] });
    meera = await world.signIn('meera');
    ramesh = await world.signIn('ramesh');
  });
  afterAll(() => world.close());

  it('sees the campaigns of posts that they see, and no other', async () => {
    for (const [campaign, district] of [
      ['Agra only', 'agra'],
      ['Everywhere', 'uttar-pradesh'],
    ] as const) {
      const order = await meera.newPost({ districts: [district] });
      expect((await meera.post('/api/posts', { ...order, campaign })).status).toBe(201);
    }
    const namesFor = async (person: Person) =>
      (await person.get<{ name: string }[]>('/api/campaigns')).body.map(({ name }) => name);
    expect(await namesFor(meera)).toEqual(['Everywhere', 'Agra only']);
    expect(await namesFor(ramesh)).toEqual(['Everywhere']);
  });

  it('is told how late their own accounts published, not everybody’s', async () => {
    const post = await meera.publish({ text: 'देर' });
    await meera.untilSettled(post.id);
    await world.dataSource.query(
      `UPDATE attempts n SET ended_at = ended_at + interval '1 hour'
         FROM deliveries d
         JOIN accounts a ON a.id = d.account_id
         JOIN districts s ON s.id = a.district_id
        WHERE n.delivery_id = d.id AND d.post_id = $1 AND s.code = 'agra'`,
      [post.id],
    );
    const slowest = async (person: Person) =>
      (await person.get<PostView>(`/api/posts/${post.id}`)).body.progress.lagMs?.p99;
    expect(await slowest(meera)).toBeGreaterThan(1_800_000);
    expect(await slowest(ramesh)).toBeLessThan(1_800_000);
  });

  it('imports neither places nor accounts, as these may be anybody’s, even as an owner', async () => {
    const owner = await world.signIn('owner');
    const files = {
      '/api/districts/import': {
        format: 'csv',
        content: 'code,parentCode,kind,nameEn,nameHi\nagra,uttar-pradesh,district,Mine,मेरा',
      },
      '/api/accounts/import': {
        content: 'district,platform,handle,remoteId,botToken\nagra,telegram,@agra,-1007,1:abc',
      },
    };
    await placeOwnerIn(world, 'lucknow');
    for (const [path, file] of Object.entries(files)) {
      const answer = await owner.post<ProblemsAnswer>(path, file);
      expect([answer.status, answer.body.problems[0]?.code]).toEqual([403, 'not_allowed']);
    }
    const { body: places } = await meera.get<DistrictNode[]>('/api/districts');
    expect(places.find(({ code }) => code === 'agra')?.nameEn).toBe('Agra');

    await placeOwnerIn(world, 'uttar-pradesh');
    const answer = await owner.post('/api/districts/import', files['/api/districts/import']);
    expect(answer).toEqual({ status: 200, body: { added: 0, changed: 1, unchanged: 0 } });
  });
});

function refusal(field: string) {
  return {
    status: 400,
    body: {
      problems: [
        {
          code: 'invalid_input',
          field,
          message: expect.stringContaining('damaged sign') as string,
        },
      ],
    },
  };
}

async function placeOwnerIn(world: World, code: string): Promise<void> {
  await world.dataSource.query(
    `UPDATE people SET place_id = (SELECT id FROM districts WHERE code = $1) WHERE login = 'owner'`,
    [code],
  );
}
