import { Crew } from './crew.js';
import { gather, type Finding } from './facts.js';
import { audit } from './auditor.js';
import { readLedger } from './ledger.js';
import type { LimitsLoad } from './limits-load.js';
import { usesOf, type LimitUse } from './limit-use.js';
import { Load } from './load.js';
import { shareOneBot, type Group } from './one-bot.js';
import { Peek, until } from './peek.js';
import { readRecords } from './records.js';
import { Stage } from './stage.js';

export interface LimitsRun {
  requests: number;
  /** What a platform turned down, of its own accord: no fault is in force. */
  refused: string[];
  uses: readonly LimitUse[];
  findings: Finding[];
  isSettled: boolean;
  /** The same platforms refuse somebody who keeps to nothing. */
  refusesABurst: boolean;
}

const WORKERS = 3;
const BURST_DISTRICT = 'agra';
/** More in one chat at once than any pace lets through. */
const TOO_MANY = 12;

/** Several workers, the platforms' published limits in force, and everything asked for at once. */
export async function runLimits(load: LimitsLoad, withinMs: number): Promise<LimitsRun> {
  const stage = await Stage.open();
  const group = await shareOneBot(stage, BURST_DISTRICT);
  const { databaseUrl, environment, times, ledgerFile } = stage.parts;
  const peek = new Peek(databaseUrl);
  const crew = new Crew(environment, WORKERS);
  const posts = new Load(stage.parts);
  try {
    crew.start();
    await posts.ask(load, BURST_DISTRICT);
    const incidents = [await crew.killOne(() => 0)];
    const isSettled = await until(async () => (await peek.moving()) === 0, withinMs);
    const ledger = await readLedger(ledgerFile);
    const findings = audit(
      gather(ledger, await readRecords(databaseUrl), {
        stops: [],
        incidents,
        gentleStops: [],
        sendTimeoutMs: times.sendTimeoutMs,
        plannedDeliveries: posts.plannedDeliveries,
        plannedPosts: posts.plannedPosts,
        isDrained: isSettled,
      }),
    );
    return {
      requests: ledger.length,
      refused: ledger
        .filter(({ event }) => event === 'refused')
        .map(({ platform, account, answer }) => `${platform} ${account}: ${answer}`),
      uses: usesOf(ledger, new Set([group.chatId])),
      findings,
      isSettled,
      refusesABurst: await isBurstRefused(stage.parts.sandbox.url, group),
    };
  } finally {
    posts.close();
    await crew.close();
    await peek.close();
    await stage.close();
  }
}

async function isBurstRefused(sandboxUrl: string, { chatId, botToken }: Group): Promise<boolean> {
  const statuses = await Promise.all(
    Array.from({ length: TOO_MANY }, async (_each, n) => {
      const body = new URLSearchParams({ chat_id: chatId, text: `burst ${n}` });
      const url = `${sandboxUrl}/telegram/bot${botToken}/sendMessage`;
      return (await fetch(url, { method: 'POST', body })).status;
    }),
  );
  return statuses.includes(429);
}
