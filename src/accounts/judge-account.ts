import type { AccountAbility } from '../contract/account-ability.js';
import type { AccountRight, AccountTrouble } from '../contract/account-health.js';
import type { Identified, RefusalCause } from '../platforms/index.js';

/** What a check found out about an account. */
export type Finding =
  | {
      kind: 'healthy';
      handle: string;
      isVerified: boolean | null;
      audience: number | null;
      /** Null where the platform does not tell. */
      accessEndsAt: Date | null;
      rightsMissing: readonly AccountRight[];
      abilitiesMissing: readonly AccountAbility[];
    }
  /** Nothing can be published until a person acts; `detail` says what happened and what to do. */
  | { kind: 'broken'; trouble: AccountTrouble; detail: string }
  /** The platform could not be asked; nothing is known that was not known before. */
  | { kind: 'unknown'; detail: string };

/** Compares whom the platform says the credentials speak for with the account that they were imported for. */
export function judgeAccount(
  identified: Identified,
  account: { handle: string; remoteId: string },
): Finding {
  switch (identified.kind) {
    case 'identified':
      return identified.remoteId === account.remoteId
        ? healthy(identified, account)
        : { kind: 'broken', trouble: 'stranger', detail: describeStranger(identified, account) };
    case 'refused':
      return {
        kind: 'broken',
        trouble: identified.cause,
        detail: `${asSentence(identified.detail)} ${REMEDIES[identified.cause]}`,
      };
    // Whoever asks follows it and asks again; here nothing is known of the account that it has become.
    case 'moved':
    case 'unavailable':
      return { kind: 'unknown', detail: identified.detail };
  }
}

type Known = Extract<Identified, { kind: 'identified' }>;

function healthy(found: Known, account: { handle: string }): Finding {
  const { isVerified, audience, warnings = [] } = found;
  const ends = warnings.flatMap((one) => (one.kind === 'expires' ? [one.at.getTime()] : []));
  return {
    kind: 'healthy',
    handle: nameNow(found, account),
    isVerified,
    audience,
    accessEndsAt: ends.length > 0 ? new Date(Math.min(...ends)) : null,
    rightsMissing: warnings.flatMap((one) => (one.kind === 'right_missing' ? [one.right] : [])),
    abilitiesMissing: warnings.flatMap((one) =>
      one.kind === 'ability_missing' ? [one.ability] : [],
    ),
  };
}

/** The name as it was imported, unless the platform knows another one. Where it knows none it answers the id. */
function nameNow({ handle, remoteId }: Known, account: { handle: string }): string {
  if (handle === remoteId || bareName(handle) === bareName(account.handle)) return account.handle;
  return account.handle.startsWith('@') ? `@${handle.replace(/^@/, '')}` : handle;
}

function bareName(handle: string): string {
  return handle.replace(/^@/, '').toLowerCase();
}

function describeStranger(found: Known, account: { remoteId: string }): string {
  return (
    `The credentials belong to ${found.handle} (${found.remoteId}), not to ${account.remoteId}. ` +
    'Import the account again with its own credentials.'
  );
}

const REMEDIES: Record<RefusalCause, string> = {
  credentials: 'Import the account again with new credentials.',
  permission: 'Give Munadi the right to publish there, then check the account again.',
  credit: 'Top up the credit at the platform, then check the account again.',
  content: 'Check the account again.',
};

export function asSentence(detail: string): string {
  return /[.!?।]$/.test(detail) ? detail : `${detail}.`;
}
