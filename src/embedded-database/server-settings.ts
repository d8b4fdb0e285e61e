/** Nothing of the caller's environment (PGDATA, PGPORT, LANG) reaches the server. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C' };

/** Chosen for two cores, 2 GB of memory and a solid-state disk. */
const SETTINGS: Record<string, string> = {
  // Only programs on this machine may connect, and only over TCP: no socket file to leave behind.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Room for one web process, several workers and the test files that run side by side.
  max_connections: '100',
  // The queue's hot rows and indexes stay in memory; an eighth of a small machine's.
  shared_buffers: '256MB',
  // Two cores are for workers; parallel plans also need more /dev/shm than containers give.
  max_parallel_workers_per_gather: '0',
  // A busy queue leaves a dead row with every state change: look for them often.
  autovacuum_naptime: '5s',
  // Full pages are most of the log after a checkpoint; they shrink well.
  wal_compression: 'on',
  // No replica ever reads this log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Fewer checkpoints, and so fewer full pages, in a burst of deliveries.
  checkpoint_timeout: '15min',
  max_wal_size: '1GB',
  // A random read costs about the same as the next one on a solid-state disk.
  random_page_cost: '1.1',
  // Instants are UTC everywhere; a district's clock is the application's business.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The code (%e) tells a missing table from a full disk without reading the prose.
  log_line_prefix: '%m [%p] %e ',
  log_checkpoints: 'off',
};

/** A crash may lose everything, which a test run's database can afford. */
const FORGETFUL: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

export function settingFlags({ port, durable }: { port: number; durable: boolean }): string[] {
  const settings = { ...SETTINGS, ...(durable ? {} : FORGETFUL), port: String(port) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
