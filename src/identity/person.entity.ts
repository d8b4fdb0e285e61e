import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../contract/session.js';

/** Somebody who may sign in. */
@Entity('people')
export class Person {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  /** In small letters; the database refuses any other. */
  @Column('text', { unique: true })
  login!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** The place whose subtree this person works in. */
  @Column('integer', { name: 'place_id' })
  placeId!: number;

  /** For signing in with a password alone; null where this person has none. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  /** What an authenticator knows the person by. */
  @Column('bytea', { name: 'passkey_handle' })
  passkeyHandle!: Buffer;

  /** False: cannot sign in, and no session of theirs works. So is somebody who was invited and has not come yet. */
  @Column('boolean', { name: 'is_active', default: true })
  isActive!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
