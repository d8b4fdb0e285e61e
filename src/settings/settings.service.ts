import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { Settings } from '../contract/settings.js';
import type { Executor } from '../kernel/database/sql.js';
import { SettingsStore } from './settings.store.js';

/** What the owner has set for everybody. */
@Injectable()
export class SettingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: SettingsStore,
    private readonly audit: AuditTrail,
  ) {}

  /** With an `executor`, as they stand within its transaction. */
  async read(executor: Executor = this.dataSource): Promise<Settings> {
    return this.store.read(executor);
  }

  async change(settings: Settings, personId: number): Promise<Settings> {
    await this.dataSource.transaction(async (manager) => {
      await this.store.write(manager, settings);
      await this.audit.record(manager, {
        personId,
        action: 'settings.changed',
        subject: 'settings',
        details: settings,
      });
    });
    return settings;
  }
}
