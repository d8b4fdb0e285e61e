import { BareLoop } from './bare-loop.js';
import type { Engine, EngineName, Round } from './engine.js';
import { MunadiEngine, type MunadiOptions } from './munadi.js';
import { Peer } from './peer.js';

export async function startEngine(
  name: EngineName,
  round: Round,
  options: MunadiOptions,
): Promise<Engine> {
  switch (name) {
    case 'munadi':
      return MunadiEngine.start(round, options);
    case 'bare loop':
      return BareLoop.start(round);
    case 'bullmq':
    case 'pg-boss':
    case 'graphile-worker':
      return Peer.start(name, round);
  }
}
