import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnyPlatform } from '../../src/platforms/platform.js';
import { describeLimits } from './limits.js';
import { describeMedia } from './media.js';
import {
  contentOf,
  NOW,
  Publishing,
  stillClock,
  targetOf,
  TEXT,
  whatEveryAnswerBrings,
  type PlatformUnderTest,
} from './publishing.js';
import { describeRehearsal } from './rehearsal.js';
import { describeRetraction } from './retraction.js';
import { describeThreads } from './threads.js';
import { aClosedPort, aMachine, openStage, type Stage } from './sandbox-stage.js';

/** After these the sandbox knows whether the post is public; the platform can't. */
const LOST_ANSWERS = [
  'accept_then_reset',
  'reset_before',
  'server_error_after',
  'server_error_before',
  'malformed_body',
  'empty_body',
  'html_body',
];
const READS_THAT_FAIL = [
  'server_error_before',
  'html_body',
  'malformed_body',
  'empty_body',
  'rate_limited',
  'reset_before',
];

/** The cases that every platform passes. A platform's own spec calls it once. */
export function describePlatform(subject: PlatformUnderTest): void {
  const name = subject.account.platform;
  const isSilent = subject.limits === 'silent';
  describeRetraction(subject);
  describeRehearsal(subject);
  describeLimits(subject);
  describeMedia(subject);
  describeThreads(subject);
  describe(`${name}, as every platform,`, () => {
    let stage: Stage;
    let platform: AnyPlatform;

    beforeAll(async () => {
      stage = await openStage(stillClock);
      platform = subject.at(stage.url, stillClock);
    });
    beforeEach(() => stage.startOver([subject.account]));
    afterAll(() => stage.stop());

    it('is listed under its own name', () => {
      expect(platform.capabilities.name).toBe(name);
      expect(platform.locate === undefined).toBe(platform.capabilities.reconcile === 'unreadable');
    });

    it('publishes a text and reports the post that readers see', async () => {
      const outcome = await new Publishing(subject).by(platform);
      const [post, ...others] = await stage.posts();
      expect(others).toEqual([]);
      expect(post).toMatchObject({ platform: name, text: TEXT });
      const permalink =
        subject.readers === 'members' ? null : (expect.stringMatching(/^https:\/\//) as string);
      expect(outcome).toEqual({ kind: 'published', remoteId: post?.postId, permalink });
    });

    it('takes the longest text that it says it takes', async () => {
      expect(platform.review(contentOf(subject.longest, subject))).toEqual([]);
      const outcome = await new Publishing(subject, { text: subject.longest }).by(platform);
      expect(outcome).toMatchObject({ kind: 'published' });
    });

    it.each([['too long', subject.tooLong], ...(subject.carries ? [] : [['empty', '']])])(
      'refuses in advance what the platform refuses: a text that is %s',
      async (_how, text) => {
        expect(platform.review(contentOf(text, subject))).toHaveLength(1);
        const outcome = await new Publishing(subject, { text }).by(platform);
        expect(outcome).toMatchObject({ kind: 'refused', cause: 'content' });
        expect(await stage.posts()).toEqual([]);
      },
    );

    it.skipIf(subject.carries)('takes a text of blanks for an empty one', () => {
      expect(platform.review(contentOf(' \n '))).toEqual([{ kind: 'empty' }]);
    });

    it('is refused with a token that was revoked', async () => {
      const credentials = subject.revokedCredentials;
      const outcome = await new Publishing(subject, { credentials }).by(platform);
      expect(outcome).toMatchObject({ kind: 'refused', cause: 'credentials' });
      expect(await stage.posts()).toEqual([]);
    });

    it.runIf(isSilent)('takes no limit for proof that nothing went out', async () => {
      await stage.meet({ fault: 'rate_limited', operation: 'create', retryAfterMs: 120_000 });
      const outcome = await new Publishing(subject).by(platform);
      expect(outcome).toMatchObject({ kind: 'uncertain', cause: 'unclear_answer' });
    });

    it.skipIf(isSilent)('waits as long as the platform says when it meets a limit', async () => {
      await stage.meet({ fault: 'rate_limited', operation: 'create', retryAfterMs: 120_000 });
      const outcome = await new Publishing(subject).by(platform);
      expect(outcome).toMatchObject({ kind: 'throttled', retryAfterMs: 120_000 });
      expect(await stage.posts()).toEqual([]);
    });

    it.skipIf(isSilent)('says so when nobody tells how long a limit lasts', async () => {
      await stage.meet({ fault: 'rate_limited_without_reset', operation: 'create' });
      const outcome = await new Publishing(subject).by(platform);
      expect(outcome).toMatchObject({ kind: 'throttled', retryAfterMs: null });
    });

    it('surely sent nothing where nobody takes the connection', async () => {
      const unreachable = subject.at(await aClosedPort(), stillClock);
      for (const progress of [undefined, subject.prepared]) {
        const publishing = new Publishing(subject, { progress });
        expect(await publishing.by(unreachable)).toMatchObject({ kind: 'unavailable' });
        expect(publishing.wasHandedOver).not.toBe(true);
      }
    });

    it.each(LOST_ANSWERS)('does not claim to know what became of the post: %s', async (fault) => {
      await stage.meet({ fault, operation: subject.publicStep });
      const publishing = new Publishing(subject);
      expect(await publishing.by(platform)).toMatchObject({ kind: 'uncertain' });
      expect(publishing.commits).toBe(1);
    });

    it.each(['accept_then_hang', 'hang_before'])(
      'does not claim to know what became of the post when the deadline passes: %s',
      async (fault) => {
        await stage.meet({ fault, operation: subject.publicStep });
        const deadline = new AbortController();
        const sending = new Publishing(subject, { signal: deadline.signal }).by(platform);
        while (!(await stage.ledger()).some(({ answer }) => answer === 'hang'));
        deadline.abort();
        expect(await sending).toMatchObject({ kind: 'uncertain', cause: 'no_answer' });
      },
    );

    it.skipIf(subject.readsFirst)(
      'gives up at the deadline in the middle of an answer',
      async () => {
        const deadline = new AbortController();
        const machine = await aMachine((_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.write('{"ok":', () => {
            deadline.abort();
          });
        });
        const { signal } = deadline;
        const publishing = new Publishing(subject, { progress: subject.prepared, signal });
        const outcome = await publishing.by(subject.at(machine.url, stillClock));
        await machine.stop();
        expect(outcome).toMatchObject({ kind: 'uncertain' });
      },
    );

    it.skipIf(subject.readsFirst)('gives up an answer that never ends', async () => {
      const machine = await aMachine((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const flood = () => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', flood);
        flood();
      });
      const publishing = new Publishing(subject, { progress: subject.prepared });
      const outcome = await publishing.by(subject.at(machine.url, stillClock));
      await machine.stop();
      expect(outcome).toMatchObject({ kind: 'uncertain' });
    });

    it.skipIf(subject.readsFirst)('does not follow a redirect', async () => {
      const arrivals: string[] = [];
      const machine = await aMachine((request, response) => {
        arrivals.push(request.url ?? '');
        response.writeHead(307, { location: `${machine.url}/elsewhere` }).end();
      });
      const publishing = new Publishing(subject, { progress: subject.prepared });
      const outcome = await publishing.by(subject.at(machine.url, stillClock));
      await machine.stop();
      expect(outcome).toMatchObject({ kind: 'uncertain' });
      expect(arrivals).toHaveLength(1);
      expect(arrivals).not.toContain('/elsewhere');
    });

    it('makes nothing public before the one commit of a call', async () => {
      const publishing = new Publishing(subject);
      let visibleBefore: unknown;
      publishing.writeIntent = async () => {
        visibleBefore = await stage.posts();
      };
      await publishing.by(platform);
      expect(publishing.commits).toBe(1);
      expect(visibleBefore).toEqual([]);
    });

    it('lets it pass when the delivery may not be sent any more', async () => {
      const publishing = new Publishing(subject);
      const refused = new Error('cancelled meanwhile');
      publishing.writeIntent = () => Promise.reject(refused);
      await expect(publishing.by(platform)).rejects.toBe(refused);
      expect(await stage.posts()).toEqual([]);
    });

    it('sends nothing once the time is over', async () => {
      for (const progress of [undefined, subject.prepared]) {
        const publishing = new Publishing(subject, { signal: AbortSignal.abort(), progress });
        expect(await publishing.by(platform)).toMatchObject({ kind: 'unavailable' });
      }
      expect(await stage.ledger()).toEqual([]);
    });

    it('publishes once when it is called again with what it remembered', async () => {
      const first = new Publishing(subject);
      first.writeIntent = () => Promise.reject(new Error('the database is away'));
      await expect(first.by(platform)).rejects.toThrow('the database is away');
      const second = new Publishing(subject, { progress: first.remembered.at(-1) });
      expect(await second.by(platform)).toMatchObject({ kind: 'published' });
      expect(await stage.posts()).toHaveLength(1);
      const prepared = (await stage.ledger()).filter(({ event }) => event === 'prepared');
      expect(prepared).toHaveLength(first.remembered.length);
    });

    it('tells whom the credentials speak for, and writes nothing', async () => {
      expect(await platform.identify(targetOf(subject))).toEqual(subject.identified);
      expect(await stage.ledger()).toEqual([]);
    });

    it('tells that a token speaks for nobody any more', async () => {
      const target = { ...targetOf(subject), credentials: subject.revokedCredentials };
      const identified = await platform.identify(target);
      expect(identified).toMatchObject({ kind: 'refused', cause: 'credentials' });
    });

    it.each(READS_THAT_FAIL)('blames no account that it could not ask: %s', async (fault) => {
      await stage.meet({ fault, operation: 'read' });
      const identified = await platform.identify(targetOf(subject));
      expect(identified).toMatchObject({ kind: 'unavailable' });
    });

    it('never shows a secret, whatever is answered', async () => {
      const shown = await whatEveryAnswerBrings(subject);
      for (const secret of subject.secrets) {
        expect(shown).not.toContain(secret);
        expect(shown).not.toContain(encodeURIComponent(secret));
      }
    });

    it('names a page on which a person can look, where there is one', () => {
      const { handle, remoteId } = subject;
      const url = platform.lookUrl({ handle, remoteId });
      if (subject.readers === 'members') expect(url).toBeNull();
      else expect(url).toMatch(/^https:\/\//);
    });

    describe.runIf('locate' in subject.at('http://127.0.0.1', stillClock))(
      'with a lost post',
      () => {
        const locate = (progress: unknown) =>
          platform.locate?.({
            ...targetOf(subject),
            text: TEXT,
            progress,
            isReply: false,
            sentAt: NOW,
          });
        const lose = async (fault: string): Promise<unknown> => {
          await stage.meet({ fault, operation: subject.publicStep });
          const publishing = new Publishing(subject);
          await publishing.by(platform);
          return publishing.remembered.at(-1);
        };

        it('finds the one whose answer was lost', async () => {
          const progress = await lose('accept_then_reset');
          const [post] = await stage.posts();
          expect(await locate(progress)).toMatchObject({ kind: 'found', remoteId: post?.postId });
        });

        it('does not find one that was never made, and says what that proves', async () => {
          const progress = await lose('server_error_before');
          const isProof = platform.capabilities.reconcile === 'two_phase';
          expect(await locate(progress)).toMatchObject({ kind: 'absent', isProof });
        });

        it.each(READS_THAT_FAIL)('learns nothing from a look that fails: %s', async (fault) => {
          const progress = await lose('accept_then_reset');
          await stage.meet({ fault, operation: 'read' });
          expect(await locate(progress)).toMatchObject({ kind: 'unreadable' });
        });

        it('writes nothing while it looks', async () => {
          const progress = await lose('accept_then_reset');
          const before = await stage.ledger();
          await locate(progress);
          expect(await stage.ledger()).toEqual(before);
        });
      },
    );
  });
}
