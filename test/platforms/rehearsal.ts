import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnyPlatform, Rehearsed } from '../../src/platforms/platform.js';
import { aPicture } from './media-files.js';
import { stillClock, targetOf, type PlatformUnderTest } from './publishing.js';
import { aClosedPort, openStage, type Stage } from './sandbox-stage.js';

const NO_ANSWERS = ['server_error_before', 'html_body', 'malformed_body', 'reset_before'];

/** A test without publishing, for every platform that has one; part of `describePlatform`. */
export function describeRehearsal(subject: PlatformUnderTest): void {
  const name = subject.account.platform;
  const canRehearse = 'rehearse' in subject.at('http://127.0.0.1', stillClock);

  describe.runIf(canRehearse)(`${name}, tested without publishing,`, () => {
    const [picture = aPicture()] = subject.carries ?? [];
    let stage: Stage;
    let platform: AnyPlatform;

    beforeAll(async () => {
      stage = await openStage(stillClock);
      platform = subject.at(stage.url, stillClock);
    });
    beforeEach(() => stage.startOver([subject.account]));
    afterAll(() => stage.stop());

    const rehearse = async (overrides: { credentials?: unknown; signal?: AbortSignal } = {}) =>
      platform.rehearse?.({ ...targetOf(subject), picture, ...overrides });
    const nothingPublic = async () => {
      expect(await stage.posts()).toEqual([]);
      const events = (await stage.ledger()).map(({ event }) => event);
      expect(events).not.toContain('published');
    };

    it('passes, says what it has seen, and makes nothing public', async () => {
      const rehearsed = await rehearse();
      expect(rehearsed).toMatchObject({ kind: 'passed' });
      expect(rehearsed?.kind === 'passed' && rehearsed.proved.length).toBeGreaterThan(0);
      await nothingPublic();
    });

    it('says so when it leaves something behind, and leaves nothing else', async () => {
      const rehearsed = await rehearse();
      const events = (await stage.ledger()).map(({ event }) => event);
      const left =
        events.filter((event) => event === 'prepared').length -
        events.filter((event) => event === 'deleted').length;
      const leaves = rehearsed?.kind === 'passed' ? rehearsed.leaves : null;
      expect(left).toBe(leaves?.what === 'draft' ? 1 : 0);
    });

    it('can be done again and again', async () => {
      for (let time = 0; time < 3; time += 1) {
        expect(await rehearse()).toMatchObject({ kind: 'passed' });
      }
      await nothingPublic();
    });

    it('is refused with a token that was revoked', async () => {
      const refused = await rehearse({ credentials: subject.revokedCredentials });
      expect(refused).toMatchObject({ kind: 'refused', cause: 'credentials' });
      await nothingPublic();
    });

    it.each(NO_ANSWERS)('blames no account that it could not test: %s', async (fault) => {
      for (const operation of ['read', 'create', 'upload'] as const) {
        await stage.meet({ fault, operation });
        const rehearsed = await rehearse();
        if (rehearsed?.kind !== 'passed') expect(rehearsed).toMatchObject({ kind: 'unavailable' });
      }
      await nothingPublic();
    });

    it('tests nothing where nobody takes the connection, and once the time is over', async () => {
      const nowhere = subject.at(await aClosedPort(), stillClock);
      const asked = [
        await nowhere.rehearse?.({ ...targetOf(subject), picture }),
        await rehearse({ signal: AbortSignal.abort() }),
      ];
      for (const rehearsed of asked) expect(rehearsed).toMatchObject({ kind: 'unavailable' });
      expect(await stage.ledger()).toEqual([]);
    });

    it('shows no secret', async () => {
      const told: (Rehearsed | undefined)[] = [await rehearse()];
      told.push(await rehearse({ credentials: subject.revokedCredentials }));
      for (const secret of subject.secrets) expect(JSON.stringify(told)).not.toContain(secret);
    });
  });
}
