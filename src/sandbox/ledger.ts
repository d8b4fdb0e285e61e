import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../kernel/clock.js';
import { ledgerLineShape, type LedgerEntry, type LedgerLine } from './ledger-line.js';

export interface LedgerReading {
  readonly lines: readonly LedgerLine[];
  /** Lines that cannot be parsed: a write that a crash cut short. */
  readonly unreadableLines: number;
}

/** The append-only record of what each platform accepted. A line is on disk before `written` resolves. */
export class Ledger {
  private waiting: string[] = [];
  private flushing: Promise<void> | null = null;
  private seq: number;
  /** Lines that were torn when the file was opened. */
  readonly unreadableLines: number;

  private constructor(
    private readonly place: { readonly file: string; readonly handle: FileHandle },
    private readonly clock: Clock,
    past: LedgerReading,
  ) {
    this.seq = past.lines.at(-1)?.seq ?? 0;
    this.unreadableLines = past.unreadableLines;
  }

  static async open(file: string, clock: Clock): Promise<{ ledger: Ledger; past: LedgerReading }> {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'a', 0o600);
    const content = await readFile(file, 'utf8');
    const past = parseLines(content);
    // A torn last line keeps its place: the next line starts on a fresh one.
    if (content !== '' && !content.endsWith('\n')) await handle.appendFile('\n');
    return { ledger: new Ledger({ file, handle }, clock, past), past };
  }

  /** Numbers and stamps the line at once, so that lines keep the order of the decisions. */
  append(entry: LedgerEntry): { line: LedgerLine; written: Promise<void> } {
    this.seq += 1;
    const recordedAt = this.clock.now().toISOString();
    const { receivedAt, ...rest } = entry;
    const line: LedgerLine = { seq: this.seq, receivedAt, recordedAt, ...rest };
    this.waiting.push(JSON.stringify(line));
    return { line, written: this.flush() };
  }

  async read(): Promise<LedgerReading> {
    await this.flush();
    return parseLines(await readFile(this.place.file, 'utf8'));
  }

  async close(): Promise<void> {
    await this.flush();
    await this.place.handle.close();
  }

  /** Requests that arrive during one write share the next one. */
  private async flush(): Promise<void> {
    while (this.flushing) await this.flushing;
    if (this.waiting.length === 0) return;
    const batch = this.waiting;
    this.waiting = [];
    this.flushing = this.write(batch).finally(() => {
      this.flushing = null;
    });
    await this.flushing;
  }

  private async write(batch: readonly string[]): Promise<void> {
    await this.place.handle.appendFile(`${batch.join('\n')}\n`);
    await this.place.handle.datasync();
  }
}

function parseLines(content: string): LedgerReading {
  const written = content.split('\n').filter((line) => line !== '');
  const lines = written.map(parseLine).filter((line) => line !== null);
  return { lines, unreadableLines: written.length - lines.length };
}

function parseLine(written: string): LedgerLine | null {
  try {
    return ledgerLineShape.parse(JSON.parse(written));
  } catch {
    return null;
  }
}
