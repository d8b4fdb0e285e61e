import type { ProblemsAnswer } from '../../src/contract/problems.js';
import type { EnrolmentWait, InviteLink, PeopleView } from '../../src/contract/people.js';
import { Authenticator, type Quirks } from './authenticator.js';

export interface Said {
  status: number;
  body: unknown;
}

/** A phone with a browser that keeps its cookies, and a passkey keeper. It speaks to the routes as the page does. */
export class Phone {
  readonly authenticator: Authenticator;
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly publicUrl: string,
    authenticator?: Authenticator,
  ) {
    this.authenticator = authenticator ?? new Authenticator(publicUrl);
  }

  async ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Said> {
    const answer = await this.fetch(path, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json', 'accept-language': 'en' },
        body: JSON.stringify(body),
      }),
    });
    const said = await answer.text();
    return { status: answer.status, body: said === '' ? undefined : JSON.parse(said) };
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('user-agent', 'Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile');
    const answer = await fetch(`${this.url}${path}`, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    return answer;
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  /** Takes over what another browser would have to steal. */
  steal(name: string, from: Phone): void {
    this.cookies.set(name, from.cookie(name) ?? '');
  }

  async get<Body>(path: string): Promise<Body> {
    return (await this.ask('GET', path)).body as Body;
  }

  async enrol(secret: string, more: object = {}, quirks: Quirks = {}): Promise<Said> {
    const options = await this.ask('POST', '/enrolment/passkey/options', { secret, ...more });
    if (options.status !== 200) return options;
    const passkey = this.authenticator.create(options.body as { challenge: string }, quirks);
    return this.ask('POST', '/enrolment/passkey', { secret, ...more, passkey });
  }

  async signIn(quirks: Quirks = {}): Promise<Said> {
    const options = await this.ask('POST', '/session/passkey/options');
    const passkey = this.authenticator.get(options.body as { challenge: string }, quirks);
    return this.ask('POST', '/session/passkey', { passkey });
  }

  async stepUp(quirks: Quirks = {}): Promise<Said> {
    const options = await this.ask('POST', '/session/step-up/options');
    if (options.status !== 200) return options;
    const passkey = this.authenticator.get(options.body as { challenge: string }, quirks);
    return this.ask('POST', '/session/step-up', { passkey });
  }

  /** The secret of a new invite's link. */
  async invite(person: { name: string; role: string; placeId: number }): Promise<string> {
    const { status, body } = await this.ask('POST', '/people/invites', person);
    if (status !== 201) throw new Error(`The invite was refused: ${JSON.stringify(body)}`);
    return new URL((body as InviteLink).url).hash.slice(1);
  }

  /** Confirms the phone that waits for `name`, as the inviter who compares the numbers. */
  async confirm(name: string): Promise<Said> {
    const { people } = await this.get<PeopleView>('/people');
    const waiting = people.find((person) => person.name === name)?.waiting;
    if (!waiting) throw new Error(`No phone of ${name} waits`);
    const { inviteId, matchingCode } = waiting;
    return this.ask('POST', `/people/invites/${inviteId}/confirm`, { matchingCode });
  }

  async finish(wait: EnrolmentWait): Promise<Said> {
    return this.ask('POST', '/enrolment/finish', { waitSecret: wait.waitSecret });
  }
}

export function codesOf({ body }: Said): string[] {
  return (body as ProblemsAnswer).problems.map(({ code }) => code);
}
