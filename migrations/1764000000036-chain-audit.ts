import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lines of the record say on which device they were made, and are chained by their hashes. */
export class ChainAudit1764000000036 implements MigrationInterface {
  readonly name = 'ChainAudit1764000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_events
        -- Stands for the session in which it was done, and opens none.
        ADD COLUMN session_id text,
        ADD COLUMN device text;
      CREATE INDEX audit_events_at ON audit_events (at, id);

      -- Committed lines that are not in the chain yet: a tail of seconds.
      CREATE TABLE audit_unchained (event_id bigint PRIMARY KEY);
      INSERT INTO audit_unchained SELECT id FROM audit_events;
      CREATE FUNCTION await_chaining() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO audit_unchained VALUES (NEW.id);
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER audit_events_await_chaining AFTER INSERT ON audit_events
        FOR EACH ROW EXECUTE FUNCTION await_chaining();

      CREATE TABLE audit_chain (
        position bigint PRIMARY KEY CHECK (position > 0),
        event_id bigint NOT NULL UNIQUE,
        -- SHA-256 over the hash before it and the line.
        hash bytea NOT NULL CHECK (length(hash) = 32)
      );
      -- What is older than the months that are kept: dropped up to this position, of which this was the hash.
      CREATE TABLE audit_checkpoints (
        position bigint PRIMARY KEY,
        hash bytea NOT NULL CHECK (length(hash) = 32),
        -- The line of the record that says so.
        event_id bigint NOT NULL
      );

      DROP TRIGGER audit_events_append_only ON audit_events;
      CREATE FUNCTION refuse_delete_after_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          kept_from bigint := (SELECT coalesce(max(position), 0) FROM audit_checkpoints);
          at_position bigint;
        BEGIN
          IF TG_TABLE_NAME = 'audit_chain' THEN
            at_position := OLD.position;
          ELSE
            SELECT position INTO at_position FROM audit_chain WHERE event_id = OLD.id;
          END IF;
          IF at_position IS NULL OR at_position > kept_from THEN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
          END IF;
          RETURN OLD;
        END
      $$;
      CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR TRUNCATE ON audit_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR TRUNCATE ON audit_chain
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER audit_checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER audit_events_keep BEFORE DELETE ON audit_events
        FOR EACH ROW EXECUTE FUNCTION refuse_delete_after_checkpoint();
      CREATE TRIGGER audit_chain_keep BEFORE DELETE ON audit_chain
        FOR EACH ROW EXECUTE FUNCTION refuse_delete_after_checkpoint();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_checkpoints;
      DROP TABLE audit_chain;
      DROP TRIGGER audit_events_keep ON audit_events;
      DROP TRIGGER audit_events_await_chaining ON audit_events;
      DROP FUNCTION refuse_delete_after_checkpoint();
      DROP FUNCTION await_chaining();
      DROP TABLE audit_unchained;
      DROP TRIGGER audit_events_append_only ON audit_events;
      CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      DROP INDEX audit_events_at;
      ALTER TABLE audit_events DROP COLUMN device, DROP COLUMN session_id;
    `);
  }
}
