import type { Answer } from '../../../sandbox/answer.js';
import type { Desk, Performance } from '../../../sandbox/simulator.js';
import type { InstagramAccount } from './instagram-account.js';

/** One request with a valid token. */
export interface InstagramCall {
  readonly desk: Desk<InstagramAccount>;
  readonly caller: InstagramAccount;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The object in the path: an account's, a container's or a post's id. */
  readonly objectId: string;
}

export function unchanged(answer: Answer): Performance {
  return { answer, changes: [] };
}

export function fieldText(fields: InstagramCall['fields'], name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** `fields=id,config`: what stands in braces is not narrowed further. */
export function picked(
  all: Readonly<Record<string, unknown>>,
  fields: InstagramCall['fields'],
): object {
  const names = (fieldText(fields, 'fields') ?? 'id').replace(/\{[^}]*\}/g, '').split(',');
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => name === 'id' || names.includes(name)),
  );
}

export function graphTime(at: Date): string {
  return at.toISOString().replace(/\.[0-9]{3}Z$/, '+0000');
}
