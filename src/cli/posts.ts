import { createHash, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { DELIVERY_PHASES } from '../contract/deliveries.js';
import { newPost, postTargets } from '../contract/posts.js';
import { DistrictsService } from '../districts/index.js';
import { PeopleService } from '../identity/index.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError, refuseIfAny } from '../kernel/problem-error.js';
import { ComposeService, PostsService } from '../posts/index.js';
import { readTextFile, requireArgument, UsageError, type Command } from './command.js';

/** A post in a file: as the API takes it, with districts named by their codes. */
const postFile = newPost.omit({ operationId: true, targets: true }).extend({
  districts: z.array(z.string()).min(1),
  exceptDistricts: z.array(z.string()).default([]),
  platforms: postTargets.shape.platforms,
});
type PostFile = z.infer<typeof postFile>;

const publishUsage = 'posts publish FILE.json --as LOGIN [--again]';

export const postsPublish: Command = {
  name: 'posts publish',
  usage: publishUsage,
  summary: 'Schedules the post of a file; the same file again changes nothing, unless --again',
  read: (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { as: { type: 'string' }, again: { type: 'boolean', default: false } },
    });
    const file = requireArgument(positionals, publishUsage);
    const login = values.as;
    if (!login) throw new UsageError(`Usage: npm run munadi -- ${publishUsage}`);
    return async function* (app) {
      const content = await readTextFile(file);
      const operationId = values.again ? randomUUID() : operationIdOf(content);
      const caller = await callerFor(app, login);
      const postId = await publish(app, { post: readPost(content), operationId, caller });
      yield* status(app, postId, caller);
    };
  },
};

const statusUsage = 'posts status ID --as LOGIN';

export const postsStatus: Command = {
  name: 'posts status',
  usage: statusUsage,
  summary: 'Shows where a post stands, and every reason',
  read: (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { as: { type: 'string' } },
    });
    const postId = Number(requireArgument(positionals, statusUsage));
    const login = values.as;
    if (!Number.isInteger(postId) || !login) {
      throw new UsageError(`Usage: npm run munadi -- ${statusUsage}`);
    }
    return async function* (app) {
      yield* status(app, postId, await callerFor(app, login));
    };
  },
};

async function publish(
  app: INestApplicationContext,
  order: { post: PostFile; operationId: string; caller: Caller },
): Promise<number> {
  const { districts, exceptDistricts, platforms, ...post } = order.post;
  const targets = {
    districtIds: await idsOf(app, districts),
    exceptDistrictIds: await idsOf(app, exceptDistricts),
    platforms,
  };
  const { operationId, caller } = order;
  return app.get(ComposeService).publish({ ...post, operationId, targets }, caller, 'en');
}

async function* status(
  app: INestApplicationContext,
  postId: number,
  caller: Caller,
): AsyncIterable<string> {
  const posts = app.get(PostsService);
  const view = await posts.view(postId, caller);
  yield `Post ${view.id}: ${view.title} (due ${view.wallTime} ${view.zone})`;
  yield DELIVERY_PHASES.map((phase) => `${phase} ${view.counts[phase]}`).join(', ');
  for (const row of await posts.board(postId, caller)) {
    for (const cell of row.cells.filter(({ cause }) => cause !== null)) {
      const part = cell.part === 0 ? '' : `, part ${cell.part + 1}`;
      yield `  ${row.nameEn}, ${cell.platform} ${cell.handle}${part}: ${cell.state}, ${cell.detail ?? ''}`;
    }
  }
}

function readPost(content: string): PostFile {
  const parsed = postFile.safeParse(parseJson(content));
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    422,
    parsed.error.issues.map((issue) => ({
      code: 'invalid_input',
      field: issue.path.join('.'),
      params: { detail: issue.message },
    })),
  );
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unreadable';
    throw new ProblemError(422, [{ code: 'file_not_json', params: { detail } }]);
  }
}

async function idsOf(app: INestApplicationContext, codes: string[]): Promise<number[]> {
  const known = await app.get(DistrictsService).findByCodes(codes);
  refuseIfAny(
    codes
      .filter((code) => !known.has(code))
      .map((code) => ({ code: 'district_unknown', field: 'districts', params: { code } })),
  );
  return [...known.values()].map((district) => district.id);
}

async function callerFor(app: INestApplicationContext, login: string): Promise<Caller> {
  const caller = await app.get(PeopleService).callerFor(login);
  if (caller?.can('posts.write')) return caller;
  throw new ProblemError(422, [{ code: 'not_allowed', field: '--as' }]);
}

/** The file's content names the operation, so that running the same file twice posts once. */
function operationIdOf(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
