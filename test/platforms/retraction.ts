import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnyPlatform, Retracted } from '../../src/platforms/platform.js';
import { HeldClock, Publishing, targetOf, type PlatformUnderTest } from './publishing.js';
import { aClosedPort, aMachine, openStage, type Stage } from './sandbox-stage.js';

const HOUR_MS = 3_600_000;
const NOTHING_DELETED = [
  'server_error_before',
  'reset_before',
  'html_body',
  'rate_limited',
  'rate_limited_without_reset',
];
const DELETED_UNHEARD = ['server_error_after', 'accept_then_reset', 'malformed_body', 'empty_body'];

/** Taking a post down, for every platform that can; part of `describePlatform`. */
export function describeRetraction(subject: PlatformUnderTest): void {
  const name = subject.account.platform;
  const clock = new HeldClock();
  const { retract: capability } = subject.at('http://127.0.0.1', clock).capabilities;

  it(`${name} can take a post down exactly when it says so`, () => {
    const platform = subject.at('http://127.0.0.1', clock);
    expect(capability.kind === 'delete').toBe('retract' in platform);
  });

  describe.runIf(capability.kind === 'delete')(`${name}, with a post that shall go,`, () => {
    let stage: Stage;
    let platform: AnyPlatform;
    let postId: string;
    let publishedAt: Date;

    beforeAll(async () => {
      stage = await openStage(clock);
      platform = subject.at(stage.url, clock);
    });
    beforeEach(async () => {
      clock.startOver();
      await stage.startOver([subject.account]);
      const outcome = await new Publishing(subject).by(platform);
      postId = outcome.kind === 'published' ? outcome.remoteId : '';
      publishedAt = clock.now();
      clock.pass(HOUR_MS);
    });
    afterAll(() => stage.stop());

    const retract = async (
      overrides: { signal?: AbortSignal; credentials?: unknown; at?: string } = {},
    ): Promise<Retracted | undefined> => {
      const { at, ...others } = overrides;
      const asked = at === undefined ? platform : subject.at(at, clock);
      return asked.retract?.({ ...targetOf(subject), postId, publishedAt, ...others });
    };
    const deletions = async () =>
      (await stage.ledger()).filter(({ event }) => event === 'deleted').length;

    it('takes it down', async () => {
      expect(await retract()).toEqual({ kind: 'retracted' });
      expect(await stage.posts()).toEqual([]);
      expect(await deletions()).toBe(1);
    });

    it('calls it down when it is gone already', async () => {
      await retract();
      expect(await retract()).toEqual({ kind: 'retracted' });
      expect(await deletions()).toBe(1);
    });

    it.each(NOTHING_DELETED)('may be asked again after %s', async (fault) => {
      await stage.meet({ fault, operation: 'delete', times: 1 });
      expect(await retract()).toMatchObject({ kind: 'unavailable' });
      expect(await stage.posts()).toHaveLength(1);
      expect(await retract()).toEqual({ kind: 'retracted' });
      expect(await stage.posts()).toEqual([]);
    });

    it.each(DELETED_UNHEARD)('learns with the next try that it was done: %s', async (fault) => {
      await stage.meet({ fault, operation: 'delete', times: 1 });
      expect(await retract()).toMatchObject({ kind: 'unavailable' });
      expect(await retract()).toEqual({ kind: 'retracted' });
      expect(await deletions()).toBe(1);
    });

    it.each(['hang_before', 'accept_then_hang'])('gives up at the deadline: %s', async (fault) => {
      await stage.meet({ fault, operation: 'delete', times: 1 });
      const deadline = new AbortController();
      const asking = retract({ signal: deadline.signal });
      while (!(await stage.ledger()).some(({ answer }) => answer === 'hang'));
      deadline.abort();
      expect(await asking).toMatchObject({ kind: 'unavailable', retryAfterMs: null });
      expect(await retract()).toEqual({ kind: 'retracted' });
    });

    it.skipIf(subject.limits === 'silent')('waits as long as the platform says', async () => {
      await stage.meet({ fault: 'rate_limited', operation: 'delete', retryAfterMs: 120_000 });
      expect(await retract()).toMatchObject({ kind: 'unavailable', retryAfterMs: 120_000 });
    });

    it('says so when the platform does not tell how long a limit lasts', async () => {
      await stage.meet({ fault: 'rate_limited_without_reset', operation: 'delete' });
      expect(await retract()).toMatchObject({ kind: 'unavailable', retryAfterMs: null });
    });

    it.each([
      ['the token is revoked', { fault: 'unauthorized' }],
      ['the account may not', { fault: 'refuse', status: 403, code: 200 }],
    ])('leaves it to a person when %s', async (_why, fault) => {
      await stage.meet({ ...fault, operation: 'delete' });
      expect(await retract()).toMatchObject({ kind: 'refused' });
      expect(await stage.posts()).toHaveLength(1);
    });

    it('leaves it to a person when the token speaks for nobody any more', async () => {
      const refused = await retract({ credentials: subject.revokedCredentials });
      expect(refused).toMatchObject({ kind: 'refused' });
      expect(await stage.posts()).toHaveLength(1);
    });

    it.each([
      ['the page of a proxy', { fault: 'html_body', status: 404 }],
      ['the JSON of a proxy', { fault: 'refuse', status: 404, body: { title: 'Not Found' } }],
    ])('does not take %s for proof that it is gone', async (_what, fault) => {
      await stage.meet({ ...fault, operation: 'delete' });
      expect(await retract()).toMatchObject({ kind: 'unavailable' });
      expect(await stage.posts()).toHaveLength(1);
    });

    it('does not follow a redirect', async () => {
      const arrivals: string[] = [];
      const machine = await aMachine((request, response) => {
        arrivals.push(request.url ?? '');
        response.writeHead(307, { location: `${machine.url}/elsewhere` }).end();
      });
      expect(await retract({ at: machine.url })).toMatchObject({ kind: 'unavailable' });
      await machine.stop();
      expect(arrivals).toHaveLength(1);
      expect(arrivals).not.toContain('/elsewhere');
    });

    it('may be asked again where nobody takes the connection', async () => {
      expect(await retract({ at: await aClosedPort() })).toMatchObject({ kind: 'unavailable' });
    });

    it('asks nothing once the time is over', async () => {
      const before = await stage.ledger();
      const late = await retract({ signal: AbortSignal.abort() });
      expect(late).toMatchObject({ kind: 'unavailable' });
      expect(await stage.ledger()).toEqual(before);
    });

    const withinMs = capability.kind === 'delete' ? capability.withinMs : null;
    describe.runIf(withinMs !== null)('within the time that the platform grants,', () => {
      it('takes it down in its last moment', async () => {
        clock.pass((withinMs ?? 0) - HOUR_MS);
        expect(await retract()).toEqual({ kind: 'retracted' });
      });

      it('leaves it to a person afterwards', async () => {
        clock.pass((withinMs ?? 0) - HOUR_MS + 1);
        expect(await retract()).toMatchObject({ kind: 'refused' });
        expect(await stage.posts()).toHaveLength(1);
      });
    });
  });
}
