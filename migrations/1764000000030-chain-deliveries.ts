import type { MigrationInterface, QueryRunner } from 'typeorm';

const DELIVERY =
  'id, post_id, account_id, text_id, platform, priority, part, epoch, state, attempts, crashes, due_at, wake_at, intent_at';
const OLD_DELIVERY =
  'id, post_id, account_id, text_id, platform, priority, epoch, state, attempts, crashes, due_at, wake_at, intent_at';
const ATTEMPT =
  'delivery_id, epoch, intent_at, ended_at, outcome, cause, detail, looks, remote_id, permalink, person_id';

/** A thread is a chain of deliveries to one account: each part is sent and settled by itself. */
export class ChainDeliveries1764000000030 implements MigrationInterface {
  readonly name = 'ChainDeliveries1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await dropViews(runner);
    await runner.query(`
      -- What follows the text, a reply each to the one before it, as it was written.
      ALTER TABLE posts ADD COLUMN thread text[] NOT NULL DEFAULT '{}';
      ALTER TABLE archived_deliveries ADD COLUMN part smallint NOT NULL DEFAULT 0;
      -- Next to the other small numbers, so that it costs no padding: what comes behind them is written anew.
      ALTER TABLE deliveries RENAME COLUMN intent_at TO old_intent_at;
      -- 0: the post's text; each further one answers the one before it.
      ALTER TABLE deliveries ADD COLUMN part smallint NOT NULL DEFAULT 0, ADD COLUMN intent_at timestamptz;
      UPDATE deliveries SET intent_at = old_intent_at WHERE old_intent_at IS NOT NULL;
      ALTER TABLE deliveries DROP COLUMN old_intent_at;
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_post_id_account_id_key,
                             ADD UNIQUE (post_id, account_id, part);
      -- The wider key has to be paid for. No update stays on its page for the index's sake, so less is kept free.
      ALTER TABLE deliveries SET (fillfactor = 90);
    `);
    await createViews(runner, DELIVERY);
  }

  /** Parts of a thread can't be told apart any more: only the first of each account stays. */
  async down(runner: QueryRunner): Promise<void> {
    await dropViews(runner);
    await runner.query(`
      DELETE FROM delivery_progress WHERE delivery_id IN (SELECT id FROM deliveries WHERE part > 0);
      DELETE FROM deliveries WHERE part > 0;
      DELETE FROM archived_deliveries WHERE part > 0;
      ALTER TABLE deliveries SET (fillfactor = 85);
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_post_id_account_id_part_key,
                             ADD UNIQUE (post_id, account_id);
      ALTER TABLE deliveries DROP COLUMN part;
      ALTER TABLE archived_deliveries DROP COLUMN part;
      ALTER TABLE posts DROP COLUMN thread;
    `);
    await createViews(runner, OLD_DELIVERY);
  }
}

async function dropViews(runner: QueryRunner): Promise<void> {
  await runner.query(`
    DROP FUNCTION bring_back_post(integer);
    DROP VIEW all_attempts;
    DROP VIEW all_deliveries;
  `);
}

/** The views over both homes of a row, and the way back from the archive, with these columns. */
async function createViews(runner: QueryRunner, delivery: string): Promise<void> {
  await runner.query(`
    CREATE VIEW all_deliveries AS
      SELECT ${delivery}, '-infinity'::timestamptz AS filed_under, false AS is_archived FROM deliveries
      UNION ALL
      SELECT ${delivery}, post_due_at, true FROM archived_deliveries;
    CREATE VIEW all_attempts AS
      SELECT ${ATTEMPT}, '-infinity'::timestamptz AS filed_under FROM attempts
      UNION ALL
      SELECT ${ATTEMPT}, post_due_at FROM archived_attempts;
    CREATE FUNCTION bring_back_post(wanted integer) RETURNS bigint LANGUAGE sql AS $$
      WITH back AS (
        DELETE FROM archived_deliveries WHERE post_id = wanted RETURNING *
      ), drafts AS (
        INSERT INTO delivery_progress (delivery_id, progress, saved_at)
        SELECT id, progress, saved_at FROM back WHERE progress IS NOT NULL
      ), retracted AS (
        INSERT INTO retractions
        SELECT r.* FROM back, jsonb_populate_record(NULL::retractions, back.retraction) r
        WHERE back.retraction IS NOT NULL
      ), tries AS (
        DELETE FROM archived_attempts n USING back b
        WHERE n.delivery_id = b.id AND n.post_due_at = b.post_due_at RETURNING n.*
      ), kept_tries AS (
        INSERT INTO attempts (${ATTEMPT}) SELECT ${ATTEMPT} FROM tries
      ), kept AS (
        INSERT INTO deliveries (${delivery}) OVERRIDING SYSTEM VALUE SELECT ${delivery} FROM back
      ), opened AS (
        UPDATE posts SET archived_at = NULL WHERE id = wanted AND EXISTS (SELECT 1 FROM back)
      )
      SELECT count(*) FROM back
    $$;
  `);
}
