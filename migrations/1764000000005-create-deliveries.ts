import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'planned', 'ready', 'claimed', 'sending', 'pending', 'retry_wait', 'unknown',
  'needs_decision', 'published', 'failed', 'cancelled', 'missed',
  'recall_pending', 'recalling', 'recalled', 'recall_unknown'`;

/** The arrows of src/deliveries/delivery-state.ts, as the database holds them; a test compares the two. */
const ARROWS = `
  ('planned', 'ready'), ('planned', 'cancelled'),
  ('ready', 'claimed'), ('ready', 'cancelled'), ('ready', 'missed'), ('ready', 'planned'),
  ('claimed', 'sending'), ('claimed', 'ready'), ('claimed', 'retry_wait'),
  ('claimed', 'failed'), ('claimed', 'cancelled'),
  ('sending', 'published'), ('sending', 'pending'), ('sending', 'retry_wait'),
  ('sending', 'failed'), ('sending', 'unknown'),
  ('pending', 'sending'), ('pending', 'published'), ('pending', 'failed'), ('pending', 'unknown'),
  ('retry_wait', 'ready'), ('retry_wait', 'failed'), ('retry_wait', 'cancelled'),
  ('retry_wait', 'missed'),
  ('unknown', 'published'), ('unknown', 'retry_wait'), ('unknown', 'needs_decision'),
  ('needs_decision', 'published'), ('needs_decision', 'retry_wait'), ('needs_decision', 'failed'),
  ('published', 'recall_pending'),
  ('failed', 'ready'), ('missed', 'ready'),
  ('recall_pending', 'recalling'),
  ('recalling', 'recall_pending'), ('recalling', 'recalled'), ('recalling', 'recall_unknown'),
  ('recall_unknown', 'recalled'), ('recall_unknown', 'needs_decision')`;

export class CreateDeliveries1764000000005 implements MigrationInterface {
  readonly name = 'CreateDeliveries1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await this.createTables(runner);
    await this.createIndexes(runner);
    await this.guardTransitions(runner);
  }

  private async createTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE delivery_state AS ENUM (${STATES});
      CREATE TABLE deliveries (
        id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        post_id integer NOT NULL REFERENCES posts,
        account_id integer NOT NULL REFERENCES accounts,
        text_id integer NOT NULL REFERENCES filled_texts,
        -- Fencing number: grows by one with every claim; only its holder may write a result.
        epoch integer NOT NULL DEFAULT 0,
        state delivery_state NOT NULL,
        -- Sends that count against the limit; a throttled one does not.
        attempts smallint NOT NULL DEFAULT 0,
        -- Claims that ended with their worker, before anything was sent.
        crashes smallint NOT NULL DEFAULT 0,
        -- The instant it is planned for; nothing leaves earlier.
        due_at timestamptz NOT NULL,
        -- When this row needs somebody next: due, end of the lease, next try, next look. Null: never by itself.
        wake_at timestamptz,
        UNIQUE (post_id, account_id)
      ) WITH (fillfactor = 85);
      -- One row a try. A send has an intent_at, committed before the first byte leaves.
      CREATE TABLE attempts (
        delivery_id bigint NOT NULL REFERENCES deliveries,
        epoch integer NOT NULL,
        intent_at timestamptz,
        deadline_at timestamptz,
        ended_at timestamptz,
        outcome text,
        cause text,
        detail text,
        -- Looks for the post after its answer was lost.
        looks smallint NOT NULL DEFAULT 0,
        remote_id text,
        permalink text,
        person_id integer REFERENCES people,
        PRIMARY KEY (delivery_id, epoch)
      );
      -- What a platform prepared for a delivery and has not shown to anybody yet.
      CREATE TABLE delivery_progress (
        delivery_id bigint PRIMARY KEY REFERENCES deliveries,
        progress jsonb NOT NULL,
        saved_at timestamptz NOT NULL
      );
    `);
  }

  private async createIndexes(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX deliveries_due ON deliveries (wake_at, id) WHERE state = 'ready';
      CREATE INDEX deliveries_retry ON deliveries (wake_at, id) WHERE state = 'retry_wait';
      CREATE INDEX deliveries_leased ON deliveries (wake_at, id) WHERE state IN ('claimed', 'sending');
      CREATE INDEX deliveries_unclear ON deliveries (wake_at, id) WHERE state IN ('unknown', 'pending');
      CREATE INDEX deliveries_undecided ON deliveries (id) WHERE state IN ('needs_decision', 'missed');
      CREATE INDEX deliveries_of_account ON deliveries (account_id);
      CREATE UNIQUE INDEX attempts_one_open ON attempts (delivery_id) WHERE ended_at IS NULL;
    `);
  }

  private async guardTransitions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION guard_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.state <> OLD.state AND (OLD.state::text, NEW.state::text) NOT IN (${ARROWS}) THEN
            RAISE EXCEPTION 'A delivery never goes from % to %', OLD.state, NEW.state
              USING ERRCODE = 'check_violation';
          END IF;
          IF NEW.epoch < OLD.epoch OR (NEW.state = 'claimed' AND OLD.state <> 'claimed'
                                       AND NEW.epoch <= OLD.epoch) THEN
            RAISE EXCEPTION 'The epoch of a delivery only grows'
              USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END
      $$;
      CREATE TRIGGER deliveries_guard BEFORE UPDATE ON deliveries
        FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.epoch <> NEW.epoch)
        EXECUTE FUNCTION guard_delivery();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE delivery_progress;
      DROP TABLE attempts;
      DROP TABLE deliveries;
      DROP FUNCTION guard_delivery();
      DROP TYPE delivery_state;
    `);
  }
}
