/** How often somebody may ask for one kind of thing. */
export interface Rate {
  /** That many at once. */
  burst: number;
  /** And so many a minute from then on. */
  perMinute: number;
  /**
   * So many a process takes out of the bucket at once, so that not each request asks the database. Each process may let
   * through so many more than the limit says; 1 counts exactly.
   */
  lend: number;
}

/**
 * Every limit. A signed-in person has buckets of their own and never pays for a neighbour; who is not signed in shares
 * those of their address, which are generous, as people in the field share addresses.
 */
export const RATES = {
  /** By address: passwords given; each costs 20 MB and a tenth of a second. A login has a closer limit of its own. */
  sign_in: { burst: 300, perMinute: 120, lend: 1 },
  /** By address: requests without a session that holds, and public routes that say nothing else. */
  stranger: { burst: 300, perMinute: 300, lend: 20 },
  /** By address: files that platforms fetch; many accounts' at once, from few addresses. */
  fetch: { burst: 3_000, perMinute: 6_000, lend: 100 },
  read: { burst: 600, perMinute: 1_200, lend: 20 },
  write: { burst: 120, perMinute: 120, lend: 1 },
  /** Parts of files: 256 KB each from the web pages. */
  upload: { burst: 600, perMinute: 2_400, lend: 20 },
  /** Whole tables. */
  export: { burst: 10, perMinute: 10, lend: 1 },
} as const satisfies Record<string, Rate>;

export type RateKind = keyof typeof RATES;
