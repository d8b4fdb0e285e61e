import { z } from 'zod';
import { inBrief, type JsonAnswer } from '../../kernel/egress/index.js';
import type { RefusalCause } from '../platform.js';

/**
 * What signal-cli says before it sends anything, and what that means. The API has one code, 400, for this and for a
 * message that reached half of its group, and nothing but words to tell them apart: signal-cli 0.14.7 (App, SendCommand,
 * GroupNotFoundException and its like, SignalJsonRpcCommandHandler) and signal-cli-rest-api at a08db23 (api.go,
 * client.go), read 2026-11-24. Words that are not here prove nothing.
 */
const PROOF: readonly { words: RegExp; cause: RefusalCause }[] = [
  { words: /^User \S+ is not registered\.?$/, cause: 'credentials' },
  { words: /^Specified account does not exist$/, cause: 'credentials' },
  { words: /^Group not found: \S+$/, cause: 'permission' },
  { words: /^User is not a member in group: .+ \(\S+\)$/, cause: 'permission' },
  { words: /^User is not allowed to send message to group: .+ \(\S+\)$/, cause: 'permission' },
  { words: /^Invalid (?:group id|identifier \S+)$/, cause: 'permission' },
  { words: /^Sending empty message is not allowed\b/, cause: 'content' },
  { words: /^illegal base64 data at input byte \d+$/, cause: 'content' },
];

/**
 * A gateway in front of the API did not let the request pass: without a token that it knows, or because it is too
 * large; RFC 9110, 15.5.2 and 15.5.14. A 403 may also be the word of a filter that reads the answer, and proves nothing.
 */
const NOT_LET_PASS: Readonly<Record<number, RefusalCause>> = { 401: 'credentials', 413: 'content' };

const failure = z.object({ error: z.string() });

/** Why surely nothing was sent; null where that is not sure. */
export function provedCause({ status, body }: JsonAnswer): RefusalCause | null {
  const stopped = NOT_LET_PASS[status];
  if (stopped !== undefined) return stopped;
  const parsed = failure.safeParse(body);
  if (status !== 400 || !parsed.success) return null;
  const { error } = parsed.data;
  // A signal-cli that is started for each call writes what it noticed before the reason.
  const reason = error.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return PROOF.find(({ words }) => words.test(reason))?.cause ?? null;
}

const sent = z.object({ timestamp: z.string().regex(/^[1-9]\d{0,14}$/) });
/** The document says one; the source of 2026-07-23 and later answers a list with one for each group. */
const done = z.union([sent, z.tuple([sent]).transform(([one]) => one)]);

/** The timestamp of what was sent, which is its id; null where the answer tells none. */
export function sentTimestamp({ status, body }: JsonAnswer): string | null {
  const parsed = done.safeParse(body);
  return status === 201 && parsed.success ? parsed.data.timestamp : null;
}

/** Fit for a person. */
export function wordsOf({ status, body }: JsonAnswer): string {
  const parsed = failure.safeParse(body);
  const words = parsed.success ? inBrief(parsed.data.error) : '';
  return words === ''
    ? `The Signal service answers ${status} in a form that is not its own`
    : `The Signal service answers ${status}: ${words}`;
}
