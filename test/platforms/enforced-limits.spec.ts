import { describe, expect, it } from 'vitest';
import type { Budget } from '../../src/platforms/platform.js';
import { budgetsOf as facebook } from '../../src/platforms/facebook/facebook.budgets.js';
import { facebookSimulator } from '../../src/platforms/facebook/simulator/facebook.simulator.js';
import { budgetsOf as telegram } from '../../src/platforms/telegram/telegram.budgets.js';
import { telegramSimulator } from '../../src/platforms/telegram/simulator/telegram.simulator.js';
import { budgetsOf as x } from '../../src/platforms/x/x.budgets.js';
import { xSimulator } from '../../src/platforms/x/simulator/x.simulator.js';
import { AccountBook } from '../../src/sandbox/account-book.js';
import { Downloads } from '../../src/sandbox/downloads.js';
import { Files } from '../../src/sandbox/files.js';
import { Meter } from '../../src/sandbox/meter.js';
import { firstSettings } from '../../src/sandbox/settings.js';
import type { Simulator } from '../../src/sandbox/simulator.js';
import { World } from '../../src/sandbox/world.js';
import { pacedSends } from './paced-sends.js';

/** One request as an adapter makes it. */
interface Call {
  method: string;
  path: string;
  token?: string;
  fields?: object;
}

/** A platform of the sandbox with its limits in force and its clock in the test's hand. */
class Enforced<Account> {
  private readonly accounts: AccountBook<Account>;
  private readonly meter = new Meter(() => true);
  private readonly files = new Files();
  private readonly downloads = new Downloads();
  private readonly world = new World();

  constructor(
    private readonly simulator: Simulator<Account>,
    accounts: readonly object[],
  ) {
    this.accounts = new AccountBook(simulator);
    for (const account of accounts) this.accounts.put(simulator.accountShape.parse(account));
  }

  /** Whether the platform answers that it is too much. */
  refuses({ method, path, token, fields }: Call, atMs: number): boolean {
    const { accounts, meter, files, downloads, world } = this;
    const request = {
      method,
      path,
      query: new URLSearchParams(),
      address: `http://127.0.0.1${path}`,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: Buffer.from(JSON.stringify(fields ?? {})),
    };
    const settled = { world, settings: firstSettings, now: new Date(atMs) };
    const desk = { accounts, meter, files, downloads, ...settled };
    const { answer } = this.simulator.receive(request, desk).perform();
    return answer.status === 429 || answer.body.includes('"code":80001');
  }
}

interface Send {
  budgets: readonly Budget[];
  calls: readonly Call[];
}

interface Case {
  platform: { refuses(call: Call, atMs: number): boolean };
  wishes: readonly Send[];
}

/** Everybody asks at once, in turns; each goes as early as its budgets let it. */
function refusedOf({ platform, wishes }: Case): number {
  const sentAtMs = pacedSends(wishes.map(({ budgets }) => ({ budgets, fromMs: 0 })));
  return wishes
    .map(({ calls }, index) => ({ calls, atMs: sentAtMs[index] ?? 0 }))
    .sort((a, b) => a.atMs - b.atMs)
    .flatMap(({ calls, atMs }) => calls.map((call) => platform.refuses(call, atMs)))
    .filter((isRefused) => isRefused).length;
}

const turns = <T>(count: number, members: readonly T[]): T[] =>
  Array.from({ length: count }, () => members).flat();

/** The same wishes as if nobody kept to anything: the platform must refuse some, or the case proves nothing. */
const withoutBudgets = ({ platform, wishes }: Case): Case => ({
  platform,
  wishes: wishes.map(({ calls }) => ({ budgets: [], calls })),
});

const xAccounts = (count: number) =>
  Array.from({ length: count }, (_each, index) => ({
    id: String(1_000 + index),
    username: `u${index}`,
    appKey: 'app',
    appSecret: 's',
    accessToken: `t${index}`,
    accessSecret: 's',
    bearerToken: `b${index}`,
  }));
const xTarget = ({ id, bearerToken }: { id: string; bearerToken: string }) => ({
  remoteId: id,
  credentials: { kind: 'oauth2', bearerToken } as const,
});

const BOT = '700:secret';
const chats = (count: number, type: string) =>
  Array.from({ length: count }, (_each, index) => ({
    chatId: `-100${type.length}${index}`,
    username: `c${type.length}_${index}`,
    title: 'c',
    botToken: BOT,
    type,
  }));

const PAGE = { pageId: '600001', name: 'P', pageAccessToken: 'page', engagedUsers: 0 };

const CASES: Record<string, () => Case> = {
  'an X account that posts and posts': () => {
    const accounts = xAccounts(1);
    const wishes = turns(250, accounts).map((account, index) => ({
      budgets: x(xTarget(account), 'publish'),
      calls: [tweet(account.bearerToken, index)],
    }));
    return { platform: new Enforced(xSimulator, accounts), wishes };
  },
  'two hundred X accounts of one application': () => {
    const accounts = xAccounts(200);
    const wishes = turns(60, accounts).map((account, index) => ({
      budgets: x(xTarget(account), 'publish'),
      calls: [tweet(account.bearerToken, index)],
    }));
    return { platform: new Enforced(xSimulator, accounts), wishes };
  },
  'an X account that takes down and takes down': () => {
    const accounts = xAccounts(1);
    const wishes = turns(160, accounts).map((account, index) => ({
      budgets: x(xTarget(account), 'retract'),
      calls: [{ method: 'DELETE', path: `/2/tweets/${index}`, token: account.bearerToken }],
    }));
    return { platform: new Enforced(xSimulator, accounts), wishes };
  },
  'a bot with sixty channels': () => telegramCase(chats(60, 'channel'), 10),
  'a group': () => telegramCase(chats(1, 'supergroup'), 90),
  'a bot with groups and channels': () =>
    telegramCase([...chats(20, 'group'), ...chats(20, 'channel')], 25),
  'a Facebook Page that nobody uses': () => {
    const wishes = turns(2_600, [PAGE]).map((page, index) => ({
      budgets: facebook({ remoteId: page.pageId }),
      // Every call counts alike: the read stands for the flip.
      calls: [
        {
          method: 'POST',
          path: `/v25.0/${page.pageId}/feed`,
          token: page.pageAccessToken,
          fields: { message: `post ${index}`, published: 'false' },
        },
        { method: 'GET', path: '/v25.0/me', token: page.pageAccessToken },
      ],
    }));
    return { platform: new Enforced(facebookSimulator, [PAGE]), wishes };
  },
};

describe.each(Object.entries(CASES))('%s', (_who, arrange) => {
  it('is never refused for a limit as long as it keeps to its budgets', () => {
    expect(refusedOf(arrange())).toBe(0);
  });

  it('would be refused if it did not', () => {
    expect(refusedOf(withoutBudgets(arrange()))).toBeGreaterThan(0);
  });
});

function tweet(token: string, index: number): Call {
  return { method: 'POST', path: '/2/tweets', token, fields: { text: `post ${index}` } };
}

function telegramCase(accounts: ReturnType<typeof chats>, count: number): Case {
  const wishes = turns(count, accounts).map(({ chatId }) => ({
    budgets: telegram({ remoteId: chatId, credentials: { botToken: BOT } }, 'publish'),
    calls: [
      {
        method: 'POST',
        path: `/bot${BOT}/sendMessage`,
        fields: { chat_id: chatId, text: 'a' },
      },
    ],
  }));
  return { platform: new Enforced(telegramSimulator, accounts), wishes };
}
