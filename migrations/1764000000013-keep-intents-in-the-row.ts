import type { MigrationInterface, QueryRunner } from 'typeorm';

const DELIVERY =
  'id, post_id, account_id, text_id, platform, priority, epoch, state, attempts, crashes, due_at, wake_at, intent_at';
const ATTEMPT =
  'delivery_id, epoch, intent_at, ended_at, outcome, cause, detail, looks, remote_id, permalink, person_id';

const OLD_DELIVERY =
  'id, post_id, account_id, text_id, platform, priority, epoch, state, attempts, crashes, due_at, wake_at';
const OLD_ATTEMPT =
  'delivery_id, epoch, intent_at, deadline_at, ended_at, outcome, cause, detail, looks, remote_id, permalink, person_id';

/** An attempt is written once, when it is over; until then its intent stands in the row of its delivery. */
export class KeepIntentsInTheRow1764000000013 implements MigrationInterface {
  readonly name = 'KeepIntentsInTheRow1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION bring_back_post(integer);
      DROP VIEW all_attempts;
      DROP VIEW all_deliveries;
      -- The instant at which the send of this epoch was permitted, on disk before the first byte leaves.
      ALTER TABLE deliveries ADD COLUMN intent_at timestamptz;
      ALTER TABLE archived_deliveries ADD COLUMN intent_at timestamptz;
      ALTER TABLE attempts DROP COLUMN deadline_at;
      ALTER TABLE archived_attempts DROP COLUMN deadline_at;
      DROP INDEX attempts_one_open;
      UPDATE deliveries d SET intent_at = n.intent_at FROM attempts n
      WHERE n.delivery_id = d.id AND n.epoch = d.epoch AND d.state IN ('sending', 'unknown', 'needs_decision');
      -- No worker runs during a migration: what was being sent is looked for.
      UPDATE deliveries SET state = 'unknown', wake_at = now() + interval '1 minute' WHERE state = 'sending';
      UPDATE attempts SET ended_at = now(), outcome = 'unknown', cause = 'no_answer' WHERE ended_at IS NULL;
    `);
    await createViews(runner, DELIVERY, ATTEMPT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION bring_back_post(integer);
      DROP VIEW all_attempts;
      DROP VIEW all_deliveries;
      UPDATE deliveries SET state = 'unknown', wake_at = now() + interval '1 minute' WHERE state = 'sending';
      INSERT INTO attempts (delivery_id, epoch, intent_at, ended_at, outcome, cause)
      SELECT id, epoch, intent_at, now(), 'unknown', 'no_answer' FROM deliveries WHERE state = 'unknown'
      ON CONFLICT DO NOTHING;
      ALTER TABLE archived_attempts ADD COLUMN deadline_at timestamptz;
      ALTER TABLE attempts ADD COLUMN deadline_at timestamptz;
      ALTER TABLE archived_deliveries DROP COLUMN intent_at;
      ALTER TABLE deliveries DROP COLUMN intent_at;
      CREATE UNIQUE INDEX attempts_one_open ON attempts (delivery_id) WHERE ended_at IS NULL;
    `);
    await createViews(runner, OLD_DELIVERY, OLD_ATTEMPT);
  }
}

/** The views over both homes of a row, and the way back from the archive, with these columns. */
async function createViews(runner: QueryRunner, delivery: string, attempt: string): Promise<void> {
  await runner.query(`
    CREATE VIEW all_deliveries AS
      SELECT ${delivery}, '-infinity'::timestamptz AS filed_under, false AS is_archived FROM deliveries
      UNION ALL
      SELECT ${delivery}, post_due_at, true FROM archived_deliveries;
    CREATE VIEW all_attempts AS
      SELECT ${attempt}, '-infinity'::timestamptz AS filed_under FROM attempts
      UNION ALL
      SELECT ${attempt}, post_due_at FROM archived_attempts;
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
        INSERT INTO attempts (${attempt}) SELECT ${attempt} FROM tries
      ), kept AS (
        INSERT INTO deliveries (${delivery}) OVERRIDING SYSTEM VALUE SELECT ${delivery} FROM back
      ), opened AS (
        UPDATE posts SET archived_at = NULL WHERE id = wanted AND EXISTS (SELECT 1 FROM back)
      )
      SELECT count(*) FROM back
    $$;
  `);
}
