import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { AccountHealth } from '../contract/accounts.js';
import type { PlatformName } from '../contract/platforms.js';

/** A place's own account on a platform. Its credentials are in another table, sealed. */
@Entity('accounts')
@Unique(['platform', 'remoteId'])
export class Account {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('integer', { name: 'district_id' })
  districtId!: number;

  @Column('text')
  platform!: PlatformName;

  /** The name that people see, such as `@lucknow_news`. */
  @Column('text')
  handle!: string;

  /** The platform's own lasting name of the account: X user id, Telegram chat id, Page id. */
  @Column('text', { name: 'remote_id' })
  remoteId!: string;

  @Column('boolean', { name: 'is_verified' })
  isVerified!: boolean;

  /** Followers, subscribers or members; null where nobody has said. */
  @Column('integer', { nullable: true })
  audience!: number | null;

  @Column('text')
  health!: AccountHealth;

  /** What is wrong and what to do; null when nothing is. */
  @Column('text', { name: 'health_detail', nullable: true })
  healthDetail!: string | null;

  /** When the platform was last asked, or last refused a post. */
  @Column('timestamptz', { name: 'checked_at', nullable: true })
  checkedAt!: Date | null;
}
