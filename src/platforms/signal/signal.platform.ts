import type { ContentProblem } from '../../contract/content-problems.js';
import { PLATFORM_LABELS, type PlatformCapabilities } from '../../contract/platforms.js';
import { reviewContent, type Content } from '../../contract/review-content.js';
import type { Clock } from '../../kernel/clock.js';
import { watchSend } from '../../kernel/egress/index.js';
import type {
  Attempt,
  Edit,
  Edited,
  Identified,
  Outcome,
  Platform,
  Rehearsal,
  Rehearsed,
  Retracted,
  Retraction,
  Target,
} from '../platform.js';
import { budgetsOf } from './signal.budgets.js';
import type { SignalCall, SignalClient } from './signal.client.js';
import { SIGNAL_CREDENTIALS, type SignalCredentials } from './signal.credentials.js';
import { groupIn, rehearsedIn } from './signal.group.js';
import { SIGNAL_GUIDE } from './signal.guide.js';
import { CHANGEABLE_FOR_MS, MESSAGE_UNITS } from './signal.limits.js';
import { attachmentOf, SIGNAL_MEDIA } from './signal.media.js';
import { outcomeOfSend } from './signal.outcome.js';
import { outcomeOfDelete, outcomeOfEdit } from './signal.retraction.js';
import { SIGNAL_TERMS } from './signal.terms.js';

/**
 * Signal, for a handful of the organisation's own groups and off by default: one request, and nothing can be read back,
 * so a lost answer is for a person. It speaks through signal-cli-rest-api, which is not Signal's own software.
 */
export class SignalPlatform implements Platform<SignalCredentials, never> {
  readonly credentials = SIGNAL_CREDENTIALS;
  /** `group.` and the base64 of the base64 of 32 bytes. */
  readonly remoteIdShape = /^group\.[A-Za-z0-9]{59}=$/;
  readonly isOffered: boolean;
  readonly capabilities: PlatformCapabilities = {
    name: 'signal',
    label: PLATFORM_LABELS.signal,
    text: { counting: 'utf16', maxUnits: MESSAGE_UNITS },
    reconcile: 'unreadable',
    retract: { kind: 'delete', withinMs: CHANGEABLE_FOR_MS },
    thread: null,
    edit: { kind: 'text', withinMs: CHANGEABLE_FOR_MS },
    media: SIGNAL_MEDIA,
    options: [],
    cost: null,
    guide: SIGNAL_GUIDE,
    terms: SIGNAL_TERMS,
  };

  /** @param client null where nobody has said where signal-cli-rest-api runs */
  constructor(
    private readonly client: SignalClient | null,
    private readonly clock: Clock,
  ) {
    this.isOffered = client !== null;
  }

  review(content: Content): readonly ContentProblem[] {
    return reviewContent(this.capabilities, content);
  }

  async identify(target: Target<SignalCredentials>): Promise<Identified> {
    const { client } = this;
    if (!client) return notSetUp;
    const asked = await watchSend(() => client.readGroup(callOf(target)), target.signal);
    const read = groupIn(asked);
    if (read.kind !== 'found') return read;
    const { name, members } = read.group;
    // Signal verifies no groups.
    const audience = members?.length ?? null;
    return {
      kind: 'identified',
      remoteId: target.remoteId,
      handle: name,
      isVerified: null,
      audience,
    };
  }

  /** Reads whether the group lets the number speak. A message to oneself would be one more of those that the terms forbid. */
  async rehearse(target: Rehearsal<SignalCredentials>): Promise<Rehearsed> {
    const { client } = this;
    if (!client) return notSetUp;
    const asked = await watchSend(() => client.readGroup(callOf(target)), target.signal);
    const read = groupIn(asked);
    return read.kind === 'found' ? rehearsedIn(read.group, target.credentials) : read;
  }

  async publish(attempt: Attempt<SignalCredentials, never>): Promise<Outcome> {
    const { client } = this;
    if (!client) return notSetUp;
    // signal-cli itself takes a text of any length.
    if (this.review(attempt).some(({ kind }) => kind === 'too_long')) return tooLong;
    const attachments = await Promise.all(attempt.media.map(attachmentOf));
    const message = { text: attempt.text, attachments };
    const sent = await attempt.commit(() => client.send(callOf(attempt), message));
    return outcomeOfSend(sent);
  }

  async retract(retraction: Retraction<SignalCredentials>): Promise<Retracted> {
    const { client } = this;
    if (!client) return { ...notSetUp, retryAfterMs: null };
    if (this.isTooOld(retraction)) return { kind: 'refused', detail: tooOld('deletes') };
    const sentTimestamp = Number(retraction.postId);
    const sent = await watchSend(
      () => client.deleteForAll(callOf(retraction), sentTimestamp),
      retraction.signal,
    );
    return outcomeOfDelete(sent);
  }

  async edit(edit: Edit<SignalCredentials>): Promise<Edited> {
    const { client } = this;
    if (!client) return { ...notSetUp, retryAfterMs: null };
    if (this.isTooOld(edit)) return { kind: 'refused', detail: tooOld('edits') };
    // An edit carries the whole message: sent without the files, it would take them away.
    if (edit.hasMedia) return { kind: 'refused', detail: 'An edit would lose the pictures' };
    const sent = await watchSend(
      () => client.edit(callOf(edit), Number(edit.postId), edit.text),
      edit.signal,
    );
    return outcomeOfEdit(sent);
  }

  budgetsOf = budgetsOf;

  /** A group has no public page: its members look in the app. */
  lookUrl(): null {
    return null;
  }

  private isTooOld({ publishedAt }: { publishedAt: Date }): boolean {
    return this.clock.now().getTime() - publishedAt.getTime() > CHANGEABLE_FOR_MS;
  }
}

const notSetUp = {
  kind: 'unavailable',
  detail: 'Signal is not set up here: set MUNADI_SIGNAL_API_URL to your own signal-cli-rest-api',
} as const;

const tooLong: Outcome = {
  kind: 'refused',
  cause: 'content',
  detail: `The text is longer than the ${MESSAGE_UNITS} letters that go to Signal`,
};

function tooOld(what: 'deletes' | 'edits'): string {
  return `Signal's apps ignore ${what} of a message that is older than 24 hours`;
}

function callOf({ credentials, remoteId, signal }: Target<SignalCredentials>): SignalCall {
  return { ...credentials, groupId: remoteId, signal };
}
