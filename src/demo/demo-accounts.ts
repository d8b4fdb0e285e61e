import { createHmac } from 'node:crypto';

/** Three made-up accounts for one district. The same district always gets the same ids and secrets. */
export interface DemoDistrict {
  code: string;
  nameEn: string;
  nameHi: string;
}

/** The organisation's application at the simulated X, on whose page accounts are lent. */
export const DEMO_X_CLIENT = {
  clientId: 'munadi-demo',
  clientSecret: secret('x:client', 50),
};

/** One bot administers the channels of about this many districts. */
const DISTRICTS_A_BOT = 15;

interface DemoAccount {
  /** Columns of an account import. */
  row: Record<string, string>;
  /** The same account as the sandbox is told of it. */
  sandbox: Record<string, string | number | boolean>;
}

export function demoAccounts(districts: readonly DemoDistrict[]): DemoAccount[] {
  return districts.flatMap((district, index) => [
    xAccount(district),
    telegramAccount(district, Math.floor(index / DISTRICTS_A_BOT)),
    facebookAccount(district),
  ]);
}

function xAccount({ code }: DemoDistrict): DemoAccount {
  const id = digits(`x:${code}`, 16);
  const username = `munadi_${code.replaceAll('-', '_')}`.slice(0, 15);
  const secrets = {
    appKey: secret('x:app', 25),
    appSecret: secret('x:app-secret', 50),
    accessToken: `${id}-${secret(`x:${code}:token`, 40)}`,
    accessSecret: secret(`x:${code}:secret`, 45),
  };
  const followers = audience(code, 40_000);
  return {
    row: {
      district: code,
      platform: 'x',
      handle: `@${username}`,
      remoteId: id,
      verified: 'yes',
      audience: String(followers),
      ...secrets,
    },
    sandbox: {
      platform: 'x',
      id,
      username,
      followers,
      verifiedType: 'government',
      ...secrets,
      ...DEMO_X_CLIENT,
    },
  };
}

function telegramAccount({ code, nameHi }: DemoDistrict, bot: number): DemoAccount {
  const chatId = `-100${digits(`telegram:${code}`, 10)}`;
  const username = `munadi_${code.replaceAll('-', '_')}`;
  const botId = digits(`bot:${bot}`, 10);
  const botToken = `${botId}:${secret(`bot:${bot}:token`, 35)}`;
  const memberCount = audience(`tg:${code}`, 15_000);
  return {
    row: {
      district: code,
      platform: 'telegram',
      handle: `@${username}`,
      remoteId: chatId,
      verified: 'yes',
      audience: String(memberCount),
      botToken,
    },
    sandbox: {
      platform: 'telegram',
      chatId,
      username,
      title: `${nameHi} मुनादी`,
      botToken,
      memberCount,
      botIsAdmin: true,
    },
  };
}

function facebookAccount({ code, nameEn, nameHi }: DemoDistrict): DemoAccount {
  const pageId = digits(`facebook:${code}`, 15);
  const pageAccessToken = `EAA${secret(`facebook:${code}`, 60)}`;
  const followers = audience(`fb:${code}`, 80_000);
  return {
    row: {
      district: code,
      platform: 'facebook',
      handle: `${nameEn} Munadi`,
      remoteId: pageId,
      verified: 'yes',
      audience: String(followers),
      pageAccessToken,
    },
    sandbox: { platform: 'facebook', pageId, name: `${nameHi} मुनादी`, pageAccessToken, followers },
  };
}

/** The accounts as the file that an operator would import. */
export function accountsCsv(accounts: readonly DemoAccount[]): string {
  const columns = [...new Set(accounts.flatMap(({ row }) => Object.keys(row)))];
  const lines = accounts.map(({ row }) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines].join('\n');
}

function mark(seed: string): Buffer {
  return createHmac('sha512', 'munadi demo').update(seed).digest();
}

function digits(seed: string, length: number): string {
  const number = BigInt(`0x${mark(seed).toString('hex')}`).toString();
  return `1${number.slice(0, length - 1)}`;
}

function secret(seed: string, length: number): string {
  return mark(seed).toString('base64url').replace(/[-_]/g, 'x').slice(0, length);
}

function audience(seed: string, atMost: number): number {
  return 500 + (mark(seed).readUInt32BE(0) % atMost);
}
