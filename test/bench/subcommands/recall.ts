import { makeAccounts } from '../../support/many-accounts.js';
import { Person } from '../../support/person.js';
import {
  aftermathOf,
  recallHalfway,
  type Aftermath,
  type Recalled,
} from '../../support/recall-at-scale.js';
import type { Bench } from '../bench.js';
import type { Report } from '../measure/report.js';
import { sized } from '../options.js';
import { Child } from '../processes/child.js';
import { measuredNode, SERVER, SERVER_FLAGS } from '../processes/places.js';
import { SandboxProcess } from '../processes/sandbox.js';
import { startWeb } from '../processes/web.js';
import { openPlanner } from '../world/planner.js';
import { BENCH_PERSON } from '../world/seed.js';
import { environmentOf } from '../world/settings.js';
import { makeTemplate } from '../world/template.js';

const COUNT = 20_000;
/** So many deletes are refused for good, a half on each of two platforms. */
const REFUSED_SHARE = 1 / 40;

export type RecallRun = Aftermath & Recalled;

/** A campaign by the built product over HTTP, recalled when half of it is public. */
export async function recall(bench: Bench): Promise<Report> {
  const { options, server } = bench;
  const count = sized(options, COUNT);
  const template = await makeTemplate(server, { kind: 'telegram', accounts: 0 });
  const databaseUrl = await server.freshDatabase(template);
  const sandbox = await SandboxProcess.start();
  const web = await startWeb(databaseUrl);
  const planner = await openPlanner(databaseUrl);
  const person = await Person.signIn(web.url, BENCH_PERSON);
  await makeAccounts({ owner: person, sandbox: sandbox.control }, { count, district: 'd2' });
  await refuseSome(sandbox, count);
  const worker = startWorker(databaseUrl, sandbox, options.concurrency);
  bench.say(`recall: a post to ${count} accounts …`);
  const scene = { person, sandbox: sandbox.control, executor: planner.dataSource };
  const post = await person.publish({ text: 'The wrong date', districts: ['top'] });
  const recalled = await recallHalfway(scene, post);
  bench.say(`recall: acknowledged in ${Math.round(recalled.answeredInMs)} ms`);
  const aftermath = await aftermathOf(scene, recalled);
  for (const process of [worker, web.child, sandbox]) await process.stop();
  await planner.close();
  return reportOf({ ...recalled, ...aftermath }, { count, wanted: refusedOf(count) });
}

function refusedOf(count: number): number {
  return 2 * Math.ceil((count * REFUSED_SHARE) / 4);
}

async function refuseSome({ control }: SandboxProcess, count: number): Promise<void> {
  const refusal = { operation: 'delete', fault: 'refuse', times: refusedOf(count) / 2 } as const;
  await control.setFaults([
    { ...refusal, platform: 'telegram', status: 400 },
    { ...refusal, platform: 'x', status: 403 },
  ]);
}

function startWorker(databaseUrl: string, sandbox: SandboxProcess, concurrency: number): Child {
  const settings = { databaseUrl, sinkUrl: sandbox.control.url, concurrency };
  return new Child({
    name: 'munadi worker',
    program: measuredNode(),
    args: [...SERVER_FLAGS, SERVER],
    environment: { ...environmentOf(settings), ...sandbox.environment },
  });
}

function reportOf(run: RecallRun, { count, wanted }: { count: number; wanted: number }): Report {
  const { answer, states } = run;
  const wrong = {
    'sends after the acknowledgement': run.intentsAfter,
    'accounts that were sent to twice': run.sentTwice,
    'public posts that nobody is told of': run.publicAndForgotten,
    'posts listed though the platform deletes them': run.listedWithoutRefusal,
    'refused deletes that are not listed': wanted - (states['recall_unknown'] ?? 0),
  };
  return {
    title: `recall: a post to ${count} accounts on three platforms, recalled when half of it is public`,
    tables: [
      {
        head: ['until', 's'],
        rows: [
          ['the answer', run.answeredInMs / 1_000],
          ['from there the last send was decided (negative: before)', run.lastIntentMs / 1_000],
          ['from there the last deletable post was gone', run.allGoneMs / 1_000],
        ],
      },
      {
        head: ['deliveries', 'number'],
        rows: [
          ['public when the recall was ordered', answer.toTakeDown],
          ['under way then', answer.underWay],
          ['never sent', states['cancelled'] ?? 0],
          ['gone from the platform', states['recalled'] ?? 0],
          ['listed for a person: the platform refuses the delete', states['recall_unknown'] ?? 0],
        ],
      },
    ],
    notes: [],
    faults: Object.entries(wrong).flatMap(([what, n]) => (n === 0 ? [] : [`${n} ${what}`])),
    figures: run,
  };
}
