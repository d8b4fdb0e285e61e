import { spawn } from 'node:child_process';
import { environmentFlag } from '../kernel/config.js';

/** Only where somebody sits in front of it; a machine without a browser is no failure. */
export function openBrowser(url: string): void {
  const program = opener();
  if (program === undefined || !process.stdout.isTTY || environmentFlag('CI') !== undefined) return;
  const child = spawn(program, [url], { detached: true, stdio: 'ignore' });
  child.once('error', () => undefined);
  child.unref();
}

function opener(): string | undefined {
  if (process.platform === 'darwin') return 'open';
  return environmentFlag('DISPLAY') === undefined ? undefined : 'xdg-open';
}
