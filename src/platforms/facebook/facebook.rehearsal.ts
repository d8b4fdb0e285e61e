import { watchSend } from '../../kernel/egress/index.js';
import type { Rehearsal, Rehearsed } from '../platform.js';
import type { FacebookClient } from './facebook.client.js';
import type { FacebookCredentials } from './facebook.credentials.js';
import { outcomeOfPrepare } from './facebook.outcome.js';
import { callOf } from './facebook.progress.js';
import { outcomeOfDelete } from './facebook.retraction.js';

/**
 * Makes a draft, which the Page's own people alone can see, and deletes it at once. It meets whatever Meta holds against a
 * post of the Page before it is public: a lost task, a missing permission, a Page that has to be authorised first.
 */
export async function rehearseDraft(
  rehearsal: Rehearsal<FacebookCredentials>,
  { client, now }: { client: FacebookClient; now: Date },
): Promise<Rehearsed> {
  const { remoteId, signal } = rehearsal;
  const call = callOf(rehearsal);
  const parts = { message: wordsAt(now), link: null, photoIds: [] };
  const prepared = outcomeOfPrepare(
    await watchSend(() => client.prepare(call, remoteId, parts), signal),
  );
  if (prepared.kind === 'ended') {
    const { outcome } = prepared;
    return outcome.kind === 'refused' ? outcome : { kind: 'unavailable', detail: outcome.detail };
  }
  const deleted = outcomeOfDelete(
    await watchSend(() => client.delete(call, prepared.postId), signal),
  );
  return deleted.kind === 'retracted'
    ? { kind: 'passed', proved: ['prepared', 'removed'], leaves: null }
    : { kind: 'passed', proved: ['prepared'], leaves: { what: 'draft', forHours: null } };
}

/** Never twice the same: Meta refuses the same words in a row. */
function wordsAt(now: Date): string {
  return `मुनादी की जाँच, प्रकाशित नहीं · Munadi’s test, not published · ${now.toISOString()}`;
}
