/** How a proof is run. The same seed plans the same faults, kills and crash points. */
export interface ProofOptions {
  seconds: number;
  seed: number;
}

/** What a run of this length has to go through; less, and it proves nothing. */
export interface ProofPlan {
  /** Each a storm, a gentle stop under load, and ambushes at named steps. */
  rounds: number;
  posts: number;
  /** Deliveries whose end is to be seen on the platforms. */
  deliveries: number;
  /** Workers killed at any moment, in all storms. */
  kills: number;
  databaseCrashes: number;
  /** How often each step of each platform kills its worker; below 1, each step on one platform. */
  timesEachStep: number;
  /** Sends between intent and result when a worker died at a step. */
  windowHits: number;
  stormMs: number;
  /** How long a worker is frozen: longer than the lease of a send, and in a long run longer than that of a claim. */
  freezeMs: number;
  /** What was not in flight at a kill is sent again in this time. A short run shares its machine with other tests. */
  resumesWithinMs: number;
}

/** Of the requests of so many deliveries, at least so many meet a fault. */
export const FAULTS_A_DELIVERY = 0.05;
/** A post goes to all accounts of some platforms: two accounts a district on average. */
export const DELIVERIES_A_POST = 150;

/** In proportion to the figures for 60 seconds and for 10 minutes. */
export function planFor({ seconds }: ProofOptions): ProofPlan {
  const minutes = seconds / 60;
  const rounds = Math.max(1, Math.round(minutes < 2 ? minutes * 2 : minutes));
  return {
    rounds,
    posts: Math.ceil((minutes * 2_250) / DELIVERIES_A_POST),
    deliveries: Math.floor(minutes * 2_000),
    kills: Math.max(rounds * 2, Math.floor(minutes * 8)),
    databaseCrashes: rounds,
    timesEachStep: minutes < 1 ? 0 : Math.max(1, Math.floor(minutes / 2)),
    windowHits: Math.floor(minutes * 60),
    freezeMs: minutes < 1 ? 5_500 : 11_000,
    resumesWithinMs: minutes < 1 ? 60_000 : 15_000,
    stormMs: (seconds * 1_000 * 0.45) / rounds,
  };
}

/** Mulberry32: numbers from 0 to 1 that follow from the seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
