/**
 * How the server's memory is kept small, at no measurable cost in speed (`npm run bench -- throughput`, `soak`). Node
 * otherwise lets the space for young objects grow to 32 MB (version 20) or 128 MB (24), and the old ones to several
 * times what is alive, because it finds a machine with room; this machine also has a database to run.
 */
export const SERVER_FLAGS = [
  '--max-semi-space-size=16',
  '--heap-growing-percent=50',
  '--no-parallel-scavenge',
];
