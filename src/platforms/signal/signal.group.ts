import { z } from 'zod';
import { redact, type JsonAnswer, type Sent } from '../../kernel/egress/index.js';
import type { NotIdentified, Rehearsed } from '../platform.js';
import { provedCause, wordsOf } from './signal.answer.js';
import type { SignalCredentials } from './signal.credentials.js';

/** swagger.json, client.GroupEntry; api.go, GetGroup: 404 for a group that the number is not in. Read 2026-11-24. */
const groupFound = z.object({
  name: z.string(),
  member: z.boolean(),
  members: z.array(z.unknown()).nullable(),
  admins: z.array(z.string()).nullable().optional(),
  permissions: z.object({ send_messages: z.string().optional() }).optional(),
});
const goneGroup = z.object({ error: z.string() });

type Group = z.infer<typeof groupFound>;

/** The group, where the number is a member of it. */
export function groupIn(sent: Sent<JsonAnswer>): { kind: 'found'; group: Group } | NotIdentified {
  if (sent.kind === 'failed') {
    return { kind: 'unavailable', detail: 'The Signal service did not answer' };
  }
  const { status, body } = sent.value;
  const parsed = groupFound.safeParse(body);
  if (status === 200 && parsed.success) {
    return parsed.data.member ? { kind: 'found', group: parsed.data } : notIn(parsed.data);
  }
  const detail = wordsOf(sent.value);
  const isGone = status === 404 && goneGroup.safeParse(body).success;
  const cause = isGone || status === 403 ? 'permission' : provedCause(sent.value);
  return cause === null ? { kind: 'unavailable', detail } : { kind: 'refused', cause, detail };
}

function notIn({ name }: Group): NotIdentified {
  const detail = `The number is not a member of ${name}. Let an administrator of the group add it`;
  return { kind: 'refused', cause: 'permission', detail };
}

/**
 * What the group's own rules say of a message by this number. An administrator may stand in the list by an id that is no
 * number, so that a list with such ids proves nothing.
 */
export function rehearsedIn(
  { name, admins, permissions }: Group,
  { number }: SignalCredentials,
): Rehearsed {
  const proved: Rehearsed = {
    kind: 'passed',
    proved: ['identified', 'may_publish'],
    leaves: null,
  };
  if (permissions?.send_messages === 'every-member') return proved;
  // An answer that quotes the number comes with a blot in its place.
  const own = redact(number, [number]);
  const listed = admins ?? [];
  if (listed.includes(own)) return proved;
  const areAllNumbers = listed.every((one) => one.startsWith('+') || one === own);
  if (permissions?.send_messages !== 'only-admins' || !areAllNumbers) {
    return { ...proved, proved: ['identified'] };
  }
  const detail = `Only administrators write in ${name}, and the number is none of them`;
  return { kind: 'refused', cause: 'permission', detail };
}
