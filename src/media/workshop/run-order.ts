import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment } from '../../kernel/config.js';
import { EventLog } from '../../kernel/log.js';
import { PROJECT_ROOT } from '../../kernel/project-root.js';
import { VIDEO_LIMITS } from './ffmpeg.js';
import { capped } from './run-tool.js';
import { TOLD_TO_GO, type Order, type Report } from './order.js';

/** How an order ended. */
export type Ended =
  | Report
  /** The process died of it, or was ended for its time or memory. */
  | { kind: 'died' }
  /** We are going ourselves, or it was told to go with all of us; it says nothing of the file. */
  | { kind: 'stopped' };

/** Address space of the process; the largest picture that is taken needs half of it. */
const MEMORY_KB = 4_000_000;
const HEAP_MB = 256;
const PICTURE_MS = 3 * 60_000;
/**
 * Longer than all runs for one video together: a check looks, decodes, keeps in up to three containers and takes a poster; a
 * rendition looks twice, copies and encodes up to three times.
 */
const VIDEO_MS = 5 * VIDEO_LIMITS.timeoutMs + 5 * 60_000;
/** Behind everything that answers people and publishes posts. */
const LOW_PRIORITY = 10;
/** Built, also where tests run the rest from the sources: Node does not read those. */
const PROGRAM = join(PROJECT_ROOT, 'dist/src/media/workshop/program.js');
const KEPT_WORDS = 400;
/** For letting go of the programs that it has started. */
const GRACE_MS = 5_000;

const log = new EventLog('media');

/** Lets a process of its own do it, with an end to its time and its memory. */
export async function runOrder(order: Order, stop: AbortSignal): Promise<Ended> {
  const limit = AbortSignal.timeout(isVideo(order) ? VIDEO_MS : PICTURE_MS);
  const signal = AbortSignal.any([stop, limit]);
  const child = startProgram(isVideo(order) ? VIDEO_MS : PICTURE_MS);
  const end = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end);
  try {
    const { report, words, wasToldToGo } = await reportOf(child, order);
    if (report) return report;
    // A service manager and Ctrl+C tell all processes at once, this one before we have stopped our own work.
    if (stop.aborted || (wasToldToGo && !limit.aborted)) return { kind: 'stopped' };
    log.warn('media_process_died', { order: order.kind, words });
    return { kind: 'died' };
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function startProgram(timeoutMs: number): ChildProcess {
  const program = [process.execPath, `--max-old-space-size=${HEAP_MB}`, PROGRAM];
  const child = spawn('/bin/sh', [...capped({ timeoutMs, memoryKb: MEMORY_KB }), ...program], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: bareEnvironment(),
  });
  if (child.pid !== undefined) yieldTo(child.pid);
  return child;
}

interface Ending {
  /** Undefined where it ended without one. */
  report: Report | undefined;
  /** The last that it said. */
  words: string;
  wasToldToGo: boolean;
}

async function reportOf(child: ChildProcess, order: Order): Promise<Ending> {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-KEPT_WORDS);
  });
  const report = await new Promise<Report | undefined>((resolve, reject) => {
    child.once('message', (message) => {
      resolve(message as Report);
    });
    child.once('error', reject);
    child.once('close', () => {
      resolve(undefined);
    });
    // What cannot be sent is told by the end of the process.
    child.send(order, () => undefined);
  });
  return { report, words, wasToldToGo: wasToldToGo(child) };
}

/** By the signal itself until it listens, and by the status that stands for it from then on. */
function wasToldToGo({ signalCode, exitCode }: ChildProcess): boolean {
  if (signalCode !== null) return signalCode in TOLD_TO_GO;
  return exitCode !== null && Object.values(TOLD_TO_GO).includes(exitCode);
}

function isVideo(order: Order): boolean {
  // A check does not know yet: the time is that of the longer one.
  return order.kind === 'check' ? order.tools !== null : order.recipe.kind === 'video';
}

function yieldTo(pid: number): void {
  try {
    setPriority(pid, LOW_PRIORITY);
  } catch {
    // It has ended already, which its exit tells.
  }
}
