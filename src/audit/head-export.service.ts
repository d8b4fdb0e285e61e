import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { requestJson } from '../kernel/egress/index.js';
import { EventLog } from '../kernel/log.js';
import { signHead, type AuditHead } from './audit-head.js';
import { ChainStore } from './chain.store.js';
import { appendHead } from './head-file.js';

const WEBHOOK_MS = 10_000;
const MINUTE_MS = 60_000;

/** Takes the end of the chain out of the house: what is known elsewhere cannot be cut off or made anew unseen. */
@Injectable()
export class AuditHeads {
  private readonly log = new EventLog('audit');
  private last: { position: number; at: number } | undefined;

  constructor(
    private readonly store: ChainStore,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Exports the head when it has moved, and from time to time when it has not. Answers it, or undefined when nothing was due. */
  async exportIfDue(): Promise<AuditHead | undefined> {
    const { head } = this.config.audit;
    if (!head) return undefined;
    const end = await this.store.end();
    const now = this.clock.now();
    const isStill = this.last?.position === end.position;
    if (isStill && now.getTime() - (this.last?.at ?? 0) < head.everyMinutes * MINUTE_MS) {
      return undefined;
    }
    const signed = signHead(head.key, end, now);
    const reached = await Promise.all([
      head.file === null || this.told('file', appendHead(head.file, signed)),
      head.url === null || this.told('url', callWebhook(head.url, signed)),
    ]);
    // What one of the places did not take comes again in the next round.
    if (reached.every(Boolean)) this.last = { position: end.position, at: now.getTime() };
    return signed;
  }

  private told(place: 'file' | 'url', export_: Promise<void>): Promise<boolean> {
    return export_.then(
      () => true,
      (error: unknown) => {
        this.log.error('head_not_exported', error, { place });
        return false;
      },
    );
  }
}

/** @throws when the other side does not answer with success. */
async function callWebhook(url: string, head: AuditHead): Promise<void> {
  const signal = AbortSignal.timeout(WEBHOOK_MS);
  const { status } = await requestJson({ method: 'POST', url, json: head, secrets: [], signal });
  if (status < 200 || status > 299) throw new Error(`The webhook answered ${status}`);
}
