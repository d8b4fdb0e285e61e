import { Injectable } from '@nestjs/common';
import { rowsOf } from '../kernel/database/sql.js';
import { WorkerDatabase } from '../kernel/database/worker-database.js';
import { EventLog } from '../kernel/log.js';

/** What came up longer ago than this came up while nobody was publishing, or before a clock jumped. */
const UNATTENDED_MS = 10 * 60_000;
/** Held in one statement. */
const BATCH = 10_000;
/** So many are sent after an outage without asking; more of them are a flood. */
const FLOOD = 50;

/** After an outage or a jump of the clocks: a flood of overdue posts waits for a person instead of going out at once. */
@Injectable()
export class OverdueStore {
  private readonly log = new EventLog('scheduler');

  constructor(private readonly database: WorkerDatabase) {}

  /**
   * Asked by a process that has just begun to attend, or whose clock has jumped; a backlog that is being worked off is
   * no flood, so nothing is held while another process has a claim.
   * @param firstInMs until the first waiting delivery comes up; long past where nobody was there to send it.
   */
  async holdFlood(firstInMs: number | null): Promise<void> {
    if (firstInMs === null || firstInMs > -UNATTENDED_MS) return;
    const attended = await rowsOf(
      this.database,
      `SELECT 1 FROM deliveries WHERE state IN ('claimed', 'sending') AND wake_at > now() LIMIT 1`,
    );
    if (attended.length > 0) return;
    let held = 0;
    for (let batch = await this.holdBatch(); batch > 0; batch = await this.holdBatch())
      held += batch;
    if (held > 0) this.log.warn('overdue_flood_held', { deliveries: held });
  }

  private async holdBatch(): Promise<number> {
    const [held] = await rowsOf<{ n: number }>(
      this.database,
      `WITH unattended AS (
         SELECT d.id FROM unnest(enum_range(NULL::platform_name)) AS r(platform)
         CROSS JOIN (VALUES (0::smallint), (1::smallint), (2::smallint)) AS p(priority)
         CROSS JOIN LATERAL (
           SELECT id FROM deliveries
           WHERE state = 'ready' AND platform = r.platform AND priority = p.priority
             AND wake_at <= now() - ${UNATTENDED_MS} * interval '1 millisecond'
           ORDER BY wake_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
         ) d
       ), held AS (
         UPDATE deliveries d SET state = 'missed', epoch = d.epoch + 1, wake_at = NULL
         FROM unattended u
         WHERE d.id = u.id AND (SELECT count(*) FROM unattended) > ${FLOOD}
         RETURNING d.id, d.epoch, d.post_id
       ), noted AS (
         INSERT INTO attempts (delivery_id, epoch, ended_at, outcome, cause)
         SELECT id, epoch, clock_timestamp(), 'missed', 'late' FROM held
       ), told AS (
         SELECT pg_notify('munadi_progress', post_id::text)
         FROM (SELECT DISTINCT post_id FROM held) AS posts
       )
       SELECT count(*) AS n, (SELECT count(*) FROM told) AS told FROM held`,
    );
    return held?.n ?? 0;
  }
}
