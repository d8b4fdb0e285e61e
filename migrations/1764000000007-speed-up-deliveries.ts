import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The arrows of src/deliveries/delivery-state.ts, as the database holds them; a test compares the two. */
const ARROWS: Record<string, string> = {
  planned: `'ready', 'cancelled'`,
  ready: `'claimed', 'cancelled', 'missed', 'planned'`,
  claimed: `'sending', 'ready', 'retry_wait', 'failed', 'cancelled', 'missed'`,
  sending: `'published', 'pending', 'retry_wait', 'failed', 'unknown'`,
  pending: `'sending', 'published', 'failed', 'unknown'`,
  retry_wait: `'ready', 'failed', 'cancelled', 'missed'`,
  unknown: `'published', 'retry_wait', 'needs_decision'`,
  needs_decision: `'published', 'retry_wait', 'failed', 'recalled'`,
  published: `'recall_pending'`,
  failed: `'ready'`,
  missed: `'ready', 'cancelled'`,
  recall_pending: `'recalling'`,
  recalling: `'recall_pending', 'recalled', 'recall_unknown'`,
  recall_unknown: `'recalled', 'recall_pending', 'needs_decision'`,
};

const ALLOWED = Object.entries(ARROWS)
  .map(([from, to]) => `WHEN '${from}' THEN NEW.state IN (${to})`)
  .join(' ');

const OLD_ARROWS = Object.entries(ARROWS)
  .flatMap(([from, to]) => to.split(', ').map((state) => `('${from}', ${state})`))
  .join(', ');

export class SpeedUpDeliveries1764000000007 implements MigrationInterface {
  readonly name = 'SpeedUpDeliveries1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await this.addLanes(runner);
    await this.checkParentsBySet(runner);
    await this.guardWithoutACall(runner);
  }

  /** A claim asks by platform and priority, so that neither stands in the way of another. */
  private async addLanes(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE platform_name AS ENUM ('x', 'telegram', 'facebook');
      ALTER TABLE deliveries ADD COLUMN platform platform_name,
                             -- 0 urgent, 1 campaign, 2 local.
                             ADD COLUMN priority smallint NOT NULL DEFAULT 1;
      UPDATE deliveries d SET platform = a.platform::platform_name
      FROM accounts a WHERE a.id = d.account_id;
      ALTER TABLE deliveries ALTER COLUMN platform SET NOT NULL;
      -- No worker runs during a migration: what was claimed waits again, what was being sent is looked for.
      UPDATE deliveries SET state = 'ready', wake_at = now() WHERE state = 'claimed';
      UPDATE deliveries SET state = 'unknown', wake_at = now() + interval '1 minute' WHERE state = 'sending';
      DROP INDEX deliveries_due;
      CREATE INDEX deliveries_due ON deliveries (platform, priority, wake_at, id) WHERE state = 'ready';
      DROP INDEX deliveries_of_account;
      -- One delivery of an account is under way at a time. The rescuer reads the same index: it holds the live rows only.
      DROP INDEX deliveries_leased;
      CREATE UNIQUE INDEX deliveries_busy ON deliveries (account_id) WHERE state IN ('claimed', 'sending');
      CREATE INDEX attempts_remote ON attempts (remote_id) WHERE remote_id IS NOT NULL;
      -- Other posts with the same words, which a look for a lost one must not take for it.
      CREATE INDEX filled_texts_same ON filled_texts (sha256, platform);
      -- Dead entries of the queue's indexes slow every claim: vacuum soon, by count more than by share.
      ALTER TABLE deliveries SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
                                  autovacuum_analyze_scale_factor = 0.05);
    `);
  }

  /** A foreign key asks its parent once a row; a plan of 100,000 rows asks once a statement. */
  private async checkParentsBySet(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_post_id_fkey,
                             DROP CONSTRAINT deliveries_account_id_fkey,
                             DROP CONSTRAINT deliveries_text_id_fkey;
      ALTER TABLE attempts DROP CONSTRAINT attempts_delivery_id_fkey;
      CREATE FUNCTION check_delivery_parents() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM added d LEFT JOIN accounts a ON a.id = d.account_id WHERE a.id IS NULL)
             OR EXISTS (SELECT 1 FROM (SELECT DISTINCT text_id, post_id FROM added) d
                        LEFT JOIN filled_texts t ON t.id = d.text_id AND t.post_id = d.post_id
                        WHERE t.id IS NULL) THEN
            RAISE EXCEPTION 'A delivery needs an account and a text of its post'
              USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER deliveries_have_parents AFTER INSERT ON deliveries
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_delivery_parents();
      CREATE FUNCTION keep_parents() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_TABLE_NAME = 'posts' AND EXISTS (SELECT 1 FROM deliveries WHERE post_id = OLD.id)
             OR TG_TABLE_NAME = 'accounts' AND EXISTS (SELECT 1 FROM deliveries WHERE account_id = OLD.id)
             OR TG_TABLE_NAME = 'filled_texts' AND EXISTS (SELECT 1 FROM deliveries WHERE text_id = OLD.id) THEN
            RAISE EXCEPTION 'Posts, their texts and accounts stay as long as deliveries tell of them'
              USING ERRCODE = 'foreign_key_violation';
          END IF;
          RETURN OLD;
        END
      $$;
      CREATE TRIGGER posts_stay BEFORE DELETE ON posts FOR EACH ROW EXECUTE FUNCTION keep_parents();
      CREATE TRIGGER texts_stay BEFORE DELETE ON filled_texts FOR EACH ROW EXECUTE FUNCTION keep_parents();
      CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION keep_parents();
    `);
  }

  /**
   * The condition decides in the executor; the function runs only for what is refused, and for the one case that
   * needs a look at the attempts: a late proof that a post is public, which is the truth in whatever state it arrives.
   */
  private async guardWithoutACall(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION guard_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.state = 'published' AND OLD.state IN ('ready', 'claimed', 'retry_wait', 'failed', 'cancelled', 'missed')
             AND NEW.epoch > OLD.epoch
             AND EXISTS (SELECT 1 FROM attempts n WHERE n.delivery_id = OLD.id AND n.outcome = 'published') THEN
            RETURN NEW;
          END IF;
          IF NEW.epoch < OLD.epoch OR (NEW.state = 'claimed' AND OLD.state <> 'claimed'
                                       AND NEW.epoch <= OLD.epoch) THEN
            RAISE EXCEPTION 'The epoch of a delivery only grows'
              USING ERRCODE = 'check_violation';
          END IF;
          RAISE EXCEPTION 'A delivery never goes from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
        END
      $$;
      DROP TRIGGER deliveries_guard ON deliveries;
      CREATE TRIGGER deliveries_guard BEFORE UPDATE ON deliveries FOR EACH ROW
        WHEN (NEW.epoch < OLD.epoch
              OR (NEW.state <> OLD.state
                  AND ((CASE OLD.state ${ALLOWED} ELSE false END) IS NOT TRUE
                       OR (NEW.state = 'claimed' AND NEW.epoch <= OLD.epoch))))
        EXECUTE FUNCTION guard_delivery();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER deliveries_guard ON deliveries;
      CREATE OR REPLACE FUNCTION guard_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.state <> OLD.state AND (OLD.state::text, NEW.state::text) NOT IN (${OLD_ARROWS}) THEN
            RAISE EXCEPTION 'A delivery never goes from % to %', OLD.state, NEW.state
              USING ERRCODE = 'check_violation';
          END IF;
          IF NEW.epoch < OLD.epoch THEN
            RAISE EXCEPTION 'The epoch of a delivery only grows' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END
      $$;
      CREATE TRIGGER deliveries_guard BEFORE UPDATE ON deliveries
        FOR EACH ROW EXECUTE FUNCTION guard_delivery();
      DROP TRIGGER accounts_stay ON accounts;
      DROP TRIGGER texts_stay ON filled_texts;
      DROP TRIGGER posts_stay ON posts;
      DROP FUNCTION keep_parents();
      DROP TRIGGER deliveries_have_parents ON deliveries;
      DROP FUNCTION check_delivery_parents();
      ALTER TABLE attempts ADD FOREIGN KEY (delivery_id) REFERENCES deliveries;
      ALTER TABLE deliveries ADD FOREIGN KEY (post_id) REFERENCES posts,
                             ADD FOREIGN KEY (account_id) REFERENCES accounts,
                             ADD FOREIGN KEY (text_id) REFERENCES filled_texts;
      DROP INDEX filled_texts_same;
      DROP INDEX attempts_remote;
      DROP INDEX deliveries_busy;
      DROP INDEX deliveries_due;
      ALTER TABLE deliveries DROP COLUMN platform, DROP COLUMN priority;
      DROP TYPE platform_name;
      CREATE INDEX deliveries_due ON deliveries (wake_at, id) WHERE state = 'ready';
      CREATE INDEX deliveries_of_account ON deliveries (account_id);
      CREATE INDEX deliveries_leased ON deliveries (wake_at, id) WHERE state IN ('claimed', 'sending');
    `);
  }
}
