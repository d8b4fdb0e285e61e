import type { PlatformName } from '../../../src/contract/platforms.js';
import { compareClocks } from '../../../src/deliveries/clock-watch.js';
import type { Command, Verdict } from './commands.js';
import type { Fate } from './fate.js';
import { Hand } from './hand.js';
import { Look } from './look.js';
import type { World } from './world.js';

/** More steps than any way through a claim has. */
const ENOUGH_STEPS = 12;
const LOOK_STEPS = 2;

/** One command on the world. Answers whether there was anything to do. */
export function perform(command: Command, world: World): boolean {
  const hasDone = act(command, world);
  world.tidy();
  if (hasDone) world.tally.count(`command:${command.do}`);
  return hasDone;
}

function act(command: Command, world: World): boolean {
  const { clocks, table, stores } = world;
  switch (command.do) {
    case 'plan':
      world.plan(Math.min(command.postId, table.posts.length + 1), command);
      return true;
    case 'claim':
      return claim(command, world);
    case 'step':
      return on(world.hands, command.nth, (hand) => {
        advance(hand, command.fate, command.steps);
      });
    case 'finish':
      return on(world.hands, command.nth, (hand) => {
        advance(hand, command.fate);
      });
    case 'arrive':
      return on(world.requests, command.nth, (request) => {
        world.deliver(request);
      });
    case 'crash':
      return crash(command.worker, world);
    case 'pass':
      clocks.pass(command.ms);
      return true;
    case 'wait':
      return wait(world);
    case 'turn':
      return turn(command, world);
    case 'go_on':
      for (let round = 0; round < command.rounds; round += 1) {
        goOn(world, command.fate);
        wait(world);
      }
      return true;
    case 'set_worker_clock':
      clocks.setWorker(command.worker, command.offsetMs);
      return true;
    case 'set_database_clock':
      clocks.setDatabase(command.offsetMs, isSending(world));
      return true;
    case 'rescue': {
      const { released, setAside, unknown } = stores.rescueExpired();
      return released + setAside + unknown > 0;
    }
    case 'release_retries':
      return releaseRetries(world);
    case 'platform_back':
      return endWaits(command.platform, world);
    case 'take_lost':
      return takeLost(world);
    case 'look':
      return on(world.looks, command.nth, (look) => {
        look.step(command.isReadable);
      });
    case 'reconcile':
      return reconcile(world, command.isReadable);
    case 'crash_looks':
      return world.looks.splice(0).length > 0;
    case 'decide':
      return decide(command, world);
    case 'retry': {
      const row = nthOf(table.deliveries, command.nth);
      return row !== undefined && stores.retry({ deliveryId: row.id }).length > 0;
    }
    case 'retry_post': {
      const { cause } = command;
      const post = nthOf(table.posts, command.nth);
      if (!post) return false;
      const filter = cause === undefined ? { postId: post.id } : { postId: post.id, cause };
      return stores.retry(filter).length > 0;
    }
    case 'cancel':
      return on(table.posts, command.nth, ({ id }) => {
        stores.cancelPost(id);
      });
  }
}

export function claim({ worker, room }: { worker: number; room: number }, world: World): boolean {
  const workerNowMs = world.clocks.workerMs(worker);
  const { verdict } = compareClocks({
    workerNow: new Date(workerNowMs),
    databaseNow: new Date(world.clocks.databaseMs),
    roundTripMs: 0,
  });
  if (verdict === 'too_far_apart') return false;
  const claims = world.stores.claimDue(room, workerNowMs);
  world.hands.push(...claims.map((taken) => new Hand(worker, taken, world)));
  return claims.length > 0;
}

/** On until it is done or has to wait. */
export function advance(hand: Hand, fate: Fate, steps = ENOUGH_STEPS): void {
  for (let step = 0; !hand.isDone && step < steps; step += 1) {
    const { stage } = hand;
    hand.step(fate);
    if (hand.stage === stage) return;
  }
}

/** One process takes what is lost and looks for all of it at once. */
export function reconcile(world: World, isReadable: boolean): boolean {
  const isTaken = takeLost(world);
  for (let step = 0; step < LOOK_STEPS; step += 1) {
    for (const look of world.looks) {
      if (!look.isDone) look.step(isReadable);
    }
  }
  return isTaken;
}

/** The next instant at which a row needs somebody, and what one process then does on its own. */
function turn(
  { worker, isLooking }: { worker: number; isLooking: boolean },
  world: World,
): boolean {
  wait(world);
  const before = world.table.moves.length;
  world.stores.rescueExpired();
  world.stores.releaseRetries();
  claim({ worker, room: 4 }, world);
  if (isLooking) reconcile(world, true);
  else takeLost(world);
  return world.table.moves.length > before;
}

/** Everybody does everything that there is to do, and every send meets the same fate. Answers whether a row moved. */
export function goOn(world: World, fate: Fate): boolean {
  const before = world.table.moves.length;
  world.stores.rescueExpired();
  world.stores.releaseRetries();
  claim({ worker: 0, room: 100 }, world);
  for (const hand of world.hands) advance(hand, fate);
  reconcile(world, true);
  world.tidy();
  return world.table.moves.length > before;
}

/** What was missed is surely not public, so no verdict can call it published. */
function decide({ nth, verdict }: { nth: number; verdict: Verdict }, world: World): boolean {
  const { table, stores } = world;
  const waiting = table.deliveries.filter(
    ({ state }) => state === 'needs_decision' || state === 'missed',
  );
  const row = nthOf(waiting, nth);
  if (!row) return false;
  const deliveryId = row.id;
  return row.state === 'missed'
    ? stores.decide({ deliveryId, from: 'missed', to: verdict === 'send' ? 'ready' : 'cancelled' })
    : stores.decide({ deliveryId, from: 'needs_decision', to: IN_DOUBT[verdict] });
}

const IN_DOUBT = { published: 'published', send: 'retry_wait', leave: 'failed' } as const;

function takeLost(world: World): boolean {
  const taken = world.stores.takeLost();
  world.looks.push(...taken.map((lost) => new Look(lost, world)));
  return taken.length > 0;
}

function releaseRetries({ stores, table }: World): boolean {
  const before = table.moves.length;
  stores.releaseRetries();
  return table.moves.length > before;
}

function endWaits(platform: PlatformName, { stores, table }: World): boolean {
  const wakes = () => table.deliveries.map(({ wakeAtMs }) => wakeAtMs).join(' ');
  const before = wakes();
  stores.endWaits(platform);
  return wakes() !== before;
}

function crash(worker: number, world: World): boolean {
  const before = world.hands.length;
  world.hands = world.hands.filter((hand) => hand.worker !== worker);
  return world.hands.length < before;
}

/** Time goes on until the database's clock says that another row needs somebody. */
export function wait({ table, clocks }: World): boolean {
  const nowMs = clocks.databaseMs;
  const wakesMs = table.deliveries.map(({ wakeAtMs }) => wakeAtMs ?? nowMs);
  const nextMs = Math.min(...wakesMs.filter((wakeMs) => wakeMs > nowMs));
  if (nextMs === Infinity) return false;
  clocks.pass(nextMs - nowMs);
  return true;
}

function isSending({ requests, hands }: World): boolean {
  return requests.length > 0 || hands.some(({ stage }) => stage === 'intended' || stage === 'sent');
}

function nthOf<T>(list: readonly T[], nth: number): T | undefined {
  return list[nth % list.length];
}

function on<T>(list: readonly T[], nth: number, act: (item: T) => void): boolean {
  const item = nthOf(list, nth);
  if (item === undefined) return false;
  act(item);
  return true;
}
