import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aVideo } from '../../../test/platforms/media-files.js';
import { pacedSends } from '../../../test/platforms/paced-sends.js';
import { HeldClock, NOW } from '../../../test/platforms/publishing.js';
import { openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import { watchSend } from '../../kernel/egress/index.js';
import type { MediaFile, Outcome } from '../platform.js';
import { FacebookPlatform } from './facebook.platform.js';
import type { FacebookProgress } from './facebook.progress.js';

const TOKEN = 'EAAB-canary-of-the-page';
/** Many use it: its calls are not what runs out. */
const PAGE = { platform: 'facebook', pageId: '600001', name: 'Lucknow', pageAccessToken: TOKEN };
const TARGET = { remoteId: '600001', handle: '', credentials: { pageAccessToken: TOKEN } };
const UPRIGHT: MediaFile = { ...aVideo(), widthPx: 1_080, heightPx: 1_920, durationMs: 5_000 };
const REEL = { media: [UPRIGHT], options: { form: 'reel' } };
const A_DAY = 30;

const clock = new HeldClock();
const { signal } = new AbortController();
let stage: Stage;
let platform: FacebookPlatform;

beforeAll(async () => {
  stage = await openStage(clock);
  const place = `${stage.url}/graph/v25.0`;
  platform = FacebookPlatform.at(
    { versionedUrl: place, versionedVideoUrl: place, appSecret: null },
    clock,
  );
});
beforeEach(async () => {
  clock.startOver();
  await stage.startOver([{ ...PAGE, engagedUsers: 10 }]);
  await stage.enforceLimits();
});
afterAll(() => stage.stop());

async function publish(index: number): Promise<Outcome> {
  let progress: FacebookProgress | undefined;
  for (;;) {
    const outcome = await platform.publish({
      ...TARGET,
      ...REEL,
      text: `रील ${index}`,
      replyTo: null,
      progress,
      signal,
      remember: async (remembered) => {
        progress = remembered;
      },
      commit: (send) => watchSend(send, signal),
    });
    if (outcome.kind !== 'waiting') return outcome;
  }
}

describe('the reels of a Facebook Page in a day', () => {
  it('are never too many as long as they keep to their budget', async () => {
    const budgets = platform.budgetsOf(TARGET, 'publish', REEL);
    const wishes = Array.from({ length: A_DAY + 6 }, () => ({ budgets, fromMs: NOW.getTime() }));
    for (const [index, atMs] of pacedSends(wishes).entries()) {
      clock.pass(atMs - clock.now().getTime());
      expect(await publish(index)).toMatchObject({ kind: 'published' });
    }
    expect(await stage.posts()).toHaveLength(A_DAY + 6);
  });

  it('would be too many without it, and the one too many is not called published', async () => {
    for (let index = 0; index < A_DAY; index += 1) await publish(index);
    expect(await publish(A_DAY)).toMatchObject({ kind: 'uncertain' });
    expect(await stage.posts()).toHaveLength(A_DAY);
  });

  it('keep nothing else of the Page waiting', () => {
    const reels = platform.budgetsOf(TARGET, 'publish', REEL).map(({ key }) => key);
    expect(reels).toEqual(['facebook/page/600001/reels', 'facebook/page/600001', 'facebook/app']);
    const others = [{ media: [UPRIGHT], options: {} }, { media: [], options: {} }, undefined];
    for (const carried of others) {
      const keys = platform.budgetsOf(TARGET, 'publish', carried).map(({ key }) => key);
      expect(keys).toEqual(reels.slice(1));
    }
    expect(platform.budgetsOf(TARGET, 'retract', REEL)).toHaveLength(2);
  });
});
