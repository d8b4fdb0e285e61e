import type { AnyPlatform } from '../../../src/platforms/index.js';
import type { Platform } from '../../../src/platforms/platform.js';
import { PLAIN_PLATFORM } from './kinds.js';
import { postPlainly } from './send.js';

interface PlainCredentials {
  token: string;
}

/** The least that an adapter does: one POST, committed, through the product's own egress. */
export function plainPlatform(sinkUrl: string, replaced: AnyPlatform): AnyPlatform {
  const platform: Platform<PlainCredentials, never> = {
    capabilities: { ...replaced.capabilities, name: PLAIN_PLATFORM, reconcile: 'unreadable' },
    credentials: {
      columns: ['token'],
      parse: (values) => ({ kind: 'complete', credentials: values as PlainCredentials }),
    },
    remoteIdShape: /^\d+$/,
    review: () => [],
    identify: async () => ({ kind: 'unavailable', detail: 'The sink tells nothing' }),
    publish: async (attempt) => {
      const sent = await attempt.commit(() =>
        postPlainly(sinkUrl, {
          key: attempt.remoteId,
          token: attempt.credentials.token,
          text: attempt.text,
          signal: attempt.signal,
        }),
      );
      return sent.kind === 'answered' && sent.value.status === 200
        ? { kind: 'published', remoteId: attempt.remoteId, permalink: null }
        : { kind: 'uncertain', cause: 'no_answer', detail: 'The sink did not answer' };
    },
    budgetsOf: () => [],
    lookUrl: () => null,
  };
  return platform;
}
