import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { Person } from './person.entity.js';
import type { ActingPerson } from './sessions.store.js';

// Any number that nothing else in the product locks with.
const CLAIM_LOCK = 7_310_040;

export type NewPersonRow = Omit<Person, 'id' | 'passkeyHandle'>;

/** The only access to the table of people. */
@Injectable()
export class PeopleStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(Person) private readonly people: Repository<Person>,
  ) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Somebody who may sign in. */
  async findActive(login: string): Promise<Person | null> {
    return this.people.findOneBy({ login, isActive: true });
  }

  /** Somebody who may act, with the place they act for. */
  async findActing(login: string): Promise<ActingPerson | undefined> {
    const [person] = await rowsOf<ActingPerson>(
      this.dataSource,
      `SELECT p.id AS "personId", p.name, p.role, p.place_id AS "placeId", d.path AS "placePath"
       FROM people p JOIN districts d ON d.id = p.place_id
       WHERE p.login = $1 AND p.is_active`,
      [login],
    );
    return person;
  }

  /** The first owner is made by one at a time: a second one waits here and then sees the first. */
  async inOneLine(executor: Executor): Promise<void> {
    await rowsOf(executor, 'SELECT pg_advisory_xact_lock($1)', [CLAIM_LOCK]);
  }

  /** Somebody by login, in service or not. */
  async findId(login: string): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      this.dataSource,
      'SELECT id FROM people WHERE login = $1',
      [login],
    );
    return row?.id;
  }

  async setActive(executor: Executor, personId: number, isActive: boolean): Promise<void> {
    await rowsOf(executor, 'UPDATE people SET is_active = $2 WHERE id = $1', [personId, isActive]);
  }

  async setHandle(executor: Executor, personId: number, handle: Buffer): Promise<void> {
    await rowsOf(executor, 'UPDATE people SET passkey_handle = $2 WHERE id = $1', [
      personId,
      handle,
    ]);
  }

  /** False on a fresh installation. Somebody who was invited and has not come yet counts. */
  async isAnybodyThere(executor?: Executor): Promise<boolean> {
    const rows = await rowsOf(executor ?? this.dataSource, 'SELECT 1 FROM people LIMIT 1');
    return rows.length > 0;
  }

  /** Answers the new person's id; undefined when the login is taken, also by somebody added this very moment. */
  async insert(executor: Executor, person: NewPersonRow): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO people (login, name, role, place_id, password_hash, created_at, is_active)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (login) DO NOTHING RETURNING id`,
      [
        person.login,
        person.name,
        person.role,
        person.placeId,
        person.passwordHash,
        person.createdAt,
        person.isActive,
      ],
    );
    return row?.id;
  }
}
