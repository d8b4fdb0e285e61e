/**
 * How the server's memory is kept small. Node otherwise lets the space for young objects grow to 32 MB (version 20) or
 * 128 MB (24), and the old ones to several times what is alive, because it finds a machine with room; this machine also
 * has a database to run. Under full load it halves the server's memory and costs about a quarter more of its CPU
 * (`npm run bench -- throughput`, `soak`).
 */
export const SERVER_FLAGS = [
  '--max-semi-space-size=16',
  '--heap-growing-percent=35',
  '--no-parallel-scavenge',
];
