import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/kernel/clock.js';
import { startSandbox } from '../../src/sandbox/index.js';

/** A post as readers see it. */
export interface SeenPost {
  platform: string;
  account: string;
  postId: string;
  text: string;
  replyTo?: string | null;
  attachments: {
    kind: string;
    url?: string;
    sha256?: string;
    altText?: string;
    answers?: string[];
  }[];
}

export interface LedgerLine {
  event: string;
  postId: string | null;
  answer: string;
}

export interface FaultRule {
  fault: string;
  operation: 'create' | 'publish' | 'edit' | 'read' | 'delete' | 'upload' | 'token';
  [setting: string]: unknown;
}

/** The sandbox as a test drives it: by the same control routes that a person uses. */
export interface Stage {
  url: string;
  /** An empty world with these accounts, without faults, and without limits in the way. */
  startOver(accounts: readonly object[]): Promise<void>;
  /** The accounts are like this from now on; the world stays as it is. */
  change(accounts: readonly object[]): Promise<void>;
  /** From now on the platforms' limits stand in the way. */
  enforceLimits(): Promise<void>;
  meet(rule: FaultRule): Promise<void>;
  posts(): Promise<SeenPost[]>;
  /** What happened since the start. */
  ledger(): Promise<LedgerLine[]>;
  stop(): Promise<void>;
}

export async function openStage(clock: Clock): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'munadi-platforms-'));
  const sandbox = await startSandbox({ ledgerFile: join(folder, 'ledger.jsonl'), clock });
  const call = callerOf(`${sandbox.url}/_sandbox`);
  return {
    url: sandbox.url,
    startOver: async (accounts) => {
      await call('DELETE', '/world');
      await call('DELETE', '/faults');
      await call('PUT', '/settings', { limitsEnforced: false });
      await call('PUT', '/accounts', { accounts });
    },
    change: async (accounts) => {
      await call('PUT', '/accounts', { accounts });
    },
    enforceLimits: async () => {
      await call('PUT', '/settings', { limitsEnforced: true });
    },
    meet: async (rule) => {
      await call('PUT', '/faults', { rules: [rule] });
    },
    posts: async () => ((await call('GET', '/posts')) as { posts: SeenPost[] }).posts,
    ledger: async () => {
      const { lines } = (await call('GET', '/ledger')) as { lines: LedgerLine[] };
      return lines.slice(lines.findLastIndex(({ event }) => event === 'started_over') + 1);
    },
    stop: async () => {
      await sandbox.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export interface Machine {
  url: string;
  stop(): Promise<void>;
}

/** A machine that answers as it likes. */
export async function aMachine(listener: RequestListener): Promise<Machine> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Where nobody listens. */
export async function aClosedPort(): Promise<string> {
  const machine = await aMachine(() => undefined);
  await machine.stop();
  return machine.url;
}

function callerOf(url: string) {
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
}
