import pg from 'pg';
import { EventLog } from '../log.js';

const CHANNELS = [
  'munadi_access',
  'munadi_correct',
  'munadi_due',
  'munadi_later',
  'munadi_progress',
  'munadi_recall',
  'munadi_stops',
] as const;

/**
 * PostgreSQL channels that this product listens to. `munadi_access`: the device named in the payload was revoked. `munadi_correct`: a post was given other words. `munadi_due`: a delivery waits in the due queue.
 * `munadi_later`: a delivery waits for a retry or for a look. `munadi_progress`: the post named in the payload moved.
 * `munadi_recall`: a recalled post, named in the payload, has something public. `munadi_stops`: a stop was set or lifted.
 */
export type Channel = (typeof CHANNELS)[number];

type Listener = (payload: string) => void;

const RECONNECT_AFTER_MS = 1_000;

/**
 * One connection that listens. A signal may be lost while it reconnects, so a reconnect counts as a signal
 * (with an empty payload) on every channel: listeners look at the table, never trust the message alone.
 */
export class NotificationListener {
  private readonly listeners = new Map<Channel, Set<Listener>>();
  private readonly log = new EventLog('database');
  private client: pg.Client | undefined;
  private reconnect: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly databaseUrl: string) {}

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'munadi-listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 10_000,
    });
    client.on('notification', ({ channel, payload }) => {
      this.tell(channel as Channel, payload ?? '');
    });
    client.on('error', () => {
      this.reopenLater(client);
    });
    client.on('end', () => {
      this.reopenLater(client);
    });
    this.client = client;
    await client.connect();
    await client.query(CHANNELS.map((channel) => `LISTEN ${channel}`).join('; '));
  }

  /** Answers a function that ends the subscription. */
  on(channel: Channel, listener: Listener): () => void {
    const channelListeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, channelListeners.add(listener));
    return () => channelListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.reconnect);
    await this.client?.end().catch(() => undefined);
  }

  private tell(channel: Channel, payload: string): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(payload);
  }

  private reopenLater(lost: pg.Client): void {
    if (this.isClosed || this.client !== lost) return;
    this.client = undefined;
    this.log.warn('listen_connection_lost', { reconnectAfterMs: RECONNECT_AFTER_MS });
    this.reconnect = setTimeout(() => void this.reopen(), RECONNECT_AFTER_MS);
  }

  private async reopen(): Promise<void> {
    try {
      await this.open();
      for (const channel of this.listeners.keys()) this.tell(channel, '');
    } catch {
      // connect() failed: its own error event may or may not have come; either way try again.
      const lost = this.client;
      if (lost) this.reopenLater(lost);
    }
  }
}
