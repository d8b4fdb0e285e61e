import type { Answer } from '../../../sandbox/answer.js';
import type { Desk, Performance, PlatformRequest } from '../../../sandbox/simulator.js';
import type { FacebookAccount } from './facebook-account.js';

/** One request with a valid Page token. */
export interface GraphCall {
  readonly desk: Desk<FacebookAccount>;
  /** The Page that the token speaks for. */
  readonly caller: FacebookAccount;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The object in the path: a Page's id, `{page-id}_{post}`, or a video's id. */
  readonly objectId: string;
  readonly request: PlatformRequest;
}

export function unchanged(answer: Answer): Performance {
  return { answer, changes: [] };
}

export function fieldText(fields: GraphCall['fields'], name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The token comes in the header or as access_token; the header wins. */
export function tokenIn(request: PlatformRequest, fields: GraphCall['fields']): string | undefined {
  const [, bearer] = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? fieldText(fields, 'access_token');
}
