import type { FastifyReply } from 'fastify';
import type { Stage } from '../stage.js';
import type { Sight, Spectator } from '../spectators.js';
import { card, cardKey } from './card.js';
import { pageState } from './state.js';

/** Counters follow this often at most, however fast posts arrive. */
const stateEveryMs = 250;

/** Server-sent events: `post` for each card, `state` for the rest, `cleared` for a new world. */
export function follow(stage: Stage, reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: string, data: unknown) => {
    raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const spectator = new PageSpectator(stage, send, () => raw.end());
  stage.spectators.welcome(spectator);
  raw.on('close', () => {
    stage.spectators.dismiss(spectator);
  });
  send('state', pageState(stage));
}

class PageSpectator implements Spectator {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly stage: Stage,
    private readonly send: (event: string, data: unknown) => void,
    readonly leave: () => void,
  ) {}

  see({ line, post }: Sight): void {
    if (line.event === 'started_over') this.send('cleared', {});
    if (post && post.publishedAt !== null) {
      const { platform } = post;
      this.send('post', { platform, key: cardKey(post), html: card(this.stage, post).source });
    }
    this.notice();
  }

  notice(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.send('state', pageState(this.stage));
    }, stateEveryMs).unref();
  }
}
