import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Reply } from './serve.js';

export interface ChildOptions {
  /** For messages: what this process is. */
  name: string;
  program: string;
  args: string[];
  /** On top of the bench's own environment. */
  environment?: Record<string, string>;
}

const TAIL_BYTES = 4_000;
const STOP_LIMIT_MS = 20_000;

/** A process of the bench. It ends with the bench, also when that is killed: its channel closes. */
export class Child {
  private readonly process: ChildProcess;
  private readonly calls = new Map<number, (reply: Reply) => void>();
  private readonly ended: Promise<unknown>;
  private nextId = 1;
  private said = '';

  constructor(private readonly options: ChildOptions) {
    this.process = spawn(options.program, options.args, {
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.ended = once(this.process, 'exit');
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.said = (this.said + chunk.toString()).slice(-TAIL_BYTES);
      });
    }
    this.process.on('message', (reply: Reply) => {
      this.calls.get(reply.id)?.(reply);
    });
    this.process.once('exit', () => {
      for (const [id, end] of this.calls) end({ id, fault: `it ended\n${this.said}` });
    });
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error(`${this.options.name} did not start`);
    return this.process.pid;
  }

  /** The last that it wrote. */
  get lastWords(): string {
    return this.said;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Calls a handler of the process by name. The answer's type is the caller's word for it. */
  async ask<T>(name: string, argument?: unknown): Promise<T> {
    const id = this.nextId++;
    const reply = await new Promise<Reply>((resolve) => {
      if (!this.isRunning) {
        resolve({ id, fault: `it is not running\n${this.said}` });
        return;
      }
      this.calls.set(id, resolve);
      this.process.send({ id, name, argument });
    });
    this.calls.delete(id);
    if ('fault' in reply) throw new Error(`${this.options.name}, "${name}": ${reply.fault}`);
    return reply.value as T;
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (!this.isRunning) return;
    this.process.kill(signal);
    const forced = setTimeout(() => this.process.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(forced);
  }
}
