import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FacebookPlatform } from '../../src/platforms/facebook/facebook.platform.js';
import { InstagramClient } from '../../src/platforms/instagram/instagram.client.js';
import { InstagramPlatform } from '../../src/platforms/instagram/instagram.platform.js';
import type { AnyPlatform } from '../../src/platforms/platform.js';
import { stillClock } from './publishing.js';
import { openStage, type Stage } from './sandbox-stage.js';

const TOKEN = 'EAAB-canary';
const APP = { appSecret: 'canary-of-the-app', appId: '4711' };
const PAGE = { platform: 'facebook', pageId: '600001', name: 'Lucknow', pageAccessToken: TOKEN };
const GRAM = {
  platform: 'instagram',
  igUserId: '17841400001',
  username: 'lucknow.gram',
  name: 'Lucknow',
  pageId: '600001',
  pageAccessToken: TOKEN,
};
const ENDS_AT = 1_800_000_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(stillClock);
});
afterAll(() => stage.stop());

const facebook = (app = APP) => {
  const url = `${stage.url}/graph/v25.0`;
  return FacebookPlatform.at({ versionedUrl: url, versionedVideoUrl: url, ...app }, stillClock);
};
const instagram = () => {
  const versionedUrl = `${stage.url}/instagram/v25.0`;
  return new InstagramPlatform({
    client: new InstagramClient({ versionedUrl, ...APP }),
    clock: stillClock,
  });
};
const identify = async (platform: AnyPlatform, account: object, remoteId: string) => {
  await stage.startOver([account]);
  const { signal } = new AbortController();
  const credentials = { pageAccessToken: TOKEN };
  return platform.identify({ remoteId, handle: 'lucknow', credentials, signal });
};

describe('a check of a token of Meta, where the app is set up,', () => {
  it('warns of nothing when nothing ends and nothing lacks', async () => {
    expect(await identify(facebook(), PAGE, '600001')).toMatchObject({ warnings: [] });
    expect(await identify(instagram(), GRAM, '17841400001')).toMatchObject({ warnings: [] });
  });

  it('tells when the token, or the access to data, ends: what comes first', async () => {
    const page = { ...PAGE, tokenEndsAt: ENDS_AT + 60, dataAccessEndsAt: ENDS_AT };
    expect(await identify(facebook(), page, '600001')).toMatchObject({
      warnings: [{ kind: 'expires', at: new Date(ENDS_AT * 1_000) }],
    });
  });

  it('names the right that a post goes out without', async () => {
    const scopes = ['instagram_basic', 'instagram_content_publish'];
    expect(await identify(instagram(), { ...GRAM, scopes }, '17841400001')).toMatchObject({
      warnings: [{ kind: 'right_missing', right: 'take_down' }],
    });
  });

  it('is refused without the permission to post', async () => {
    const page = { ...PAGE, scopes: ['pages_read_engagement'] };
    const refused = await identify(facebook(), page, '600001');
    expect(refused).toMatchObject({ kind: 'refused', cause: 'permission' });
    expect(JSON.stringify(refused)).toContain('pages_manage_posts');
  });

  it('claims nothing when Meta does not tell', async () => {
    const known = await identify(facebook({ ...APP, appId: 'no-number' }), PAGE, '600001');
    expect(known).toMatchObject({ kind: 'identified' });
    expect(known).not.toHaveProperty('warnings');
  });
});
