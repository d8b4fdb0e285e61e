import { Injectable } from '@nestjs/common';
import type { Settings } from '../contract/settings.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

/** The one row of what holds for everybody. */
@Injectable()
export class SettingsStore {
  async read(executor: Executor): Promise<Settings> {
    const [row] = await rowsOf<Settings>(
      executor,
      `SELECT approval_above_accounts AS "approvalAboveAccounts" FROM settings`,
    );
    if (!row) throw new Error('The row of the settings is gone');
    return row;
  }

  async write(executor: Executor, { approvalAboveAccounts }: Settings): Promise<void> {
    await rowsOf(executor, 'UPDATE settings SET approval_above_accounts = $1', [
      approvalAboveAccounts,
    ]);
  }
}
