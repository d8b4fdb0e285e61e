import type { ImportResult } from '../../src/contract/districts.js';
import type { Person } from './person.js';
import type { SandboxControl } from './sandbox-control.js';

const ACCOUNTS_A_FILE = 5_000;
/** Of twenty accounts ten are on X and nine on Telegram: Facebook's Pages all draw on one application. */
const MIX: readonly ('x' | 'telegram' | 'facebook')[] = Array.from({ length: 20 }, (_, index) => {
  if (index === 0) return 'facebook';
  return index < 10 ? 'telegram' : 'x';
});
const COLUMNS = [
  ...['district', 'platform', 'handle', 'remoteId', 'botToken', 'pageAccessToken'],
  ...['appKey', 'appSecret', 'accessToken', 'accessSecret'],
];

interface MadeAccount {
  /** Columns of an account import. */
  row: Record<string, string>;
  /** The same account as the sandbox is told of it. */
  sandbox: Record<string, string>;
}

interface AccountsOrder {
  count: number;
  district: string;
  /** Chats of one bot only. */
  botToken?: string;
}

/**
 * Accounts with a bot or an app each, so that no platform's pace is what is measured, or chats that all share one bot;
 * in the sandbox and in the product.
 */
export async function makeAccounts(
  { owner, sandbox }: { owner: Person; sandbox: SandboxControl },
  { count, ...order }: AccountsOrder,
): Promise<void> {
  for (let first = 1; first <= count; first += ACCOUNTS_A_FILE) {
    const numbers = Array.from(
      { length: Math.min(ACCOUNTS_A_FILE, count - first + 1) },
      (_, index) => first + index,
    );
    const accounts = numbers.map((number) => accountOf(number, order));
    await sandbox.putAccounts(accounts.map((account) => account.sandbox));
    const content = csvOf(accounts.map(({ row }) => row));
    const { status, body } = await owner.post<ImportResult>('/api/accounts/import', { content });
    if (status !== 200) throw new Error(`The accounts were refused: ${JSON.stringify(body)}`);
  }
}

function accountOf(
  number: number,
  { district, botToken: shared }: Omit<AccountsOrder, 'count'>,
): MadeAccount {
  const platform = shared ? 'telegram' : (MIX[number % MIX.length] ?? 'x');
  const id = String(1_000_000_000 + number);
  const row = { district, platform, handle: `@many_${number}`, remoteId: id };
  const username = `many_${number}`;
  switch (platform) {
    case 'telegram': {
      const botToken = shared ?? `${id}:many`;
      const remoteId = `-100${id}`;
      return {
        row: { ...row, remoteId, botToken },
        sandbox: { platform, chatId: remoteId, username, title: username, botToken },
      };
    }
    case 'facebook': {
      const pageAccessToken = `EAA${id}`;
      return {
        row: { ...row, pageAccessToken },
        sandbox: { platform, pageId: id, name: username, pageAccessToken },
      };
    }
    case 'x': {
      const keys = {
        appKey: `key-${id}`,
        appSecret: `app-${id}`,
        accessToken: `${id}-token`,
        accessSecret: `secret-${id}`,
      };
      return { row: { ...row, ...keys }, sandbox: { platform, id, username, ...keys } };
    }
  }
}

function csvOf(rows: readonly Record<string, string>[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => row[column] ?? '').join(','));
  return [COLUMNS.join(','), ...lines].join('\n');
}
