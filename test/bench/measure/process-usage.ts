import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick is. */
const TICKS_A_SECOND = 100;
const KB_A_MB = 1024;

/** CPU seconds that a process has used so far; NaN where the system does not tell (anything but Linux). */
export function cpuSecondsOf(pid: number): number {
  const [user = Number.NaN, system = Number.NaN] = cpuTicksOf(pid);
  return (user + system) / TICKS_A_SECOND;
}

/** The same of a process, its living children, and those of its children that have ended. */
export function cpuSecondsOfTree(pid: number): number {
  const own = cpuTicksOf(pid).reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND;
  const children = childrenOf(pid).map(cpuSecondsOf);
  return children.reduce((sum, seconds) => sum + (seconds || 0), own);
}

/** Memory of a process that is in RAM, in MB; NaN where the system does not tell. */
export function residentMbOf(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(kb ?? Number.NaN) / KB_A_MB;
}

/** user, system, and both of the children that have ended (proc_pid_stat(5), fields 14 to 17). */
function cpuTicksOf(pid: number): number[] {
  const afterName = read(`/proc/${pid}/stat`).split(') ').at(-1) ?? '';
  return afterName.split(' ').slice(11, 15).map(Number);
}

function childrenOf(parent: number): number[] {
  return numbersIn('/proc').filter((pid) => {
    const parentPid = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1];
    return Number(parentPid) === parent;
  });
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
