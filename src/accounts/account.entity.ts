import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { AccountAbility } from '../contract/account-ability.js';
import type { AccountHealth, AccountRight, AccountTrouble } from '../contract/account-health.js';
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

  /** Why it is broken; null when it is not, or when nobody has said. */
  @Column('text', { nullable: true })
  trouble!: AccountTrouble | null;

  /** When the platform says that the access ends; null where it does not tell, or never does. */
  @Column('timestamptz', { name: 'access_ends_at', nullable: true })
  accessEndsAt!: Date | null;

  @Column('text', { name: 'rights_missing', array: true, default: [] })
  rightsMissing!: AccountRight[];

  @Column('text', { name: 'abilities_missing', array: true, default: [] })
  abilitiesMissing!: AccountAbility[];

  /** The platform's allowance was used up when the account was checked: nothing goes out before. */
  @Column('timestamptz', { name: 'no_room_until', nullable: true })
  noRoomUntil!: Date | null;

  /** When the health last turned; null while it never has. Kept by the database. */
  @Column('timestamptz', { name: 'health_since_at', nullable: true })
  healthSinceAt!: Date | null;

  /** Since when Munadi knows of the platform's tick. Kept by the database. */
  @Column('timestamptz', { name: 'verified_since_at', nullable: true })
  verifiedSinceAt!: Date | null;

  /** When the platform was last asked, or last refused a post. */
  @Column('timestamptz', { name: 'checked_at', nullable: true })
  checkedAt!: Date | null;
}
