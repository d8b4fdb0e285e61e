import { randomUUID } from 'node:crypto';
import type { BoardCell, BoardRow, PostProgress } from '../../src/contract/deliveries.js';
import type { NewPost, PostView } from '../../src/contract/posts.js';
import type { DistrictNode } from '../../src/contract/districts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';

export interface Answer<Body> {
  status: number;
  body: Body;
}

/** What a test says of a post; the rest is an ordinary post that goes out now to everybody. */
export interface PostOrder {
  title?: string;
  text?: string;
  own?: NewPost['texts']['own'];
  districts?: readonly string[];
  platforms?: NewPost['targets']['platforms'];
  schedule?: NewPost['schedule'];
  operationId?: string;
  priority?: NewPost['priority'];
  notLaterThanMinutes?: number;
  media?: NewPost['media'];
  options?: NewPost['options'];
}

/** Somebody signed in, acting over HTTP as the web face does. */
export class Person {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async signIn(
    url: string,
    credentials: { login: string; password: string },
  ): Promise<Person> {
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify(credentials),
    });
    if (!answer.ok) throw new Error(`Sign-in refused: ${await answer.text()}`);
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return new Person(url, cookie);
  }

  async get<Body>(path: string): Promise<Answer<Body>> {
    return this.ask<Body>('GET', path);
  }

  async post<Body>(path: string, body: unknown = {}): Promise<Answer<Body>> {
    return this.ask<Body>('POST', path, body);
  }

  /** Publishes and answers the post. @throws when the product refuses it. */
  async publish(order: PostOrder = {}): Promise<PostView> {
    const { status, body } = await this.tryToPublish(order);
    if (status !== 201) throw new Error(`The post was refused: ${JSON.stringify(body)}`);
    return body as PostView;
  }

  async tryToPublish(order: PostOrder): Promise<Answer<PostView | ProblemsAnswer>> {
    return this.post('/api/posts', await this.newPost(order));
  }

  async newPost(order: PostOrder): Promise<NewPost> {
    return {
      operationId: order.operationId ?? randomUUID(),
      title: order.title ?? 'A message',
      campaign: '',
      language: 'hi',
      texts: { common: order.text ?? 'आज {district} में', own: order.own ?? {} },
      targets: {
        districtIds: await this.idsOf(order.districts ?? ['uttar-pradesh']),
        exceptDistrictIds: [],
        platforms: order.platforms ?? ['x', 'telegram', 'facebook'],
      },
      schedule: order.schedule ?? { kind: 'now' },
      ...(order.priority ? { priority: order.priority } : {}),
      notLaterThanMinutes: order.notLaterThanMinutes ?? 60,
      media: order.media ?? [],
      options: order.options ?? {},
    };
  }

  async board(postId: number): Promise<BoardRow[]> {
    return (await this.get<BoardRow[]>(`/api/posts/${postId}/board`)).body;
  }

  async cells(postId: number): Promise<BoardCell[]> {
    return (await this.board(postId)).flatMap((row) => row.cells);
  }

  /** Follows the post's live progress until `isReached`; answers that progress. */
  async untilProgress(
    postId: number,
    isReached: (progress: PostProgress) => boolean,
  ): Promise<PostProgress> {
    for await (const progress of this.progressOf(postId)) {
      if (isReached(progress)) return progress;
    }
    throw new Error('The progress stream ended');
  }

  private async *progressOf(postId: number): AsyncIterable<PostProgress> {
    const stop = new AbortController();
    const answer = await fetch(`${this.url}/api/posts/${postId}/progress`, {
      headers: { cookie: this.cookie, accept: 'text/event-stream' },
      signal: stop.signal,
    });
    try {
      yield* eventsOf(answer);
    } finally {
      stop.abort();
    }
  }

  /** Follows the post until every one of its deliveries `isReached`; answers them. */
  async untilEvery(postId: number, isReached: (cell: BoardCell) => boolean): Promise<BoardCell[]> {
    let cells: BoardCell[] = [];
    for await (const _ of this.progressOf(postId)) {
      cells = await this.cells(postId);
      if (cells.every(isReached)) break;
    }
    return cells;
  }

  async untilSettled(postId: number): Promise<PostProgress> {
    return this.untilProgress(postId, (progress) => progress.isSettled);
  }

  /** Any request, with this person's session. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', this.cookie);
    if (!headers.has('accept-language')) headers.set('accept-language', 'en');
    return fetch(new URL(path, this.url), { ...init, headers });
  }

  private async idsOf(codes: readonly string[]): Promise<number[]> {
    const { body } = await this.get<DistrictNode[]>('/api/districts');
    return body.filter((node) => codes.includes(node.code)).map((node) => node.id);
  }

  private async ask<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
  }
}

async function* eventsOf(answer: Response): AsyncIterable<PostProgress> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(chunk, { stream: true });
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data) as PostProgress;
    }
  }
}
