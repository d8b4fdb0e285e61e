/** A post as the world sees it. */
export interface WorldPost {
  platform: string;
  account: string;
  postId: string;
  text: string;
  attachments: readonly { kind: string }[];
  /** The post that it answers; absent or null where it stands for itself. */
  replyTo?: string | null;
}

/** One line of the sandbox's ledger. */
export interface LedgerEntry extends WorldPost {
  seq: number;
  receivedAt: string;
  recordedAt: string;
  event: string;
  fault: string | null;
  answer: string;
  path: string;
}

export interface FaultRule {
  platform?: string;
  account?: string;
  operation?: 'create' | 'publish' | 'edit' | 'delete' | 'upload' | 'token' | 'read';
  fault: string;
  times?: number;
  [parameter: string]: unknown;
}

/** The sandbox's control surface, over HTTP as anybody would use it. */
export class SandboxControl {
  constructor(readonly url: string) {}

  async posts(): Promise<WorldPost[]> {
    return (await this.ask<{ posts: WorldPost[] }>('GET', '/_sandbox/posts')).posts;
  }

  /** Every post that became public, in the order of arrival. */
  async published(): Promise<LedgerEntry[]> {
    return (await this.ledger()).filter((line) => line.event === 'published');
  }

  /** Everything that changed the world, in the order of arrival. */
  async ledger(): Promise<LedgerEntry[]> {
    return (await this.ask<{ lines: LedgerEntry[] }>('GET', '/_sandbox/ledger')).lines;
  }

  /** Adds accounts, in the shape of their platform's simulator. */
  async putAccounts(accounts: readonly object[]): Promise<void> {
    await this.ask('PUT', '/_sandbox/accounts', { accounts });
  }

  async setFaults(rules: readonly FaultRule[]): Promise<void> {
    await this.ask('PUT', '/_sandbox/faults', { rules });
  }

  /** Behind those that are in force: the first one that fits a request is taken. */
  async addFaults(rules: readonly FaultRule[]): Promise<void> {
    await this.ask('POST', '/_sandbox/faults', { rules });
  }

  async clearFaults(): Promise<void> {
    await this.ask('DELETE', '/_sandbox/faults');
  }

  async firedFaults(): Promise<number> {
    const { rules } = await this.ask<{ rules: { fired: number }[] }>('GET', '/_sandbox/faults');
    return rules.reduce((sum, rule) => sum + rule.fired, 0);
  }

  /** How often each fault of the rules in force has shown. */
  async firedByFault(): Promise<Map<string, number>> {
    const { rules } = await this.ask<{ rules: { fault: string; fired: number }[] }>(
      'GET',
      '/_sandbox/faults',
    );
    const fired = new Map<string, number>();
    for (const rule of rules) fired.set(rule.fault, (fired.get(rule.fault) ?? 0) + rule.fired);
    return fired;
  }

  async set(settings: {
    limitsEnforced?: boolean;
    xTimelineLagMs?: number;
    latencyMs?: number;
  }): Promise<void> {
    await this.ask('PUT', '/_sandbox/settings', settings);
  }

  private async ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The sandbox refused ${method} ${path}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  }
}
