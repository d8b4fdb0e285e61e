/**
 * How the server's memory is kept small. Node otherwise lets the space for young objects grow to as much as 128 MB, and the
 * old ones to several times what is alive, because it finds a machine with room; this machine also has a database to run.
 * Under full load this halves the server's memory (`npm run bench -- throughput`, `soak`).
 *
 * Two more things Node does that do not suit a queue. It guesses which objects grow old and puts them among the old at
 * once: a delivery lives just long enough to be taken for one, and in every other process or so that costs a quarter of
 * the CPU. And it gives the space for young objects back when little happens, so that a crowd at one instant finds none.
 */
const YOUNG_MB = 32;

export const SERVER_FLAGS = [
  `--min-semi-space-size=${YOUNG_MB}`,
  `--max-semi-space-size=${YOUNG_MB}`,
  '--heap-growing-percent=25',
  '--no-parallel-scavenge',
  '--no-allocation-site-pretenuring',
];
