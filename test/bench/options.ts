import { parseArgs } from 'node:util';
import { CLIENT_KINDS, type ClientKind } from './client/kinds.js';
import { ENGINE_NAMES, type EngineName } from './engines/engine.js';

export interface Options {
  /** Prints one JSON document instead of tables. */
  json: boolean;
  /** A tenth of everything and one round: whether it works, not how fast. */
  quick: boolean;
  /** Deliveries a measured round, where the subcommand does not say its own number. */
  count: number;
  /** Undefined: as many as the subcommand needs. */
  rounds: number | undefined;
  /** How long the sink takes to answer, in ms. */
  latencyMs: number;
  /** `throughput` measures all of them, the others the first. */
  clients: ClientKind[];
  engines: EngineName[];
  /** Sends that may be under way at once. */
  concurrency: number;
  /** Future rows in the queue, for `growth`. */
  rows: number;
  /** Folder for a CPU profile of the worker, for `throughput`. */
  profile: string | undefined;
}

/** The rounds asked for; otherwise `usual`, or one when it has to be quick. */
export function roundsOf({ rounds, quick }: Options, usual = 3): number {
  return rounds ?? (quick ? 1 : usual);
}

/** `full`, or a tenth of it when it has to be quick. */
export function sized({ quick }: Options, full: number): number {
  return Math.ceil(full * (quick ? QUICK_SHARE : 1));
}

/** A wrong word on the command line; the message is all that a person needs. */
export class UsageError extends Error {}

const QUICK_SHARE = 0.1;

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      count: { type: 'string' },
      rounds: { type: 'string' },
      latency: { type: 'string', default: '0' },
      clients: { type: 'string', default: CLIENT_KINDS.join(',') },
      engines: { type: 'string', default: ENGINE_NAMES.join(',').replace(' ', '-') },
      concurrency: { type: 'string' },
      rows: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  const latencyMs = whole('latency', values.latency, 0);
  const share = values.quick ? QUICK_SHARE : 1;
  return {
    json: values.json,
    quick: values.quick,
    count: whole('count', values.count ?? String(100_000 * share)),
    rounds: values.rounds === undefined ? undefined : whole('rounds', values.rounds),
    latencyMs,
    clients: listed('clients', values.clients, CLIENT_KINDS),
    engines: listed('engines', values.engines.replace('bare-loop', 'bare loop'), ENGINE_NAMES),
    concurrency: whole('concurrency', values.concurrency ?? (latencyMs > 0 ? '512' : '256')),
    rows: whole('rows', values.rows ?? String(10_000_000 * share)),
    profile: values.profile,
  };
}

function whole(name: string, text: string, least = 1): number {
  const number = Number(text.replaceAll('_', ''));
  if (Number.isInteger(number) && number >= least) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} on, not "${text}"`);
}

function listed<Name extends string>(name: string, text: string, all: readonly Name[]): Name[] {
  const wanted = text.split(',');
  const unknown = wanted.find((word) => !all.some((known) => known === word));
  if (unknown === undefined) return all.filter((known) => wanted.includes(known));
  throw new UsageError(`--${name} takes some of ${all.join(',')}, not "${unknown}"`);
}
