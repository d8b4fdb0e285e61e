import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../src/embedded-database/index.js';
import { childEnvironment } from '../../src/kernel/config.js';
import { freePort } from './free-port.js';
import { Person } from './person.js';
import { PASSWORD } from './world.js';

const MAIN = join(import.meta.dirname, '../../dist/bundle/main.js');

/** Munadi as it is started, in a process that a test may kill; its built code is what `npm test` builds first. */
export class ServerProcess {
  /** All that it has said. */
  log = '';

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(environment: Record<string, string>): Promise<ServerProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [MAIN], {
      env: childEnvironment({ ...environment, MUNADI_ROLE: 'all', MUNADI_PORT: String(port) }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const server = new ServerProcess(`http://127.0.0.1:${port}`, child);
    child.stdout.on('data', (chunk: Buffer) => (server.log += chunk.toString()));
    const answers = () =>
      fetch(`${server.url}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    if (!(await until(answers, 100_000))) throw new Error('The server does not answer');
    return server;
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signIn(login: string): Promise<Person> {
    return Person.signIn(this.url, { login, password: PASSWORD });
  }

  /** The most that it has ever held in memory; 0 where the machine does not say. */
  peakMegabytes(): number {
    if (process.platform !== 'linux') return 0;
    const status = readFileSync(`/proc/${this.child.pid ?? 0}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Lets it put its house in order first. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isAlive) return;
    const isGone = once(this.child, 'exit');
    this.child.kill(signal);
    await isGone;
  }
}
