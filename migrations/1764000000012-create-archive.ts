import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns of `deliveries` and `attempts`; the archive and the views hold the same, and a test compares them. */
const DELIVERY =
  'id, post_id, account_id, text_id, platform, priority, epoch, state, attempts, crashes, due_at, wake_at';
const ATTEMPT =
  'delivery_id, epoch, intent_at, deadline_at, ended_at, outcome, cause, detail, looks, remote_id, permalink, person_id';

export class CreateArchive1764000000012 implements MigrationInterface {
  readonly name = 'CreateArchive1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await this.createTables(runner);
    await this.createViews(runner);
    await this.bringBack(runner);
    await this.keepParents(runner);
    await this.createWorkers(runner);
  }

  private async createTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts ADD COLUMN archived_at timestamptz;
      -- Posts with rows in the hot tables, which may be finished: those the archive asks for.
      CREATE INDEX posts_hot ON posts (due_at, id) WHERE archived_at IS NULL;
      CREATE TABLE archived_deliveries (
        LIKE deliveries,
        -- Files all rows of a post under one month, also those that were retried in another.
        post_due_at timestamptz NOT NULL,
        progress jsonb,
        saved_at timestamptz,
        retraction jsonb,
        PRIMARY KEY (id, post_due_at),
        CHECK (state IN ('published', 'failed', 'cancelled', 'recalled'))
      ) PARTITION BY RANGE (post_due_at);
      CREATE INDEX archived_deliveries_post ON archived_deliveries (post_id);
      CREATE TABLE archived_attempts (
        LIKE attempts,
        post_due_at timestamptz NOT NULL,
        PRIMARY KEY (delivery_id, epoch, post_due_at)
      ) PARTITION BY RANGE (post_due_at);
      CREATE TABLE archived_deliveries_rest PARTITION OF archived_deliveries DEFAULT;
      CREATE TABLE archived_attempts_rest PARTITION OF archived_attempts DEFAULT;
      -- What is left of the deliveries of a post whose month was dropped: how many ended in which state.
      CREATE TABLE post_totals (
        post_id integer NOT NULL REFERENCES posts,
        state delivery_state NOT NULL,
        n bigint NOT NULL,
        PRIMARY KEY (post_id, state)
      );
    `);
  }

  /**
   * `filed_under` tells which rows belong together: it is the partition key in the archive and -infinity elsewhere, so a
   * join on it reads the one partition, or none.
   */
  private async createViews(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW all_deliveries AS
        SELECT ${DELIVERY}, '-infinity'::timestamptz AS filed_under, false AS is_archived FROM deliveries
        UNION ALL
        SELECT ${DELIVERY}, post_due_at, true FROM archived_deliveries;
      CREATE VIEW all_attempts AS
        SELECT ${ATTEMPT}, '-infinity'::timestamptz AS filed_under FROM attempts
        UNION ALL
        SELECT ${ATTEMPT}, post_due_at FROM archived_attempts;
    `);
  }

  /** For a recall: what is archived and public must be taken down too. The caller holds the row of the post. */
  private async bringBack(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
          INSERT INTO deliveries (${DELIVERY}) OVERRIDING SYSTEM VALUE SELECT ${DELIVERY} FROM back
        ), opened AS (
          UPDATE posts SET archived_at = NULL WHERE id = wanted AND EXISTS (SELECT 1 FROM back)
        )
        SELECT count(*) FROM back
      $$;
    `);
  }

  /** Posts, texts and accounts stay as long as the archive tells of them, too. */
  private async keepParents(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION keep_archived_parents() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_TABLE_NAME = 'posts' THEN
            PERFORM FROM archived_deliveries WHERE post_id = OLD.id LIMIT 1;
          ELSIF TG_TABLE_NAME = 'filled_texts' THEN
            PERFORM FROM archived_deliveries WHERE post_id = OLD.post_id AND text_id = OLD.id LIMIT 1;
          ELSE
            PERFORM FROM archived_deliveries WHERE account_id = OLD.id LIMIT 1;
          END IF;
          IF FOUND THEN
            RAISE EXCEPTION 'Posts, their texts and accounts stay as long as the archive tells of them'
              USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN OLD;
        END
      $$;
      CREATE TRIGGER posts_stay_archived BEFORE DELETE ON posts
        FOR EACH ROW EXECUTE FUNCTION keep_archived_parents();
      CREATE TRIGGER texts_stay_archived BEFORE DELETE ON filled_texts
        FOR EACH ROW EXECUTE FUNCTION keep_archived_parents();
      CREATE TRIGGER accounts_stay_archived BEFORE DELETE ON accounts
        FOR EACH ROW EXECUTE FUNCTION keep_archived_parents();
    `);
  }

  private async createWorkers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each process that publishes, or did in the last day.
      CREATE TABLE workers (
        id uuid PRIMARY KEY,
        host text NOT NULL,
        pid integer NOT NULL,
        role text NOT NULL,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        -- Null where it did not say good-bye.
        stopped_at timestamptz
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE workers;
      DROP TRIGGER accounts_stay_archived ON accounts;
      DROP TRIGGER texts_stay_archived ON filled_texts;
      DROP TRIGGER posts_stay_archived ON posts;
      DROP FUNCTION keep_archived_parents();
      SELECT bring_back_post(post_id) FROM (SELECT DISTINCT post_id FROM archived_deliveries) AS posts;
      DROP FUNCTION bring_back_post(integer);
      DROP VIEW all_attempts;
      DROP VIEW all_deliveries;
      DROP TABLE post_totals;
      DROP TABLE archived_attempts;
      DROP TABLE archived_deliveries;
      ALTER TABLE posts DROP COLUMN archived_at;
    `);
  }
}
