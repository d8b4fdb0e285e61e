import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../accounts/index.js';
import type { Role } from '../contract/session.js';
import { DistrictsService } from '../districts/index.js';
import { PeopleService } from '../identity/index.js';
import { accountsCsv, demoAccounts, type DemoDistrict } from './demo-accounts.js';

/** Somebody who can sign in to the demo. */
export interface SignIn {
  login: string;
  password: string;
  name: string;
  role: Role;
  placeCode: string;
}

export interface SeedOptions {
  /** Where the sandbox listens; it is told of every account. */
  sandboxUrl: string;
  signIns: readonly SignIn[];
  /** Only these districts, by code; all when left out. */
  only?: readonly string[];
}

/** The 75 districts of Uttar Pradesh with three accounts each, and people to sign in. Again changes nothing. */
export async function seedWorld(
  app: INestApplicationContext,
  { sandboxUrl, signIns, only }: SeedOptions,
): Promise<void> {
  const content = await districtsCsv(only);
  await app.get(DistrictsService).importFile({ format: 'csv', content }, null);
  const accounts = demoAccounts(districtsOf(content));
  await tellSandbox(
    sandboxUrl,
    accounts.map((account) => account.sandbox),
  );
  await app.get(AccountsService).importFile(accountsCsv(accounts), null);
  const people = app.get(PeopleService);
  for (const signIn of signIns) {
    if (!(await people.callerFor(signIn.login))) await people.addPerson(signIn);
  }
}

async function districtsCsv(only: readonly string[] | undefined): Promise<string> {
  const content = await readFile(join(import.meta.dirname, 'data', 'districts.csv'), 'utf8');
  if (!only) return content;
  const [header = '', state = '', ...districts] = content.trimEnd().split('\n');
  const kept = districts.filter((line) => only.includes(line.split(',')[0] ?? ''));
  return [header, state, ...kept].join('\n');
}

/** Our own file: no quotes, no commas inside a cell. */
function districtsOf(content: string): DemoDistrict[] {
  return content
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
    .filter(([, , kind]) => kind === 'district')
    .map(([code = '', , , nameEn = '', nameHi = '']) => ({ code, nameEn, nameHi }));
}

async function tellSandbox(sandboxUrl: string, accounts: readonly object[]): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/_sandbox/accounts`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accounts }),
  });
  if (!answer.ok) {
    throw new Error(
      `The sandbox did not take the accounts: ${answer.status} ${await answer.text()}`,
    );
  }
}
