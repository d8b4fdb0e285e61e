import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that wait for a second person: to take back, to let go on, to send again. */
export class HoldOrders1764000000052 implements MigrationInterface {
  readonly name = 'HoldOrders1764000000052';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE held_orders (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        kind text NOT NULL CHECK (kind IN ('recall', 'lift', 'retry', 'send_again')),
        -- A post, a stop or a delivery, by the kind.
        subject_id bigint NOT NULL,
        -- Orders about other parts of the same thing wait beside it.
        part text NOT NULL DEFAULT '',
        -- Whoever confirms it has this place, and every account, below their own.
        place_id integer NOT NULL REFERENCES districts,
        -- All that the second word is about. JSON in UTF-8.
        content bytea NOT NULL,
        sha256 bytea NOT NULL GENERATED ALWAYS AS (sha256(content)) STORED,
        account_ids integer[] NOT NULL CHECK (cardinality(account_ids) > 0),
        accounts integer NOT NULL GENERATED ALWAYS AS (cardinality(account_ids)) STORED,
        reason text NOT NULL,
        ordered_by integer NOT NULL REFERENCES people,
        ordered_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'confirmed', 'refused', 'superseded')),
        decided_by integer REFERENCES people CHECK (decided_by <> ordered_by),
        decided_at timestamptz,
        note text NOT NULL DEFAULT '',
        CHECK ((state IN ('confirmed', 'refused')) = (decided_by IS NOT NULL)),
        CHECK ((state = 'waiting') = (decided_at IS NULL))
      );
      CREATE UNIQUE INDEX held_orders_waiting ON held_orders (kind, subject_id, part) WHERE state = 'waiting';
    `);
    await this.keepTheOrder(runner);
    await this.refuseUnconfirmed(runner);
  }

  /** The word is about what stood there, is given once, and stays. */
  private async keepTheOrder(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION guard_held_order() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.state <> 'waiting' THEN
              RAISE EXCEPTION 'An order waits before it is confirmed' USING ERRCODE = 'check_violation';
            END IF;
          ELSIF OLD.state <> 'waiting' OR NEW.state = 'waiting'
             OR (NEW.id, NEW.kind, NEW.subject_id, NEW.part, NEW.place_id, NEW.content, NEW.account_ids, NEW.reason,
                 NEW.ordered_by, NEW.ordered_at)
                IS DISTINCT FROM
                (OLD.id, OLD.kind, OLD.subject_id, OLD.part, OLD.place_id, OLD.content, OLD.account_ids, OLD.reason,
                 OLD.ordered_by, OLD.ordered_at) THEN
            RAISE EXCEPTION 'A word is given once, to an order as it was made' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END
      $$;
      CREATE TRIGGER held_orders_guard BEFORE INSERT OR UPDATE ON held_orders
        FOR EACH ROW EXECUTE FUNCTION guard_held_order();
      CREATE TRIGGER held_orders_stay BEFORE DELETE OR TRUNCATE ON held_orders
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  /** Whoever takes a post back or lifts a stop: while its order waits for the word, nobody does. */
  private async refuseUnconfirmed(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_unconfirmed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM held_orders o
                     WHERE o.state = 'waiting' AND o.kind = TG_ARGV[0] AND o.subject_id = NEW.id) THEN
            RAISE EXCEPTION 'An order that waits for a second person is not carried out'
              USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END
      $$;
      CREATE TRIGGER recalls_are_confirmed BEFORE UPDATE OF recalled_at ON posts FOR EACH ROW
        WHEN (OLD.recalled_at IS NULL AND NEW.recalled_at IS NOT NULL)
        EXECUTE FUNCTION refuse_unconfirmed('recall');
      CREATE TRIGGER lifts_are_confirmed BEFORE UPDATE OF lifted_at ON stops FOR EACH ROW
        WHEN (OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL)
        EXECUTE FUNCTION refuse_unconfirmed('lift');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER recalls_are_confirmed ON posts;
      DROP TRIGGER lifts_are_confirmed ON stops;
      DROP FUNCTION refuse_unconfirmed();
      DROP TABLE held_orders;
      DROP FUNCTION guard_held_order();
    `);
  }
}
