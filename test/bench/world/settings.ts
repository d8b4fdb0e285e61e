export interface WorkerSettings {
  databaseUrl: string;
  sinkUrl: string;
  concurrency: number;
  /** Given up after this; a lease lasts three times as long. */
  sendTimeoutMs?: number;
}

/** The product's environment: nothing of it is tuned for the bench but the size of what is in flight. */
export function environmentOf(settings: WorkerSettings): Record<string, string> {
  const sendTimeoutMs = settings.sendTimeoutMs ?? 20_000;
  return {
    DATABASE_URL: settings.databaseUrl,
    MUNADI_ROLE: 'worker',
    MUNADI_LOG_LEVEL: 'warn',
    MUNADI_CHECK_FROM_HOUR: 'never',
    MUNADI_TELEGRAM_FIND_CHATS: 'false',
    MUNADI_CREDENTIAL_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_PASSWORDS: 'alone',
    MUNADI_X_API_URL: settings.sinkUrl,
    MUNADI_TELEGRAM_API_URL: settings.sinkUrl,
    MUNADI_GRAPH_API_URL: settings.sinkUrl,
    MUNADI_DELIVERY_CONCURRENCY: String(settings.concurrency),
    MUNADI_SEND_TIMEOUT_MS: String(sendTimeoutMs),
    MUNADI_LEASE_MS: String(3 * sendTimeoutMs),
  };
}
