/** How a proof is run. The same seed plans the same faults, kills and crash points. */
export interface ProofOptions {
  seconds: number;
  seed: number;
}

/** What a run of this length has to have gone through; fewer, and it proves nothing. */
export interface ProofPlan {
  posts: number;
  deliveries: number;
  kills: number;
  databaseCrashes: number;
  windowHits: number;
}

export const ACCOUNTS = 225;
/** Of the requests of so many deliveries, at least so many meet a fault. */
export const FAULTS_A_DELIVERY = 0.05;

/** In proportion to the figures for 60 seconds and for 10 minutes. */
export function planFor({ seconds }: ProofOptions): ProofPlan {
  const minutes = seconds / 60;
  return {
    posts: Math.max(2, Math.ceil((minutes * 2_050) / ACCOUNTS)),
    deliveries: Math.floor(minutes * 2_000),
    kills: Math.floor(minutes < 2 ? minutes * 15 : minutes * 8),
    databaseCrashes: Math.max(1, Math.floor(minutes * 0.6)),
    windowHits: Math.floor(minutes * 60),
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
