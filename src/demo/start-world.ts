import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isFree } from '../embedded-database/index.js';
import { DEMO_X_CLIENT } from './demo-accounts.js';
import { openDatabase } from './demo-database.js';
import { DemoError, type DemoOptions } from './demo-options.js';
import type { Parts } from './demo-parts.js';
import { runToEnd, startProcess } from './demo-process.js';
import { keepSecrets } from './demo-secrets.js';
import { say } from './say.js';

export interface World {
  url: string;
  sandboxUrl: string;
  signIns: readonly SignIn[];
}

const signInsSchema = z.array(
  z.object({ login: z.string(), password: z.string(), name: z.string() }),
);
export type SignIn = z.infer<typeof signInsSchema>[number];

const HOST = '127.0.0.1';
const FIRST_PORT = 7310;
const PORTS_TO_TRY = 90;

/** Database, simulated platforms, made-up districts and people, then Munadi itself. */
export async function startWorld(options: DemoOptions, parts: Parts): Promise<World> {
  const { folder } = options;
  const port = options.port === undefined ? await nextFree(FIRST_PORT) : await given(options.port);
  const sandboxPort = await nextFree(port + 1);
  const [url, sandboxUrl] = [addressOf(port), addressOf(sandboxPort)];

  say('Starting the database …');
  const database = await parts.add(() => openDatabase(folder));
  const secrets = await keepSecrets(join(folder, 'secrets.json'));
  const environment = {
    DATABASE_URL: database.url,
    MUNADI_HOST: HOST,
    MUNADI_PORT: String(port),
    MUNADI_PUBLIC_URL: url,
    MUNADI_ROLE: 'all',
    MUNADI_CREDENTIAL_KEYS: secrets.credentialKeys,
    MUNADI_SESSION_KEY: secrets.sessionKey,
    MUNADI_PASSWORDS: 'alone',
    MUNADI_X_API_URL: `${sandboxUrl}/x`,
    MUNADI_X_AUTHORIZE_URL: `${sandboxUrl}/x/i/oauth2/authorize`,
    MUNADI_X_CLIENT_ID: DEMO_X_CLIENT.clientId,
    MUNADI_X_CLIENT_SECRET: DEMO_X_CLIENT.clientSecret,
    MUNADI_TELEGRAM_API_URL: `${sandboxUrl}/telegram`,
    MUNADI_GRAPH_API_URL: `${sandboxUrl}/graph`,
    MUNADI_INSTAGRAM_API_URL: `${sandboxUrl}/instagram`,
    MUNADI_MEDIA_DIR: join(folder, 'media'),
  };

  await keepEnvironment(folder, environment);

  say('Starting the simulated X, Telegram and Facebook …');
  const sandbox = await parts.add(() => startSandbox(folder, sandboxPort));
  await sandbox.answers(sandboxUrl);

  say('Making districts, accounts and people …');
  const signIns = await seed({ folder, sandboxUrl, environment }, parts.asked);

  say('Starting Munadi …');
  const server = await parts.add(() =>
    startProcess({
      title: 'The server',
      entry: 'bundle/main.js',
      log: join(folder, 'server.log'),
      environment,
    }),
  );
  await server.answers(`${url}/api/health`);
  return { url, sandboxUrl, signIns };
}

/** So that the command line finds the demo when nothing else is set; for its owner's eyes. */
async function keepEnvironment(folder: string, environment: Record<string, string>): Promise<void> {
  const file = join(folder, 'environment.json');
  await writeFile(file, `${JSON.stringify(environment)}\n`, { mode: 0o600 });
}

function startSandbox(folder: string, port: number) {
  return startProcess({
    title: 'The sandbox',
    entry: 'src/sandbox/main.js',
    args: ['--port', String(port), '--ledger', join(folder, 'sandbox-ledger.jsonl')],
    log: join(folder, 'sandbox.log'),
  });
}

interface Soil {
  folder: string;
  sandboxUrl: string;
  environment: Record<string, string>;
}

/** Changes nothing where a former start has done it. */
async function seed({ folder, sandboxUrl, environment }: Soil, asked: AbortSignal) {
  const program = {
    title: 'Making the districts',
    entry: 'src/demo/seed.js',
    args: ['--sandbox', sandboxUrl, '--sign-ins', join(folder, 'sign-ins.json')],
    log: join(folder, 'seed.log'),
    environment,
  };
  const printed = await runToEnd(program, asked);
  const lastLine = printed.trimEnd().split('\n').at(-1) ?? '';
  return signInsSchema.parse(JSON.parse(lastLine));
}

async function given(port: number): Promise<number> {
  if (await isFree(port)) return port;
  throw new DemoError(
    `Port ${port} is taken: name another, or leave --port out to get a free one.`,
  );
}

async function nextFree(from: number): Promise<number> {
  for (let port = from; port < from + PORTS_TO_TRY; port += 1) {
    if (!(await isFree(port))) continue;
    if (port > FIRST_PORT && from === FIRST_PORT)
      say(`Port ${FIRST_PORT} is taken; using ${port}.`);
    return port;
  }
  throw new DemoError(`No port from ${from} on is free: name one with --port.`);
}

function addressOf(port: number): string {
  return `http://${HOST}:${port}`;
}
