import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxControl } from '../../support/sandbox-control.js';
import { Child } from './child.js';
import { freePort } from './free-port.js';
import { measuredNode, ROOT, SERVER_FLAGS } from './places.js';
import { untilServed } from './until-served.js';

/** The platforms as the product's tests know them, in a process of its own, with a ledger. */
export class SandboxProcess {
  readonly control: SandboxControl;

  private constructor(
    private readonly child: Child,
    private readonly folder: string,
    url: string,
  ) {
    this.control = new SandboxControl(url);
  }

  static async start(): Promise<SandboxProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-bench-sandbox-'));
    const port = String(await freePort());
    const main = join(ROOT, 'dist', 'src', 'sandbox', 'main.js');
    const ledger = join(folder, 'ledger.jsonl');
    const child = new Child({
      name: 'sandbox',
      program: measuredNode(),
      args: [...SERVER_FLAGS, main, '--port', port, '--ledger', ledger],
    });
    const url = `http://127.0.0.1:${port}`;
    await untilServed(`${url}/_sandbox/settings`, child);
    return new SandboxProcess(child, folder, url);
  }

  /** Where the product's clients find the platforms. */
  get environment(): Record<string, string> {
    const { url } = this.control;
    return {
      MUNADI_X_API_URL: `${url}/x`,
      MUNADI_TELEGRAM_API_URL: `${url}/telegram`,
      MUNADI_GRAPH_API_URL: `${url}/graph`,
      MUNADI_INSTAGRAM_API_URL: `${url}/instagram`,
    };
  }

  async stop(): Promise<void> {
    await this.child.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
