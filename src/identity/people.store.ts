import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { Person } from './person.entity.js';
import type { SessionPerson } from './sessions.store.js';

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
  async findActing(login: string): Promise<SessionPerson | undefined> {
    const [person] = await rowsOf<SessionPerson>(
      this.dataSource,
      `SELECT p.id AS "personId", p.name, p.role, p.place_id AS "placeId", d.path AS "placePath"
       FROM people p JOIN districts d ON d.id = p.place_id
       WHERE p.login = $1 AND p.is_active`,
      [login],
    );
    return person;
  }

  /** Answers the new person's id; undefined when the login is taken, also by somebody added this very moment. */
  async insert(
    executor: Executor,
    person: Omit<Person, 'id' | 'isActive'>,
  ): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO people (login, name, role, place_id, password_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO NOTHING RETURNING id`,
      [
        person.login,
        person.name,
        person.role,
        person.placeId,
        person.passwordHash,
        person.createdAt,
      ],
    );
    return row?.id;
  }
}
