import { createHash } from 'node:crypto';
import type { Budget } from '../platform.js';
import type { SignalCredentials } from './signal.credentials.js';
import { GROUP_PACE, NUMBER_PACE } from './signal.limits.js';

/** A delete is a message too, so both operations draw on the same. Keys tell neither the number nor the group. */
export function budgetsOf({
  remoteId,
  credentials,
}: {
  remoteId: string;
  credentials: SignalCredentials;
}): readonly Budget[] {
  return [
    { ...GROUP_PACE, key: `signal/group/${shortHash(remoteId)}`, scope: 'account' },
    { ...NUMBER_PACE, key: `signal/number/${shortHash(credentials.number)}`, scope: 'application' },
  ];
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
