import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.js';

const ASK_AGAIN_MS = 50;

/** Answers when the process does. @throws when it has ended. */
export async function untilServed(address: string, child: Child): Promise<void> {
  const isServed = () =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isServed())) {
    if (!child.isRunning) throw new Error(`${address} is not served\n${child.lastWords}`);
    await pause(ASK_AGAIN_MS);
  }
}
