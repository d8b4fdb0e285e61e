import { createHash } from 'node:crypto';
import type { Budget } from '../platform.js';
import type { SignalCredentials } from './signal.credentials.js';
import { GROUP_PACE, NUMBER_PACE } from './signal.limits.js';

/** A delete is a message too, but what shall go waits for no other one in its group. Keys tell no number and no group. */
export function budgetsOf(
  { remoteId, credentials }: { remoteId: string; credentials: SignalCredentials },
  operation: 'publish' | 'retract',
): readonly Budget[] {
  const key = `signal/number/${shortHash(credentials.number)}`;
  const number: Budget = { ...NUMBER_PACE, key, scope: 'application' };
  if (operation === 'retract') return [number];
  return [{ ...GROUP_PACE, key: `signal/group/${shortHash(remoteId)}`, scope: 'account' }, number];
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
