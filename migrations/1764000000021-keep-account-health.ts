import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepAccountHealth1764000000021 implements MigrationInterface {
  readonly name = 'KeepAccountHealth1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HEALTH);
    await runner.query(TURNS);
    await runner.query(CHECKS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE account_check_nights;
      DROP TABLE account_checks;
      DROP TRIGGER keep_account_turns ON accounts;
      DROP FUNCTION keep_account_turns();
      DROP TABLE account_health_changes;
      DROP INDEX accounts_access_ends;
      DROP INDEX accounts_broken;
      ALTER TABLE accounts
        DROP COLUMN trouble,
        DROP COLUMN access_ends_at,
        DROP COLUMN rights_missing,
        DROP COLUMN no_room_until,
        DROP COLUMN health_since_at,
        DROP COLUMN verified_since_at;
    `);
  }
}

const HEALTH = `
  ALTER TABLE accounts
    ADD COLUMN trouble text,
    -- When the platform says that the access ends; null where it does not tell, or never does.
    ADD COLUMN access_ends_at timestamptz,
    ADD COLUMN rights_missing text[] NOT NULL DEFAULT '{}',
    -- The allowance was used up when it was checked: nothing goes out before.
    ADD COLUMN no_room_until timestamptz,
    ADD COLUMN health_since_at timestamptz,
    -- Since when Munadi knows of the platform's tick; null where it knew of it before this was kept.
    ADD COLUMN verified_since_at timestamptz;
  CREATE INDEX accounts_broken ON accounts (platform) WHERE health = 'broken';
  CREATE INDEX accounts_access_ends ON accounts (access_ends_at)
    WHERE access_ends_at IS NOT NULL;

  CREATE TABLE account_health_changes (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    account_id integer NOT NULL REFERENCES accounts ON DELETE CASCADE,
    at timestamptz NOT NULL,
    was text NOT NULL,
    health text NOT NULL,
    trouble text,
    detail text
  );
  CREATE INDEX account_health_changes_of ON account_health_changes (account_id, id DESC);`;

const TURNS = `
  -- Whoever changes an account, a check, a refused post or an import, its turns are kept.
  CREATE FUNCTION keep_account_turns() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    turned_at timestamptz := now();
  BEGIN
    IF TG_OP = 'UPDATE' AND NEW.checked_at IS DISTINCT FROM OLD.checked_at THEN
      turned_at := coalesce(NEW.checked_at, turned_at);
    END IF;
    IF NOT NEW.is_verified THEN
      NEW.verified_since_at := NULL;
    ELSIF TG_OP = 'INSERT' OR NOT OLD.is_verified THEN
      NEW.verified_since_at := turned_at;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.health <> OLD.health THEN
      NEW.health_since_at := turned_at;
      INSERT INTO account_health_changes (account_id, at, was, health, trouble, detail)
      VALUES (NEW.id, turned_at, OLD.health, NEW.health, NEW.trouble, NEW.health_detail);
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER keep_account_turns BEFORE INSERT OR UPDATE ON accounts
    FOR EACH ROW EXECUTE FUNCTION keep_account_turns();`;

const CHECKS = `
  -- Checks that are asked for and not made yet: what is left after a crash is made by the next leader.
  CREATE TABLE account_checks (
    account_id integer PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    -- Times that the platform was asked and did not answer.
    attempts smallint NOT NULL DEFAULT 0
  );
  CREATE INDEX account_checks_due ON account_checks (due_at);
  CREATE TABLE account_check_nights (
    night date PRIMARY KEY,
    planned_at timestamptz NOT NULL
  );`;
