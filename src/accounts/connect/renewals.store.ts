import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

/** The only SQL over credentials that end. */
@Injectable()
export class RenewalsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /**
   * One account that is due, locked until the transaction ends together with its seal: nobody else renews it, and an
   * import of other credentials waits. Undefined when none is due or free.
   */
  async lockDue(executor: Executor, now: Date): Promise<number | undefined> {
    const [due] = await rowsOf<{ accountId: number }>(
      executor,
      `SELECT r.account_id AS "accountId"
         FROM credential_renewals r JOIN account_credentials c ON c.account_id = r.account_id
        WHERE r.due_at <= $1
        ORDER BY r.due_at LIMIT 1 FOR UPDATE OF r, c SKIP LOCKED`,
      [now],
    );
    return due?.accountId;
  }

  async plan(executor: Executor, accountId: number, dueAt: Date): Promise<void> {
    await rowsOf(
      executor,
      `INSERT INTO credential_renewals (account_id, due_at) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET due_at = EXCLUDED.due_at`,
      [accountId, dueAt],
    );
  }

  async forget(executor: Executor, accountId: number): Promise<void> {
    await rowsOf(executor, 'DELETE FROM credential_renewals WHERE account_id = $1', [accountId]);
  }
}
