import { spawn, type ChildProcess } from 'node:child_process';
import type { Problem } from '../../contract/problems.js';

export interface ToolLimits {
  timeoutMs: number;
  /** Address space; a video that asks for more ends the program. */
  memoryKb: number;
}

/** The program said no: the file is damaged, or the limits were reached. */
export class ToolFailure extends Error {
  constructor(
    readonly problem: Problem,
    detail: string,
  ) {
    super(detail);
    this.name = 'ToolFailure';
  }
}

/** What a thrown value says about the file; undefined where it says nothing of it. */
export function explainTool(error: unknown): Problem | undefined {
  return error instanceof ToolFailure ? error.problem : undefined;
}

const MAX_ANSWER_BYTES = 1024 * 1024;
const KEPT_WORDS = 2_000;
const running = new Set<ChildProcess>();

// An exit lets nothing run on that was started for a file.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Runs ffmpeg or ffprobe and answers what it printed. The arguments are an array from end to end: the shell sees one
 * fixed line, which sets the limit and becomes the program.
 * @throws ToolFailure when the program ends with an error, or is ended.
 */
export async function runTool(
  program: string,
  args: readonly string[],
  { timeoutMs, memoryKb }: ToolLimits,
): Promise<string> {
  const child = spawn('/bin/sh', [...endingWithUs({ timeoutMs, memoryKb }), program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const deadline = AbortSignal.timeout(timeoutMs);
  const end = (): boolean => child.kill('SIGKILL');
  deadline.addEventListener('abort', end);
  try {
    const [answer, words, code] = await Promise.all([
      textOf(child.stdout, MAX_ANSWER_BYTES),
      textOf(child.stderr, KEPT_WORDS),
      exitOf(child),
    ]);
    if (deadline.aborted)
      throw new ToolFailure({ code: 'media_too_much_work' }, `${program}: too slow`);
    if (code !== 0) throw new ToolFailure({ code: 'media_damaged' }, `${program}: ${words}`);
    return answer;
  } finally {
    deadline.removeEventListener('abort', end);
    running.delete(child);
  }
}

/** A program keeps some cores busy. */
const CORES = 4;
const CAPS = 'ulimit -v "$0" 2>/dev/null; ulimit -t "$1" 2>/dev/null; ulimit -c 0; shift;';

/**
 * What the shell is told before it becomes the program. The time of the processor is a last end, for a program whose
 * parent has been killed and cannot end it; no core dump holds what a stranger sent.
 */
export function capped(limits: ToolLimits): string[] {
  return ['-c', `${CAPS} exec "$@"`, ...valuesOf(limits)];
}

/** The same; where util-linux is there, the kernel ends the program with us, also when we are killed and can end nothing. */
function endingWithUs(limits: ToolLimits): string[] {
  const bound = 'setpriv --pdeathsig KILL true 2>/dev/null && exec setpriv --pdeathsig KILL "$@";';
  return ['-c', `${CAPS} ${bound} exec "$@"`, ...valuesOf(limits)];
}

function valuesOf({ timeoutMs, memoryKb }: ToolLimits): string[] {
  return [String(memoryKb), String(Math.ceil(timeoutMs / 1_000) * CORES)];
}

/** The last of what a stream says, so that a program that never stops talking fills no memory. */
async function textOf(stream: NodeJS.ReadableStream, keptCharacters: number): Promise<string> {
  let text = '';
  for await (const chunk of stream) text = (text + String(chunk)).slice(-keptCharacters);
  return text;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
