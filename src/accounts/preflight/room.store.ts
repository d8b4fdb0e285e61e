import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from '../../kernel/database/sql.js';
import type { UsedLane } from './room.js';

/**
 * Reads how far budgets are used. The table is written by deliveries alone, a module above this one: see "One look
 * upwards" in the README.
 */
@Injectable()
export class RoomStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The lanes with these keys, by key; one that nobody has used yet is absent. */
  async lanesOf(keys: readonly string[]): Promise<Map<string, UsedLane>> {
    if (keys.length === 0) return new Map();
    const rows = await rowsOf<UsedLane & { key: string }>(
      this.dataSource,
      `SELECT key, free_at AS "freeAt", parked_until AS "parkedUntil" FROM lanes
        WHERE key = ANY($1)`,
      [keys],
    );
    return new Map(rows.map(({ key, ...lane }) => [key, lane]));
  }
}
