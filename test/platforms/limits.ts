import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HeldClock, Publishing, TEXT, type PlatformUnderTest } from './publishing.js';
import { openStage, type Stage } from './sandbox-stage.js';

/** What a platform says of its limits in advance, and what it hears of them; part of `describePlatform`. */
export function describeLimits(subject: PlatformUnderTest): void {
  const name = subject.account.platform;
  const clock = new HeldClock();

  describe.each(['publish', 'retract'] as const)(`${name}, asked to %s,`, (operation) => {
    const budgets = subject.at('http://127.0.0.1', clock).budgetsOf(subject, operation);

    it('names what it draws on under its own name, each once', () => {
      const keys = budgets.map(({ key }) => key);
      expect(keys.length).toBeGreaterThan(0);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(new RegExp(`^${name}/[\\w/-]+$`));
    });

    it('shows no secret in it', () => {
      const shown = JSON.stringify(budgets);
      for (const secret of subject.secrets) {
        expect(shown).not.toContain(secret);
        expect(shown).not.toContain(encodeURIComponent(secret));
      }
    });

    it('names the account before the application', () => {
      const scopes = budgets.map(({ scope }) => scope);
      expect(scopes).toEqual([...scopes].sort());
    });

    it('can be kept: something goes at once, and more after a while', () => {
      for (const { burst, intervalMs } of budgets) {
        expect(Number.isInteger(burst) && burst >= 1).toBe(true);
        expect(intervalMs).toBeGreaterThan(0);
      }
    });
  });

  describe.runIf(subject.lastPost !== undefined)(`${name}, after the last post,`, () => {
    const { account = {}, pauseMs = 0 } = subject.lastPost ?? {};
    let stage: Stage;

    beforeAll(async () => {
      stage = await openStage(clock);
    });
    beforeEach(async () => {
      await stage.startOver([{ ...subject.account, ...account }]);
      await stage.enforceLimits();
    });
    afterAll(() => stage.stop());

    it('says with the success that a pause has begun, and it has', async () => {
      const platform = subject.at(stage.url, clock);
      const last = await new Publishing(subject).by(platform);
      expect(last).toMatchObject({
        kind: 'published',
        pause: { scope: 'account', forMs: pauseMs, detail: expect.any(String) as string },
      });
      const next = await new Publishing(subject, { text: `${TEXT} 2` }).by(platform);
      expect(next).toMatchObject({ kind: 'throttled', scope: 'account' });
      expect(await stage.posts()).toHaveLength(1);
    });
  });
}
