import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { currentOrigin } from '../kernel/http/request-origin.js';

/** One thing that somebody did. */
export interface AuditEvent {
  /** Null where the product acts by itself or an operator acts on the machine. */
  personId: number | null;
  /** What was done, as `area.past_tense`: `districts.imported`. */
  action: string;
  /** What it was done to, as `kind:id`: `account:17`. */
  subject: string;
  /** Counts, states and ids. Never a secret, never a text. */
  details: Record<string, string | number | boolean | null>;
}

/** The append-only record of who did what. The database refuses to change or delete a line of it. */
@Injectable()
export class AuditTrail {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /**
   * Writes through `executor`, so that the line and the change it tells of commit together or not at all. Session and
   * device are those of the request under way.
   */
  async record(executor: Executor, event: AuditEvent): Promise<void> {
    const origin = currentOrigin();
    await rowsOf(
      executor,
      `INSERT INTO audit_events (at, person_id, action, subject, details, session_id, device)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        this.clock.now(),
        event.personId,
        event.action,
        event.subject,
        JSON.stringify(event.details),
        origin?.sessionId ?? null,
        origin?.device ?? null,
      ],
    );
  }
}
