import type { Bench } from '../bench.js';
import type { PostView } from '../../../src/contract/posts.js';
import { Person } from '../../support/person.js';
import { timed } from '../measure/clock.js';
import { median } from '../measure/quantiles.js';
import { bar, type Report } from '../measure/report.js';
import { platformOf } from '../client/kinds.js';
import { roundsOf } from '../options.js';
import { startWeb } from '../processes/web.js';
import { BENCH_PERSON } from '../world/seed.js';
import { makeTemplate } from '../world/template.js';

/** Once a round: how long the person waits, and how long until the progress of the post is there. */
export interface PlanRun {
  publishMs: number;
  viewMs: number;
  progressMs: number;
  planned: number;
}

/** One post to everybody, over HTTP as the web face sends it: compose, review, plan, enqueue, one transaction. */
export async function plan(bench: Bench): Promise<Report> {
  const { options, server } = bench;
  const [kind = 'plain'] = options.clients;
  const template = await makeTemplate(server, { kind, accounts: options.count });
  const databaseUrl = await server.freshDatabase(template);
  const web = await startWeb(databaseUrl);
  const person = await Person.signIn(web.url, BENCH_PERSON);
  const runs: PlanRun[] = [];
  await publish(person, 'd2', platformOf(kind));
  for (let round = 1; round <= roundsOf(options); round += 1) {
    await server.settleDisk();
    const { value: post, ms: publishMs } = await timed(() =>
      publish(person, 'top', platformOf(kind)),
    );
    const { ms: viewMs } = await timed(() => person.get<PostView>(`/api/posts/${post.id}`));
    const { ms: progressMs } = await timed(() => person.untilProgress(post.id, () => true));
    bench.say(`plan round ${round}: ${post.total} targets in ${Math.round(publishMs)} ms`);
    runs.push({ publishMs, viewMs, progressMs, planned: post.total });
  }
  await web.child.stop();
  return reportOf(runs, options.count);
}

function publish(person: Person, district: string, platform: ReturnType<typeof platformOf>) {
  return person.publish({
    text: 'A public meeting is held on Sunday at ten in {district}.',
    districts: [district],
    platforms: [platform],
    schedule: {
      kind: 'at',
      wallTime: `${new Date().getFullYear() + 1}-06-01T10:00`,
      zone: 'Asia/Kolkata',
    },
  });
}

function reportOf(runs: readonly PlanRun[], count: number): Report {
  const middle = (figure: (run: PlanRun) => number): number => median(runs.map(figure));
  const wrong = runs.filter(({ planned }) => planned !== count);
  return {
    title: `plan: one post to ${count} accounts in 1,000 districts over HTTP, medians of ${runs.length}`,
    tables: [
      {
        head: ['step', 'ms'],
        rows: [
          ['publish, until the answer', middle((run) => run.publishMs)],
          ['then its page', middle((run) => run.viewMs)],
          ['then the first event of its progress', middle((run) => run.progressMs)],
        ],
      },
    ],
    notes: [
      bar(
        'publish, ms',
        middle((run) => run.publishMs),
        { atMost: 3_000 },
      ),
      bar(
        'publish, ms (aim)',
        middle((run) => run.publishMs),
        { atMost: 1_000 },
      ),
    ],
    faults: wrong.map(({ planned }) => `${planned} deliveries were planned instead of ${count}`),
    figures: runs,
  };
}
