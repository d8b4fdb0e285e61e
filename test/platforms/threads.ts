import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnyPlatform } from '../../src/platforms/platform.js';
import { NOW, Publishing, stillClock, targetOf, type PlatformUnderTest } from './publishing.js';
import { openStage, type Stage } from './sandbox-stage.js';

/** The cases of a platform on which a post goes on in further posts that answer it. */
export function describeThreads(subject: PlatformUnderTest): void {
  const { thread } = subject.at('http://127.0.0.1', stillClock).capabilities;
  describe.runIf(thread)(`${subject.account.platform}, with a thread,`, () => {
    let stage: Stage;
    let platform: AnyPlatform;

    beforeAll(async () => {
      stage = await openStage(stillClock);
      platform = subject.at(stage.url, stillClock);
    });
    beforeEach(() => stage.startOver([subject.account]));
    afterAll(() => stage.stop());

    const send = (text: string, replyTo: string | null) =>
      new Publishing(subject, { text, replyTo }).by(platform);
    const sent = async (text: string, replyTo: string | null): Promise<string> => {
      const outcome = await send(text, replyTo);
      if (outcome.kind !== 'published') throw new Error(JSON.stringify(outcome));
      return outcome.remoteId;
    };
    const locate = (text: string, isReply: boolean) =>
      platform.locate?.({
        ...targetOf(subject),
        text,
        isReply,
        progress: undefined,
        sentAt: NOW,
      });

    it('puts each part behind the one before', async () => {
      const first = await sent('1', null);
      const second = await sent('2', first);
      await sent('3', second);
      const answered = (await stage.posts()).map(({ text, replyTo }) => [text, replyTo ?? null]);
      expect(Object.fromEntries(answered)).toEqual({ '1': null, '2': first, '3': second });
    });

    it('answers nothing that is not there, and knows that nothing went out', async () => {
      const outcome = await send('2', '17');
      expect(['unavailable', 'refused']).toContain(outcome.kind);
      expect(await stage.posts()).toEqual([]);
    });

    it('blames no account for a part that is not taken', async () => {
      const outcome = await send('2', '17');
      expect(outcome).not.toMatchObject({ cause: 'permission' });
      expect(outcome).not.toMatchObject({ cause: 'credentials' });
    });

    it('finds a lost part among its own posts, and takes no part for another', async () => {
      const first = await sent('एक', null);
      await stage.meet({ fault: 'accept_then_reset', operation: subject.publicStep });
      expect(await send('दो', first)).toMatchObject({ kind: 'uncertain' });
      const lost = (await stage.posts()).find(({ text }) => text === 'दो');
      expect(await locate('दो', true)).toMatchObject({ kind: 'found', remoteId: lost?.postId });
      expect(await locate('दो', false)).toMatchObject({ kind: 'absent' });
      expect(await locate('एक', true)).toMatchObject({ kind: 'absent' });
    });

    it('reads the id of a post from the page that it tells of it', async () => {
      const outcome = await send('1', null);
      const { remoteId, permalink } = outcome as { remoteId: string; permalink: string };
      expect(platform.postIdAt?.(permalink)).toBe(remoteId);
      expect(platform.postIdAt?.('https://example.org/status/17')).toBeNull();
    });
  });
}
