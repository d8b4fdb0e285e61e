import type { Clock } from '../kernel/clock.js';
import { Accounts } from './accounts.js';
import { FaultBook } from './faults.js';
import { Downloads } from './downloads.js';
import { Files } from './files.js';
import { Ledger } from './ledger.js';
import type { LedgerEntry } from './ledger-line.js';
import { Meter } from './meter.js';
import { firstSettings, type Settings } from './settings.js';
import { simulators } from './simulators.js';
import { Spectators } from './spectators.js';
import { World } from './world.js';

/** Everything that one running sandbox holds. Routes and page work on this. */
export class Stage {
  readonly world = new World();
  readonly faults = new FaultBook();
  readonly spectators = new Spectators();
  readonly meter = new Meter(() => this.settings.limitsEnforced);
  readonly files = new Files();
  readonly downloads = new Downloads();
  settings: Settings = firstSettings;

  private constructor(
    readonly clock: Clock,
    readonly ledger: Ledger,
    readonly accounts: Accounts,
  ) {}

  static async open(ledgerFile: string, clock: Clock): Promise<Stage> {
    const { ledger, past } = await Ledger.open(ledgerFile, clock);
    const accounts = new Accounts(`${ledgerFile}.accounts.json`, simulators);
    await accounts.load();
    const stage = new Stage(clock, ledger, accounts);
    for (const line of past.lines) stage.world.apply(line);
    return stage;
  }

  /** The world changes at once; the promise ends when the lines are safe on disk. */
  async record(entries: readonly LedgerEntry[]): Promise<void> {
    const appended = entries.map((entry) => this.ledger.append(entry));
    const shown = appended.map(({ line }) => ({ line, post: this.world.apply(line) }));
    await Promise.all(appended.map(({ written }) => written));
    for (const sight of shown) this.spectators.tell(sight);
  }

  async startOver(receivedAt: Date): Promise<void> {
    this.meter.startOver();
    this.files.startOver();
    await this.record([
      {
        receivedAt: receivedAt.toISOString(),
        platform: null,
        account: null,
        event: 'started_over',
        postId: null,
        text: null,
        attachments: [],
        method: 'DELETE',
        path: '/_sandbox/world',
        fault: null,
        answer: '200',
      },
    ]);
  }

  async close(): Promise<void> {
    this.spectators.close();
    this.downloads.stop();
    await this.ledger.close();
  }
}
