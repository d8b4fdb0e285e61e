import type { Options } from './options.js';
import { Sink } from './sink/sink.js';
import { BenchServer } from './world/server.js';

/** What every subcommand works with. */
export interface Bench {
  options: Options;
  server: BenchServer;
  sink: Sink;
  /** Progress, for a person who waits. */
  say(line: string): void;
}

const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const;

export async function openBench(options: Options): Promise<Bench & { close(): Promise<void> }> {
  const server = await BenchServer.start();
  // The server does not end with this process; everything else does.
  const stopServer = (): void => {
    void server.stop().finally(() => process.exit(1));
  };
  for (const name of INTERRUPTIONS) process.once(name, stopServer);
  const sink = await Sink.start();
  return {
    options,
    server,
    sink,
    say: (line) => process.stderr.write(`${line}\n`),
    close: async () => {
      for (const name of INTERRUPTIONS) process.off(name, stopServer);
      await sink.stop();
      await server.stop();
    },
  };
}
