import { describe, expect, it } from 'vitest';
import { aSandbox, json, lucknowOnX, textAt, tweet } from './support.js';

const bearer = { authorization: `Bearer ${lucknowOnX.bearerToken}` };
type Open = Awaited<ReturnType<typeof aSandbox>>;

async function answer(open: Open, text: string, to: string) {
  const body = { text, reply: { in_reply_to_tweet_id: to } };
  return open.ask('/x/2/tweets', json('POST', body, bearer));
}

async function idOf(posted: Promise<{ body: unknown }>): Promise<string> {
  return textAt((await posted).body, 'data', 'id');
}

const timeline = (open: Open, query: string) =>
  open.ask(`/x/2/users/${lucknowOnX.id}/tweets?${query}`, { headers: bearer });

describe('a thread on X in the sandbox', () => {
  it('is kept as a chain, and every post of it names the one that began it', async () => {
    const open = await aSandbox();
    const first = await idOf(tweet(open, '1'));
    const second = await idOf(answer(open, '2', first));
    const third = await idOf(answer(open, '3', second));
    const { body } = await timeline(open, 'tweet.fields=conversation_id');
    const { data } = body as { data: { id: string; conversation_id: string }[] };
    expect(data.map(({ id, conversation_id }) => [id, conversation_id])).toEqual(
      [third, second, first].map((id) => [id, first]),
    );
    const { posts } = (await open.ask('/_sandbox/posts')).body as { posts: { replyTo: string }[] };
    expect(posts.map(({ replyTo }) => replyTo).sort()).toEqual([first, second, null].sort());
  });

  it('is left out of the timeline where replies are, but for its first post', async () => {
    const open = await aSandbox();
    const first = await idOf(tweet(open, '1'));
    await answer(open, '2', first);
    const { body } = await timeline(open, 'exclude=replies,retweets');
    expect(body).toMatchObject({ data: [{ id: first }], meta: { result_count: 1 } });
  });

  it('does not go on behind a post that is not there, or not any more', async () => {
    const open = await aSandbox();
    expect((await answer(open, '2', '17')).status).toBe(403);
    const first = await idOf(tweet(open, '1'));
    await open.ask(`/x/2/tweets/${first}`, { method: 'DELETE', headers: bearer });
    const { status, body } = await answer(open, '2', first);
    expect([status, textAt(body, 'detail')]).toEqual([
      403,
      'You attempted to reply to a Tweet that is deleted or not visible to you.',
    ]);
    expect(await open.world()).toEqual([]);
  });
});
