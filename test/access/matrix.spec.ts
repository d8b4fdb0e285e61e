import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../../src/identity/policy.js';
import { digestOf } from './digest.js';
import { MatrixWorld, RELATIONS, type Actor, type Relation } from './matrix-world.js';
import { THROUGH, type Probe, type RouteEntry } from './route-entry.js';
import { ROUTE_TABLE } from './route-table.js';
import { routesOf } from './routes-of.js';

const SHUT = [401, 403, 404];
/** Refusals change nothing, so they may come together. */
const AT_ONCE = 8;
const NEAR: readonly Relation[] = ['own', 'below'];

let world: MatrixWorld;

beforeAll(async () => {
  world = await MatrixWorld.open();
  await world.foreignUpload();
});
afterAll(() => world.close());

interface Cell {
  actor: Actor;
  /** For people: who calls about what. */
  about: string;
  probe: Probe;
  expected: number | typeof THROUGH;
  /** The answer is an empty list. */
  isEmpty?: boolean;
}

interface Told {
  status: number;
  body: string;
}

describe('every route of the running router', () => {
  it('is in the table of the matrix, and nothing else is', () => {
    const api = routesOf(world.app).filter((route) => / \/(api|media)\//.test(route));
    expect(api).toEqual(
      Object.keys(ROUTE_TABLE)
        .filter((route) => !route.includes(' with '))
        .sort(),
    );
  });

  it('beside the API only hands out the files of the pages', () => {
    const others = routesOf(world.app).filter((route) => !/ \/(api|media)\//.test(route));
    expect(others.filter((route) => !route.startsWith('GET '))).toEqual([]);
  });

  it.each(Object.entries(ROUTE_TABLE))(
    '%s answers each role and place as the policy says, and a refusal changes nothing',
    async (route, entry) => {
      const cells = await cellsOf(entry);
      const open = cells.filter(({ expected }) => expected === THROUGH);
      const shut = cells.filter(({ expected }) => expected !== THROUGH);
      await world.setProofs('old');
      if (entry.needsProof) {
        await expectRefusals(
          route,
          entry,
          open.map((cell) => ({ ...cell, expected: 403 })),
        );
        await world.setProofs('fresh');
      }
      await expectRefusals(route, entry, shut);
      const answers: number[] = [];
      for (const cell of open) {
        const { status } = await ask(route, cell.probe, cell.actor);
        expect(
          SHUT.includes(status) || (status >= 500 && status !== 503),
          `${route}: ${cell.about}: ${status}`,
        ).toBe(false);
        answers.push(status);
      }
      if (entry.asks === 'public') return;
      const succeeds = answers.some((status) => status < 300);
      expect(succeeds, `${route} answered ${answers.join(' ')}`).toBe(!entry.neverSucceedsHere);
    },
  );
});

async function expectRefusals(
  route: string,
  { asks }: RouteEntry,
  cells: readonly Cell[],
): Promise<void> {
  const before = await digestOf(world.executor);
  for (let first = 0; first < cells.length; first += AT_ONCE) {
    const together = cells.slice(first, first + AT_ONCE);
    const answers = await Promise.all(together.map(({ probe, actor }) => ask(route, probe, actor)));
    const told = together.map(({ about, isEmpty }, n) => {
      const { status, body } = answers[n] ?? {};
      return `${about}: ${status}${isEmpty ? ` ${body}` : ''}`;
    });
    expect(told).toEqual(
      together.map(({ about, expected, isEmpty }) => {
        return `${about}: ${expected}${isEmpty ? ' []' : ''}`;
      }),
    );
  }
  if (asks !== 'public') expect(await digestOf(world.executor)).toEqual(before);
}

async function cellsOf(entry: RouteEntry): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const actor of world.actors) {
    const who = `${actor.isAtTheTop ? 'at the top ' : ''}${actor.role ?? 'nobody'}`;
    const probe = await entry.call?.(actor, world);
    if (probe) cells.push({ actor, about: who, probe, expected: expectedOf(entry, actor) });
    const foreign = await entry.foreign?.(world);
    if (foreign) {
      const expected = expectedOf(entry, actor);
      const shut = expected === THROUGH ? 404 : expected;
      cells.push({ actor, about: `${who}, another's own`, probe: foreign, expected: shut });
    }
    for (const [names, about] of Object.entries(entry.about ?? {})) {
      for (const relation of Object.keys(RELATIONS) as Relation[]) {
        const expected = expectedOf(entry, actor, relation);
        cells.push({
          actor,
          about: `${who}, ${names} ${relation}`,
          probe: await about(world.subjects[relation], world.subjects.own, world),
          expected,
          isEmpty: entry.emptyBeside === true && relation === 'sibling' && expected === 200,
        });
      }
    }
  }
  return cells;
}

/** From the policy's data alone, and what the table says of the route. */
function expectedOf(entry: RouteEntry, actor: Actor, relation?: Relation): Cell['expected'] {
  const { asks, refusedAs = 403, outside = 404 } = entry;
  if (asks === 'public') return entry.answers ?? 200;
  if (!actor.role) return 401;
  if (asks === 'signed_in') return entry.answers ?? THROUGH;
  if (!permissionsOf(actor.role).includes(asks)) return refusedAs;
  if (entry.topOnly && !actor.isAtTheTop) return 403;
  if (entry.isAbsent) return 404;
  if (relation === undefined) return THROUGH;
  if (relation === 'above' && entry.aboveMeansOwn) return THROUGH;
  if (!isWithin(actor, relation)) return outside;
  if (entry.ownersOnly !== undefined && actor.role !== 'owner') return entry.ownersOnly;
  if (entry.authorOnly === undefined) return THROUGH;
  const isAuthor = actor.role === 'volunteer' && !actor.isAtTheTop && relation === 'own';
  return isAuthor ? THROUGH : entry.authorOnly;
}

/** People at the top have every place of the matrix below them. */
function isWithin({ isAtTheTop }: Actor, relation: Relation): boolean {
  return isAtTheTop || NEAR.includes(relation);
}

async function ask(route: string, probe: Probe, { cookie }: Actor): Promise<Told> {
  const [method = 'GET', written = ''] = route.split(' ');
  const stop = new AbortController();
  const answer = await fetch(`${world.url}${probe.path ?? written}`, {
    method,
    redirect: 'manual',
    signal: stop.signal,
    headers: {
      ...(cookie === '' ? {} : { cookie }),
      ...(probe.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...probe.headers,
    },
    ...(probe.body === undefined ? {} : { body: JSON.stringify(probe.body) }),
  });
  // A stream of events has no end.
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
  const body = isStream ? '' : await answer.text();
  stop.abort();
  return { status: answer.status, body };
}
