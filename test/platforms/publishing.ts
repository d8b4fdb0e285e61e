import type { PlatformName } from '../../src/contract/platforms.js';
import type { Clock } from '../../src/kernel/clock.js';
import { watchSend, type Sent } from '../../src/kernel/egress/index.js';
import type {
  AnyPlatform,
  Attempt,
  Identified,
  MediaFile,
  Outcome,
  Target,
} from '../../src/platforms/platform.js';
import { aPicture } from './media-files.js';
import { aMachine } from './sandbox-stage.js';

/** What the cases need to know of one platform. */
export interface PlatformUnderTest {
  /** The platform, pointed at a machine that plays every platform below its own path, as the sandbox does. */
  at(url: string, clock: Clock): AnyPlatform;
  /** The account as the sandbox is told of it. */
  account: { platform: PlatformName } & Record<string, unknown>;
  remoteId: string;
  handle: string;
  credentials: unknown;
  revokedCredentials: unknown;
  /** Every value in `credentials`: nobody may read them anywhere else. */
  secrets: readonly string[];
  identified: Extract<Identified, { kind: 'identified' }>;
  /** The longest text that goes out, and one that is a unit longer. */
  longest: string;
  tooLong: string;
  /** How the sandbox calls the request that makes a post public. */
  publicStep: 'create' | 'publish';
  /** Progress with which the next request is the public one; undefined where it always is. */
  prepared: unknown;
  /** It reads something before the public request, whatever is prepared. */
  readsFirst?: true;
  /** What every post of the cases carries; absent where a text alone is a post. */
  carries?: readonly MediaFile[];
  /**
   * `silent`: "too many" proves nothing there, and does not say until when. Absent: it is proof, and says until when
   * where the platform knows.
   */
  limits?: 'silent';
  /** `members`: only members see a post, so there is no address to open. Absent: everybody does. */
  readers?: 'members';
  /**
   * Fields of an account whose next post is the last that the platform takes, and the pause that follows from the
   * answer. Absent where the platform says nothing beside a success.
   */
  lastPost?: { account: object; pauseMs: number };
  /** An album of the most pictures that one post takes; absent where the platform takes none. */
  pictures?: readonly MediaFile[];
  /** A picture that moves, and a video; absent where the platform takes none. */
  animation?: MediaFile;
  video?: MediaFile;
}

export const NOW = new Date('2026-12-01T06:00:00Z');
export const stillClock: Clock = { now: () => NOW };

/** Time stands still until a test moves it. */
export class HeldClock implements Clock {
  private at = NOW;

  now(): Date {
    return this.at;
  }

  pass(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }

  startOver(): void {
    this.at = NOW;
  }
}

export const TEXT = 'नमस्ते! बाढ़ & बारिश <आज> https://example.org/alerts?day=1 example.in';

/** A post of a text and, where the platform posts nothing without, a picture. */
export function contentOf(text: string, { carries = [] }: Pick<PlatformUnderTest, 'carries'> = {}) {
  return { text, media: carries, options: {} };
}

/** One call of `publish`, with what the core would have seen of it. */
export class Publishing {
  commits = 0;
  remembered: unknown[] = [];
  /** Of a send that failed. */
  wasHandedOver: boolean | undefined;
  /** Stands for the writing of the intent. */
  writeIntent: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly subject: PlatformUnderTest,
    private readonly overrides: Partial<Attempt<unknown, unknown>> = {},
  ) {}

  /** Called again as long as the platform works on a file, as the core does. */
  async by(platform: AnyPlatform): Promise<Outcome> {
    for (;;) {
      const outcome = await this.once(platform);
      if (outcome.kind !== 'waiting') return outcome;
    }
  }

  async once(platform: AnyPlatform): Promise<Outcome> {
    const aimed = {
      ...targetOf(this.subject),
      ...contentOf(TEXT, this.subject),
      replyTo: null,
      progress: undefined,
      ...this.overrides,
      ...(this.remembered.length > 0 && { progress: this.remembered.at(-1) }),
    };
    return platform.publish({
      ...aimed,
      remember: async (progress) => {
        this.remembered.push(progress);
      },
      commit: (send) => this.commit(send, aimed.signal),
    });
  }

  private async commit<T>(send: () => Promise<T>, signal: AbortSignal): Promise<Sent<T>> {
    this.commits += 1;
    await this.writeIntent();
    const sent = await watchSend(send, signal);
    if (sent.kind === 'failed') this.wasHandedOver = sent.wasHandedOver;
    return sent;
  }
}

export function targetOf({ remoteId, handle, credentials }: PlatformUnderTest): Target<unknown> {
  return { remoteId, handle, credentials, signal: new AbortController().signal };
}

/** All that the platform says and throws while a machine quotes each request in every kind of answer. */
export async function whatEveryAnswerBrings(subject: PlatformUnderTest): Promise<string> {
  let status = 200;
  let isJson = true;
  const machine = await aMachine((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.once('end', () => {
      const quote = `${request.url ?? ''} ${JSON.stringify(request.headers)} ${body}`;
      response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'text/html' });
      response.end(isJson ? JSON.stringify(everyVendorsError(status, quote)) : `<p>${quote}</p>`);
    });
  });
  const platform = subject.at(machine.url, stillClock);
  const shown: string[] = [];
  for (status of [200, 302, 400, 401, 403, 404, 413, 429, 500]) {
    for (isJson of [true, false]) shown.push(...(await askEverything(platform, subject)));
  }
  await machine.stop();
  return shown.join('\n');
}

function askEverything(platform: AnyPlatform, subject: PlatformUnderTest): Promise<string[]> {
  const search = { text: TEXT, progress: subject.prepared, isReply: false, sentAt: NOW };
  const questions = [
    new Publishing(subject).by(platform),
    new Publishing(subject, { progress: subject.prepared }).by(platform),
    platform.identify(targetOf(subject)),
    platform.locate?.({ ...targetOf(subject), ...search }),
    platform.rehearse?.({ ...targetOf(subject), picture: aPicture() }),
    platform.retract?.({ ...targetOf(subject), postId: '17', publishedAt: NOW }),
  ];
  return Promise.all(questions.map(inWords));
}

async function inWords(asked: Promise<unknown> | undefined): Promise<string> {
  try {
    return JSON.stringify(await asked);
  } catch (error) {
    return error instanceof Error ? `${String(error)} ${error.stack ?? ''}` : JSON.stringify(error);
  }
}

function everyVendorsError(status: number, quote: string): object {
  return {
    ok: false,
    error_code: status,
    description: quote,
    title: quote,
    detail: quote,
    type: 'about:blank',
    errors: [{ message: quote }],
    error: { message: quote, code: 190 },
  };
}
