import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { World } from '../support/world.js';

interface ApiDocument {
  paths: Record<string, Record<string, { requestBody?: unknown }>>;
}

let world: World;
let document: ApiDocument;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
  document = (await (await fetch(`${world.url}/api/openapi.json`)).json()) as ApiDocument;
});
afterAll(() => world.close());

describe('the OpenAPI document', () => {
  it('tells of the way from compose to report', () => {
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/session',
        '/api/districts/import',
        '/api/accounts/import',
        '/api/posts',
        '/api/posts/preview',
        '/api/posts/{id}/board',
        '/api/posts/{id}/progress',
        '/api/deliveries/{id}/retry',
        '/api/deliveries/{id}/decision',
      ]),
    );
  });

  it('tells of a body only where an empty one is refused with the fields that lack', async () => {
    const owner = await world.signIn('owner');
    const posts = Object.entries(document.paths).filter(
      ([, methods]) => methods['post']?.requestBody,
    );
    expect(posts.length).toBeGreaterThan(4);
    const needed = posts.filter(([name]) => !/(retry-failed|lift|accounts\/check)$/.test(name));
    for (const [path] of needed) {
      const { status, body } = await owner.post<ProblemsAnswer>(path.replace('{id}', '1'), {});
      expect([path, status]).toEqual([path, 400]);
      expect(body.problems.every(({ field }) => field !== undefined && field !== '')).toBe(true);
    }
  });
});

describe('an address that does not exist', () => {
  it('answers a problem and not a page', async () => {
    const answer = await fetch(`${world.url}/api/nowhere`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ problems: [{ code: 'not_found' }] });
  });
});
