import type { ClientKind } from '../client/kinds.js';
import type { KeyRange } from '../sink/arrivals.js';
import type { Sink } from '../sink/sink.js';
import type { BenchServer } from '../world/server.js';

export const ENGINE_NAMES = [
  'munadi',
  'bare loop',
  'bullmq',
  'pg-boss',
  'graphile-worker',
] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What a round is run on. */
export interface Round {
  server: BenchServer;
  sink: Sink;
  kind: ClientKind;
  /** Sends that may be under way at once. */
  concurrency: number;
  latencyMs: number;
  /** Accounts that exist: keys from 1 to this number. */
  accounts: number;
}

/** CPU seconds so far, and memory now, of the processes that one engine needs. */
export interface Usage {
  workerSeconds: number;
  /** The database or Redis. */
  storeSeconds: number;
  producerSeconds: number;
  workerMb: number;
}

/** One way to get jobs sent, with its worker running. */
export interface Engine {
  /** Hands over jobs that are due now; answers when the engine has all of them. */
  enqueue(range: KeyRange): Promise<void>;
  /** Answers when the engine's own records say that everything is done. */
  untilSettled(): Promise<void>;
  usage(): Usage;
  /** SIGKILL to the worker. */
  killWorker(): Promise<void>;
  /** A new worker after a kill; what of the engine's own recovery takes minutes is hurried by hand. */
  restartWorker(): Promise<void>;
  close(): Promise<void>;
}
