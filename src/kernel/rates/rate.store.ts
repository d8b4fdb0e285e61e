import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from '../database/sql.js';

/** Tokens that a process wants out of one bucket. */
export interface TokenWish {
  /** 16 bytes that stand for a person or an address and a kind of request. */
  key: Buffer;
  wanted: number;
  burst: number;
  /** Time in which one token comes back. */
  msEach: number;
}

export interface TokenGrant {
  /** 0 to `wanted`. */
  granted: number;
  /** Until the next token is there; 0 or less when there is one. */
  nextAfterMs: number;
}

/** The buckets that all processes share. */
@Injectable()
export class RateStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Takes tokens out of many buckets with one statement; grants in the wishes' order. No key may stand twice.
   * A bucket is one instant: when it will be full again. It is never believed to be emptier than empty, so that a
   * process whose clock was ahead locks nobody out.
   */
  async take(wishes: readonly TokenWish[], now: Date): Promise<TokenGrant[]> {
    const rows = await rowsOf<TokenGrant & { key: Buffer }>(
      this.dataSource,
      `INSERT INTO rate_buckets AS bucket (key, granted, burst, ms_each, full_at)
       SELECT key, wanted, burst, ms_each, $5::timestamptz + wanted * ms_each * interval '1 millisecond'
         FROM unnest($1::bytea[], $2::int[], $3::int[], $4::float8[]) AS wish (key, wanted, burst, ms_each)
        ORDER BY key
       ON CONFLICT (key) DO UPDATE SET (granted, burst, ms_each, full_at) = (
         SELECT grants, EXCLUDED.burst, EXCLUDED.ms_each, $5::timestamptz + (debt_ms + grants * EXCLUDED.ms_each) * interval '1 millisecond'
           FROM (SELECT LEAST(EXCLUDED.burst * EXCLUDED.ms_each,
                        GREATEST(0, EXTRACT(epoch FROM bucket.full_at - $5::timestamptz) * 1000)::float8) AS debt_ms) AS debt,
        LATERAL (SELECT LEAST(EXCLUDED.granted, EXCLUDED.burst - CEIL(debt_ms / EXCLUDED.ms_each - 1e-6))::int AS grants) AS share)
       RETURNING key, granted,
                 (EXTRACT(epoch FROM full_at - $5::timestamptz) * 1000 - (burst - 1) * ms_each)::float8 AS "nextAfterMs"`,
      [
        wishes.map(({ key }) => key),
        wishes.map(({ wanted }) => wanted),
        wishes.map(({ burst }) => burst),
        wishes.map(({ msEach }) => msEach),
        now,
      ],
    );
    const byKey = new Map(rows.map((row) => [row.key.toString('hex'), row]));
    return wishes.map(({ key }) => {
      const row = byKey.get(key.toString('hex'));
      if (!row) throw new Error('A bucket that was asked for is missing from the answer');
      return row;
    });
  }

  /** A full bucket is like none. */
  async forgetFull(now: Date): Promise<void> {
    await rowsOf(this.dataSource, 'DELETE FROM rate_buckets WHERE full_at <= $1', [now]);
  }
}
