import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { describeProblem } from '../contract/problems.js';
import { ConfigError, readConfig } from '../kernel/config.js';
import { KeysUnreadable } from '../kernel/keys/index.js';
import { migrateDatabase } from '../kernel/database/connection.js';
import { RedactingLogger } from '../kernel/redacting-logger.js';
import { ProblemError } from '../kernel/problem-error.js';
import { OrderFailed, UsageError } from './command.js';
import { COMMANDS, findCommand } from './commands.js';

/** Same numbers as sysexits: wrong usage, refused input, missing setting. */
const EXIT = { badNews: 1, usage: 64, refused: 65, setting: 78 } as const;

const words = process.argv.slice(2);
try {
  process.exitCode = await run(words);
} catch (error) {
  process.exitCode = explain(error);
}

async function run(args: string[]): Promise<number> {
  const found = findCommand(args);
  if (!found) {
    process.stdout.write(`${usage()}\n`);
    return args.length === 0 || args[0] === 'help' ? 0 : EXIT.usage;
  }
  const order = found.command.read(found.rest);
  const config = { ...readConfig(), role: 'web' as const };
  await migrateDatabase(config.databaseUrl);
  const app = await NestFactory.createApplicationContext(AppModule.create(config), {
    logger: new RedactingLogger({ logLevels: ['error'] }),
  });
  try {
    for await (const line of order(app)) process.stdout.write(`${line}\n`);
  } finally {
    await app.close();
  }
  return 0;
}

function explain(error: unknown): number {
  if (error instanceof ProblemError) {
    for (const problem of error.problems) {
      const field = problem.field === undefined ? '' : `${problem.field}: `;
      process.stderr.write(`${field}${describeProblem(problem, 'en')}\n`);
    }
    return EXIT.refused;
  }
  if (error instanceof OrderFailed) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.badNews;
  }
  if (error instanceof KeysUnreadable) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.setting;
  }
  if (error instanceof UsageError || error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.setting;
  }
  throw error;
}

function usage(): string {
  const width = Math.max(...COMMANDS.map((command) => command.usage.length));
  const lines = COMMANDS.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`);
  return ['Usage: npm run munadi -- COMMAND', '', ...lines].join('\n');
}
