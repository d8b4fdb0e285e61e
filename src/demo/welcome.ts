import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { DemoOptions } from './demo-options.js';
import type { SignIn, World } from './start-world.js';

/** All that somebody needs who sees Munadi for the first time. */
export function welcome(
  { url, sandboxUrl, signIns }: World,
  { folder, name }: DemoOptions,
): string {
  const again = name === 'demo' ? '' : ` --name ${name}`;
  return [
    '',
    `  ${bold('Munadi is ready')}  nothing you publish here leaves this computer`,
    '',
    `  Open          ${bold(url)}`,
    `  What arrived  ${sandboxUrl}  the simulated X, Telegram and Facebook`,
    '',
    ...signIns.map(
      (signIn, index) => `  ${index === 0 ? 'Sign in as' : '          '}    ${line(signIn)}`,
    ),
    '',
    `  Stop          Ctrl-C; everything stays in ${relative('', folder)}`,
    `  Start over    npm run demo --${again} --reset`,
    '',
  ].join('\n');
}

function line({ login, password, name }: SignIn): string {
  // Names may be in Devanagari, whose width a terminal decides: they come last.
  return `${bold(login.padEnd(8))}  ${bold(password)}   ${name}`;
}

function bold(text: string): string {
  return process.stdout.isTTY ? styleText('bold', text) : text;
}
