import fc from 'fast-check';
import { operationsOf, type ApiDocument } from './document.js';
import { leaksIn } from './leaks.js';
import { LAST_UPLOAD, requestsTo, type FuzzRequest } from './requests.js';
import { reproductionOf, Wire, type FuzzAnswer } from './wire.js';

export interface FuzzOptions {
  url: string;
  document: ApiDocument;
  /** Requests in all. */
  requests: number;
  seed: number;
  /** Signs in anew; empty for somebody who does not sign in. */
  signIn: () => Promise<string>;
  secrets: readonly string[];
}

export interface FuzzReport {
  /** Each with what was wrong and how to ask it again. */
  faults: string[];
  /** Answers by their status. */
  statuses: Map<number, number>;
  /** Operations by whether they were ever done as asked. */
  opened: Set<string>;
  closed: Set<string>;
}

const AT_ONCE = 8;
/** No answer takes longer, on any machine: the longest of them writes a hundred rows. */
const ANSWER_WITHIN_MS = 2_000;
const MOST_FAULTS = 20;

/** Asks everything that the document tells of, nearly right and wrong, as one visitor. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const operations = operationsOf(options.document);
  const wanted = requestsTo(operations, options.document);
  const requests = fc.sample(wanted, { numRuns: options.requests, seed: options.seed });
  const visit = new Visit(options);
  for (const { method, path } of operations) visit.report.closed.add(`${method} ${path}`);
  try {
    await visit.askAll(requests);
  } finally {
    visit.close();
  }
  return visit.report;
}

class Visit {
  readonly report: FuzzReport = {
    faults: [],
    statuses: new Map(),
    opened: new Set(),
    closed: new Set(),
  };
  private readonly wire: Wire;
  private session: Promise<string>;
  private readonly slow: FuzzRequest[] = [];
  private isAlone = false;
  private lastUpload = '0'.repeat(32);

  constructor(private readonly options: FuzzOptions) {
    this.wire = new Wire(options.url, AT_ONCE);
    this.session = options.signIn();
  }

  async askAll(requests: readonly FuzzRequest[]): Promise<void> {
    const queue = requests.values();
    const work = async (): Promise<void> => {
      for (const request of queue) {
        if (this.report.faults.length < MOST_FAULTS) await this.ask(this.filled(request));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    // Each by itself: with others about, a busy machine looks like a hang.
    this.isAlone = true;
    for (const request of this.slow.splice(0)) await this.ask(request);
  }

  close(): void {
    this.wire.close();
  }

  private filled(request: FuzzRequest): FuzzRequest {
    return { ...request, path: request.path.replace(LAST_UPLOAD, this.lastUpload) };
  }

  private async ask(request: FuzzRequest): Promise<void> {
    const used = this.session;
    const answer = await this.answerTo(request, await used);
    if (answer === undefined) return;
    const { status } = answer;
    const { statuses, opened, closed } = this.report;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status < 400) opened.add(request.operation);
    if (status >= 500) this.blame(`answered ${status}: ${answer.body.slice(0, 300)}`, request);
    this.lastUpload = /uploads\/([0-9a-f]{32})"/.exec(answer.headers)?.[1] ?? this.lastUpload;
    for (const one of opened) closed.delete(one);
    const leaks = leaksIn(
      `${answer.headers}\n${withoutEcho(answer.body, request)}`,
      this.options.secrets,
    );
    if (leaks.length > 0) this.blame(`gave away ${leaks.join(', ')}: ${answer.body}`, request);
    // A request may have signed this visitor out.
    if (answer.body.includes('not_signed_in') || endsSession(request, status)) {
      if (this.session === used && (await used) !== '') this.session = this.options.signIn();
    }
  }

  /** What takes too long is asked once more when nothing else is. */
  private async answerTo(request: FuzzRequest, cookie: string): Promise<FuzzAnswer | undefined> {
    try {
      const answer = await this.wire.ask(request, cookie, ANSWER_WITHIN_MS);
      if (!answer && this.isAlone) this.blame(`no answer within ${ANSWER_WITHIN_MS} ms`, request);
      else if (!answer) this.slow.push(request);
      return answer;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // The server has refused the rest of a body, or node's client will not write such a request.
      if (code === 'ECONNRESET' || code === 'EPIPE' || isUnwritable(error)) return undefined;
      throw error;
    }
  }

  private blame(what: string, request: FuzzRequest): void {
    this.report.faults.push(`${what}\n    ${reproductionOf(request)}`);
  }
}

function isUnwritable(error: unknown): boolean {
  return error instanceof TypeError;
}

function endsSession({ method, path }: FuzzRequest, status: number): boolean {
  return method === 'DELETE' && path.startsWith('/api/session') && status < 300;
}

/** A problem quotes what was sent; what a visitor wrote is no secret of ours. */
function withoutEcho(body: string, request: FuzzRequest): string {
  return /etc|windows|tmp/.test(`${request.path}${request.body ?? ''}`)
    ? body.replace(/\/etc\/passwd/g, '')
    : body;
}
