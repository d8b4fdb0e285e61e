import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostApproval } from '../../src/contract/approvals.js';
import type { NewPost, PostSummary, PostView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import type { Person, PostOrder } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let owner: Person;
let meera: Person;
let ramesh: Person;
let lead: Person;
let agraLead: Person;
let approver: Person;

beforeAll(async () => {
  world = await World.open({
    districts: ['lucknow', 'agra'],
    people: [
      { login: 'lead', role: 'district_lead', placeCode: 'lucknow' },
      { login: 'agra-lead', role: 'district_lead', placeCode: 'agra' },
      { login: 'approver', role: 'central_approver', placeCode: 'uttar-pradesh' },
    ],
  });
  const logins = ['owner', 'meera', 'ramesh', 'lead', 'agra-lead', 'approver'];
  const people = await Promise.all(logins.map((login) => world.signIn(login)));
  [owner, meera, ramesh, lead, agraLead, approver] = people as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ];
});

afterAll(() => world.close());

describe("a volunteer's post", () => {
  it('waits, and goes out word for word when the lead of the district approves it', async () => {
    const post = await send(ramesh, { text: 'बैठक: {district}' });
    expect(post).toMatchObject({ total: 0, approval: { state: 'awaiting', accounts: 3 } });
    const [waiting] = await lead.awaiting();
    expect(waiting).toMatchObject({ postId: post.id, authorName: 'Ramesh', accounts: 3 });
    expect(waiting?.perPlatform.map(({ platform, texts }) => [platform, texts])).toEqual([
      ['x', [{ text: 'बैठक: लखनऊ', part: 0, accounts: 1 }]],
      ['telegram', [{ text: 'बैठक: लखनऊ', part: 0, accounts: 1 }]],
      ['facebook', [{ text: 'बैठक: लखनऊ', part: 0, accounts: 1 }]],
    ]);
    expect((await lead.approve(post.id)).body).toMatchObject({
      total: 3,
      approval: { state: 'approved', decidedBy: 'lead' },
    });
    const { counts } = await ramesh.untilSettled(post.id);
    expect(counts.published).toBe(3);
    const texts = (await world.sandbox.published()).map(({ text }) => text);
    expect(texts.filter((text) => text === 'बैठक: लखनऊ')).toHaveLength(3);
  });

  it('is not told to have gone out late for the hour that it waited for the word', async () => {
    const post = await send(ramesh);
    await lead.approve(post.id);
    await ramesh.untilSettled(post.id);
    await rowsOf(
      world.dataSource,
      `UPDATE deliveries SET due_at = due_at - interval '1 hour' WHERE post_id = $1`,
      [post.id],
    );
    const { body } = await ramesh.get<PostView>(`/api/posts/${post.id}`);
    expect(body.progress.lagMs?.p99).toBeLessThan(3_600_000);
  });

  it.each([
    ['the central approver', () => approver],
    ['the owner', () => owner],
  ])('may be approved by %s too', async (_, who) => {
    const post = await send(ramesh);
    expect((await who().approve(post.id)).status).toBe(200);
  });

  it('is nothing that its author, the lead of another district or the central team can approve', async () => {
    const post = await send(ramesh);
    const { hash = '' } = (await lead.awaiting()).find(({ postId }) => postId === post.id) ?? {};
    const order = { decision: 'approve', hash };
    const path = `/api/posts/${post.id}/approval`;
    const refused = [ramesh, agraLead, meera].map((one) => one.post(path, order));
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 404, 403]);
    expect(await agraLead.awaiting()).toEqual([]);
    expect((await standing(post.id)).state).toBe('awaiting');
  });

  it('is nothing its author can approve after becoming a lead', async () => {
    const post = await send(ramesh);
    const { hash = '' } = (await lead.awaiting()).find(({ postId }) => postId === post.id) ?? {};
    await setRole('ramesh', 'district_lead');
    const { status, body } = await ramesh.post<ProblemsAnswer>(`/api/posts/${post.id}/approval`, {
      decision: 'approve',
      hash,
    });
    await setRole('ramesh', 'volunteer');
    expect([status, body.problems[0]?.code]).toEqual([403, 'approval_of_own']);
  });

  it('comes back with a note, and waits anew when its author sends it changed', async () => {
    const post = await send(ramesh, { text: 'गलत तारीख़' });
    await decide(lead, post.id, { decision: 'return', note: 'तारीख़ 5 है' });
    expect(await standing(post.id)).toMatchObject({
      state: 'returned',
      note: 'तारीख़ 5 है',
      decidedBy: 'lead',
      canRevise: true,
    });
    const draft = (await ramesh.get<NewPost>(`/api/posts/${post.id}/draft`)).body;
    expect(draft.texts.common).toBe('गलत तारीख़');
    const anew = await revise(ramesh, post.id, { text: 'सही तारीख़' });
    expect(anew.body.approval).toMatchObject({ state: 'awaiting', note: '' });
    const waiting = (await lead.awaiting()).find(({ postId }) => postId === post.id);
    expect(waiting).toMatchObject({ revision: 2 });
    expect(waiting?.perPlatform[0]?.texts[0]?.text).toBe('सही तारीख़');
  });

  it('that was changed after the lead read it is not approved by what they read', async () => {
    const post = await send(ramesh, { text: 'पहला' });
    const { hash = '' } = (await lead.awaiting()).find(({ postId }) => postId === post.id) ?? {};
    await revise(ramesh, post.id, { text: 'दूसरा' });
    const { status, body } = await lead.post<ProblemsAnswer>(`/api/posts/${post.id}/approval`, {
      decision: 'approve',
      hash,
    });
    expect([status, body.problems[0]?.code]).toEqual([409, 'approval_changed']);
  });

  it('stays as it was approved: its author sends it anew no more', async () => {
    const post = await send(ramesh);
    await lead.approve(post.id);
    expect((await revise(ramesh, post.id, { text: 'दूसरा' })).status).toBe(409);
  });

  it('is its author’s to change, and nobody else’s', async () => {
    const post = await send(ramesh);
    expect((await revise(lead, post.id, { text: 'lead’s own' })).status).toBe(403);
    expect((await lead.get(`/api/posts/${post.id}/draft`)).status).toBe(404);
  });

  it('that nobody approved in time is missed, its author is told, and it is too late to approve it', async () => {
    const post = await send(ramesh);
    const { hash = '' } = (await lead.awaiting()).find(({ postId }) => postId === post.id) ?? {};
    await rowsOf(
      world.dataSource,
      `UPDATE posts SET not_after_at = now() - interval '1 second' WHERE id = $1`,
      [post.id],
    );
    const { body } = await ramesh.get<PostSummary[]>('/api/posts');
    expect(body.find(({ id }) => id === post.id)?.approval).toMatchObject({
      state: 'missed',
      canRevise: true,
    });
    expect((await lead.awaiting()).map(({ postId }) => postId)).not.toContain(post.id);
    const late = await lead.post<ProblemsAnswer>(`/api/posts/${post.id}/approval`, {
      decision: 'approve',
      hash,
    });
    expect([late.status, late.body.problems[0]?.code]).toEqual([409, 'approval_too_late']);
    expect((await revise(ramesh, post.id, {})).body.approval?.state).toBe('awaiting');
    expect((await lead.approve(post.id)).status).toBe(200);
  });

  it('that was cancelled while it waited does not go out at a late word', async () => {
    const post = await send(ramesh);
    const { hash = '' } = (await lead.awaiting()).find(({ postId }) => postId === post.id) ?? {};
    expect((await ramesh.post(`/api/posts/${post.id}/cancel`)).status).toBe(200);
    const order = { decision: 'approve', hash };
    expect((await lead.post(`/api/posts/${post.id}/approval`, order)).status).toBe(409);
    expect(await deliveriesOf(post.id)).toBe(0);
  });

  it('whose account has moved to another district is not approved any more', async () => {
    const post = await send(ramesh, { platforms: ['x'] });
    const move = (code: string) =>
      rowsOf(
        world.dataSource,
        `UPDATE accounts SET district_id = (SELECT id FROM districts WHERE code = $1)
         WHERE handle = '@munadi_lucknow' AND platform = 'x'`,
        [code],
      );
    await move('agra');
    const { status, body } = await lead.approve(post.id);
    await move('lucknow');
    expect(status).toBe(409);
    expect(body).toMatchObject({ problems: [{ code: 'approval_out_of_reach' }] });
    expect((await standing(post.id)).state).toBe('awaiting');
  });

  it('goes out without a word when the lead trusts the volunteer, until the trust ends', async () => {
    const { personId } = (await ramesh.get<{ personId: number }>('/api/session')).body;
    const trust = (who: Person, isTrusted: boolean) =>
      who.put(`/api/volunteers/${personId}/trust`, { isTrusted });
    expect((await trust(agraLead, true)).status).toBe(404);
    expect((await trust(ramesh, true)).status).toBe(403);
    expect((await trust(lead, true)).status).toBe(200);
    expect(await send(ramesh)).toMatchObject({ total: 3, approval: null });
    await trust(lead, false);
    expect((await send(ramesh)).approval?.state).toBe('awaiting');
    const lines = await rowsOf<{ action: string }>(
      world.dataSource,
      `SELECT action FROM audit_events WHERE subject = $1 AND action LIKE 'person.trust%' ORDER BY id`,
      [`person:${personId}`],
    );
    expect(lines.map(({ action }) => action)).toEqual(['person.trusted', 'person.trust_ended']);
  });

  it('needs a word again when a trusted volunteer works in another district', async () => {
    const trusted = await world.signInTrusted('ramesh');
    await setPlace('ramesh', 'agra');
    const post = await trusted.publish({ districts: ['agra'] });
    await setPlace('ramesh', 'lucknow');
    expect(post.approval?.state).toBe('awaiting');
    const { personId } = (await ramesh.get<{ personId: number }>('/api/session')).body;
    await lead.put(`/api/volunteers/${personId}/trust`, { isTrusted: false });
  });
});

describe('a limit of the owner', () => {
  it('makes a post to more accounts wait, also one of the central team, and no other', async () => {
    expect((await meera.put('/api/settings', { approvalAboveAccounts: 3 })).status).toBe(403);
    await owner.put('/api/settings', { approvalAboveAccounts: 3 });
    const [few, many, own] = [
      await meera.publish({ districts: ['lucknow'] }),
      await meera.publish(),
      await owner.publish(),
    ];
    expect([few.approval, own.approval]).toEqual([null, null]);
    expect(many.approval).toMatchObject({ state: 'awaiting', accounts: 6 });
    expect((await lead.awaiting()).map(({ postId }) => postId)).not.toContain(many.id);
    expect((await approver.approve(many.id)).body.total).toBe(6);
    await owner.put('/api/settings', { approvalAboveAccounts: null });
  });

  it('also binds other words for a post that went without a second person', async () => {
    const schedule = { kind: 'at', wallTime: '2099-01-01T10:00', zone: 'Asia/Kolkata' } as const;
    const post = await meera.publish({ schedule });
    await owner.put('/api/settings', { approvalAboveAccounts: 3 });
    const order = { texts: { common: 'दूसरे शब्द', own: {} }, reason: 'A wrong date' };
    const { status, body } = await meera.post<ProblemsAnswer>(
      `/api/posts/${post.id}/correct`,
      order,
    );
    await owner.put('/api/settings', { approvalAboveAccounts: null });
    expect([status, body.problems[0]?.code]).toEqual([409, 'correction_needs_approval']);
  });
});

it('who was shown a post that waits is in the record, once for each form of it', async () => {
  const post = await send(ramesh, { text: 'किसने देखा' });
  const shown = async (who: Person, hash: string | undefined) =>
    (await who.post(`/api/posts/${post.id}/approval/reading`, { hash })).status;
  const hashNow = async () =>
    (await lead.awaiting()).find(({ postId }) => postId === post.id)?.hash;
  const first = await hashNow();
  expect([await shown(lead, first), await shown(lead, first)]).toEqual([204, 204]);
  expect(await shown(approver, first)).toBe(204);
  await revise(ramesh, post.id, { text: 'अब किसने देखा' });
  expect([await shown(lead, first), await shown(lead, await hashNow())]).toEqual([409, 204]);
  expect([await shown(ramesh, first), await shown(agraLead, first)]).toEqual([403, 404]);
  const lines = await rowsOf<{ login: string }>(
    world.dataSource,
    `SELECT p.login FROM audit_events e JOIN people p ON p.id = e.person_id
     WHERE e.subject = $1 AND e.action = 'post.read_for_approval' ORDER BY e.id`,
    [`post:${post.id}`],
  );
  expect(lines.map(({ login }) => login)).toEqual(['lead', 'approver', 'lead']);
});

it('every step of an approval is in the record, with the hash it was about', async () => {
  const post = await send(ramesh);
  const { hash = '' } = (await lead.awaiting()).find(({ postId }) => postId === post.id) ?? {};
  await lead.approve(post.id);
  const lines = await rowsOf<{ action: string; details: { sha256: string } }>(
    world.dataSource,
    'SELECT action, details FROM audit_events WHERE subject = $1 ORDER BY id',
    [`post:${post.id}`],
  );
  expect(lines.map(({ action, details }) => [action, details.sha256])).toEqual([
    ['post.submitted', hash],
    ['post.approved', hash],
  ]);
});

async function send(person: Person, order: PostOrder = {}): Promise<PostView> {
  return person.publish({ districts: ['lucknow'], ...order });
}

async function revise(person: Person, postId: number, order: PostOrder) {
  const post = await person.newPost({ districts: ['lucknow'], ...order });
  return person.put<PostView>(`/api/posts/${postId}`, post);
}

async function decide(person: Person, postId: number, order: object): Promise<void> {
  const hash = (await person.awaiting()).find((one) => one.postId === postId)?.hash;
  const { status } = await person.post(`/api/posts/${postId}/approval`, { ...order, hash });
  expect(status).toBe(200);
}

async function standing(postId: number): Promise<PostApproval> {
  const { body } = await ramesh.get<PostView>(`/api/posts/${postId}`);
  if (!body.approval) throw new Error('The post needs no approval');
  return body.approval;
}

async function deliveriesOf(postId: number): Promise<number> {
  const rows = await rowsOf(world.dataSource, 'SELECT 1 FROM deliveries WHERE post_id = $1', [
    postId,
  ]);
  return rows.length;
}

async function setRole(login: string, role: string): Promise<void> {
  await rowsOf(world.dataSource, 'UPDATE people SET role = $2 WHERE login = $1', [login, role]);
}

async function setPlace(login: string, code: string): Promise<void> {
  await rowsOf(
    world.dataSource,
    'UPDATE people SET place_id = (SELECT id FROM districts WHERE code = $2) WHERE login = $1',
    [login, code],
  );
}
