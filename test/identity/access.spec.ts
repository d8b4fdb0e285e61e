import { Controller, Get, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DistrictNode } from '../../src/contract/districts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { PeopleService } from '../../src/identity/index.js';
import { Public, Requires, SignedIn } from '../../src/kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../src/kernel/http/caller.js';
import { ProblemError } from '../../src/kernel/problem-error.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { HandClock, PASSWORD, PEOPLE, settle, smallApp } from './small-app.js';

@Controller('probe')
class ProbeController {
  @Get('anybody')
  @Public()
  anybody(): string {
    return 'open';
  }

  @Get('signed-in')
  @SignedIn()
  signedIn(@CurrentCaller() caller: Caller): string {
    return caller.name;
  }

  @Post('decide')
  @Requires('deliveries.decide')
  decide(@CurrentCaller() caller: Caller): string {
    return caller.placePath;
  }
}

@Controller('silent')
class SilentController {
  @Get()
  @Public()
  said(): string {
    return 'said';
  }

  @Get('unsaid')
  unsaid(): string {
    return 'unsaid';
  }
}

let database: FreshDatabase;
let app: NestFastifyApplication;
const clock = new HandClock();

beforeAll(async () => {
  database = await freshDatabase();
  app = await smallApp({ databaseUrl: database.url, clock, controllers: [ProbeController] });
  await app.init();
  await settle(app);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('a route', () => {
  it('that is public answers anybody', async () => {
    expect(await ask('GET', '/probe/anybody')).toEqual({ status: 200, body: 'open' });
  });

  it('that is not public answers nobody without a session, nor with a made-up one', async () => {
    for (const cookie of [undefined, `munadi=${'A'.repeat(43)}`, 'munadi=']) {
      const { status, body } = await ask('GET', '/probe/signed-in', cookie);
      expect(status).toBe(401);
      expect((JSON.parse(body) as ProblemsAnswer).problems[0]?.code).toBe('not_signed_in');
    }
  });

  it.each(PEOPLE)('lets $login in where signing in is enough', async ({ login }) => {
    const answer = await ask('GET', '/probe/signed-in', await cookieOf(login));
    expect(answer).toEqual({ status: 200, body: `Name of ${login}` });
  });

  it.each([
    ['owner', 201],
    ['editor', 201],
    ['lead', 201],
    ['volunteer', 403],
    ['auditor', 403],
  ])('that asks for deliveries.decide answers %s with %i', async (login, status) => {
    expect((await ask('POST', '/probe/decide', await cookieOf(login))).status).toBe(status);
  });

  it('that says nothing about access keeps the whole application from starting, and is named', async () => {
    const careless = await smallApp({
      databaseUrl: database.url,
      clock,
      controllers: [SilentController],
    });
    await expect(careless.init()).rejects.toThrow(
      'These routes do not say who may call them: SilentController.unsaid.',
    );
    await careless.close();
  });
});

describe('districts over HTTP', () => {
  it.each([
    ['editor', ['AGRA', 'B-1', 'LKO', 'UP']],
    ['volunteer', ['B-1', 'LKO']],
  ])('show %s the own subtree', async (login, codes) => {
    const { body } = await ask('GET', '/districts', await cookieOf(login));
    expect((JSON.parse(body) as DistrictNode[]).map(({ code }) => code).sort()).toEqual(codes);
  });

  it('are imported by the owner alone, and refused with every problem in the language asked for', async () => {
    const content = 'code,parentCode,kind,nameEn,nameHi\nX,NOWHERE,booth,X,एक्स';
    const payload = { format: 'csv', content };
    expect((await post('/districts/import', await cookieOf('editor'), payload)).status).toBe(403);
    const refused = await post('/districts/import', await cookieOf('owner'), payload);
    expect(refused.status).toBe(422);
    expect(JSON.parse(refused.body)).toEqual({
      problems: [
        {
          code: 'parent_unknown',
          field: 'row 2, parentCode',
          params: { parent: 'NOWHERE' },
          message:
            'The parent "NOWHERE" is neither in the file nor already imported. Add it or correct the code.',
        },
      ],
    });
    const mended = { format: 'csv', content: content.replace('NOWHERE', 'UP') };
    const taken = await post('/districts/import', await cookieOf('owner'), mended);
    expect([taken.status, JSON.parse(taken.body)]).toEqual([
      200,
      { added: 1, changed: 0, unchanged: 0 },
    ]);
  });
});

describe('a new person', () => {
  it('gets a password that works, when none is given', async () => {
    const people = app.get(PeopleService);
    const added = await people.addPerson({
      login: 'Sunita',
      name: 'Sunita',
      role: 'volunteer',
      placeCode: 'B-1',
    });
    expect(added).toMatchObject({ login: 'sunita' });
    const answer = await post('/session', undefined, {
      login: 'sunita',
      password: added.password,
    });
    expect(answer.status).toBe(200);
    expect(await people.callerFor('SUNITA')).toMatchObject({ name: 'Sunita', role: 'volunteer' });
  });

  it('is refused with everything that is wrong at once', async () => {
    const thrown: unknown = await app
      .get(PeopleService)
      .addPerson({
        login: 'two words',
        name: ' ',
        role: 'owner',
        placeCode: 'XX',
        password: 'short',
      })
      .catch((error: unknown) => error);
    expect(thrown instanceof ProblemError && thrown.problems.map(({ code }) => code)).toEqual([
      'login_invalid',
      'name_missing',
      'password_too_short',
      'district_unknown',
    ]);
  });

  it('cannot take the login of another one', async () => {
    const again = { login: 'OWNER', name: 'Another', role: 'owner', placeCode: 'UP' } as const;
    await expect(app.get(PeopleService).addPerson(again)).rejects.toMatchObject({
      problems: [{ code: 'login_taken', field: 'login', params: { login: 'owner' } }],
    });
  });
});

interface Answer {
  status: number;
  body: string;
}

async function ask(method: 'GET' | 'POST', url: string, cookie?: string): Promise<Answer> {
  const headers = cookie === undefined ? {} : { cookie };
  const { statusCode, body } = await app.inject({ method, url, headers });
  return { status: statusCode, body };
}

async function post(url: string, cookie: string | undefined, payload: object): Promise<Answer> {
  const headers = { 'accept-language': 'en', ...(cookie === undefined ? {} : { cookie }) };
  const { statusCode, body } = await app.inject({ method: 'POST', url, headers, payload });
  return { status: statusCode, body };
}

async function cookieOf(login: string): Promise<string> {
  const payload = { login, password: PASSWORD };
  const answer = await app.inject({ method: 'POST', url: '/session', payload });
  const [cookie] = answer.cookies;
  return `${cookie?.name ?? ''}=${cookie?.value ?? ''}`;
}
