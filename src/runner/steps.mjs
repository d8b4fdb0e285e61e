import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a program of ours on this terminal until it ends, and gives its exit code. */
export async function runNode(entry, args, { env = process.env, flags = [] } = {}) {
  const { code } = await runProgram(process.execPath, [...flags, join(ROOT, entry), ...args], {
    // The channel closes when this process is killed, which tells the program to end too.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    endsWith: 'its own code',
    env,
  });
  return code;
}

/** Runs npm itself, also where only the program that started us knows where it is. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  if (npm === undefined || !/\.c?js$/.test(npm)) return runProgram('npm', args, options);
  return runProgram(process.execPath, [npm, ...args], options);
}

/**
 * Ends with the program: { code, output }. With piped stdio, output is all it said. Signals are
 * passed on and this process waits, so that the program can put its house in order. Then it ends
 * too, unless the program is the last thing to do and its own code tells how that went.
 */
export function runProgram(program, args, options = {}) {
  const { stdio = 'inherit', env = process.env, endsWith, onStart } = options;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio, env });
    child.once('spawn', () => onStart?.(child.pid));
    const output = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => output.push(chunk));
    }
    let interruption;
    const forward = (signal) => {
      interruption = signal;
      child.kill(signal);
    };
    for (const signal of FORWARDED) process.on(signal, forward);
    const end = (code, signal, said = '') => {
      for (const name of FORWARDED) process.off(name, forward);
      if (interruption !== undefined && endsWith === undefined) process.exit(codeOf(interruption));
      resolve({ code: code ?? codeOf(signal), output: Buffer.concat(output).toString() + said });
    };
    child.once('close', (code, signal) => end(code, signal));
    child.once('error', (error) => end(127, null, `${program}: ${error.message}`));
  });
}

/** The shells' convention for a program that a signal ended. */
function codeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0);
}
