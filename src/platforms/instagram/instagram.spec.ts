import { afterAll, beforeAll, describe } from 'vitest';
import { describePlatform } from '../../../test/platforms/conformance.js';
import { FileHost } from '../../../test/platforms/file-host.js';
import { aPicture, aVideo } from '../../../test/platforms/media-files.js';
import type { PlatformUnderTest } from '../../../test/platforms/publishing.js';
import type { Clock } from '../../kernel/clock.js';
import { InstagramClient } from './instagram.client.js';
import { InstagramPlatform } from './instagram.platform.js';

const TOKEN = 'EAAB-canary-of-the-linked-page';
const host = new FileHost();

function instagramAt(url: string, clock: Clock): InstagramPlatform {
  const client = new InstagramClient({ versionedUrl: url, appSecret: null });
  return new InstagramPlatform({ client, clock });
}

const SUBJECT: PlatformUnderTest = {
  at: (url, clock) => instagramAt(`${url}/instagram/v25.0`, clock),
  account: {
    platform: 'instagram',
    igUserId: '17841400001',
    username: 'lucknow.gram',
    name: 'Lucknow',
    pageId: '600001',
    pageAccessToken: TOKEN,
    followers: 5120,
  },
  remoteId: '17841400001',
  handle: 'lucknow.gram',
  credentials: { pageAccessToken: TOKEN },
  revokedCredentials: { pageAccessToken: 'EAAB-revoked' },
  secrets: [TOKEN],
  identified: {
    kind: 'identified',
    remoteId: '17841400001',
    handle: 'lucknow.gram',
    isVerified: null,
    audience: 5120,
  },
  longest: 'क'.repeat(2_200),
  tooLong: 'क'.repeat(2_201),
  publicStep: 'publish',
  prepared: {
    form: 'feed',
    partIds: [],
    containerId: '1',
    since: '2026-12-01T06:00:00.000Z',
  },
  readsFirst: true,
  carries: [host.hosted(aPicture())],
  pictures: Array.from({ length: 10 }, (_, index) => host.hosted(aPicture(index + 1))),
  video: host.hosted(aVideo()),
};

describe('Instagram', () => {
  beforeAll(() => host.start());
  afterAll(() => host.stop());
  describePlatform(SUBJECT);
});
