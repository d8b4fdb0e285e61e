import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second person's word before a post goes out, and what keeps an unapproved one from being planned. */
export class ApprovePosts1764000000045 implements MigrationInterface {
  readonly name = 'ApprovePosts1764000000045';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The place in which a volunteer's posts go out without approval: a word that does not move with the person.
      ALTER TABLE people ADD COLUMN trusted_in integer REFERENCES districts;
      CREATE TABLE settings (
        id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        -- A post to more accounts than this needs a second person, whoever writes it but the owner. Null: none does.
        approval_above_accounts integer CHECK (approval_above_accounts >= 1)
      );
      INSERT INTO settings DEFAULT VALUES;
      -- A row for each post that needs a second person; its deliveries are planned when the word is given.
      CREATE TABLE approvals (
        post_id integer PRIMARY KEY REFERENCES posts,
        author_id integer NOT NULL REFERENCES people,
        state text NOT NULL DEFAULT 'awaiting' CHECK (state IN ('awaiting', 'returned', 'approved')),
        revision integer NOT NULL DEFAULT 1,
        -- Texts, files, options, accounts and time: all that the word is about. JSON in UTF-8.
        proposal bytea NOT NULL,
        sha256 bytea NOT NULL GENERATED ALWAYS AS (sha256(proposal)) STORED,
        accounts integer NOT NULL,
        submitted_at timestamptz NOT NULL,
        decided_by integer REFERENCES people CHECK (decided_by <> author_id),
        decided_at timestamptz,
        note text NOT NULL DEFAULT '',
        CHECK ((state = 'awaiting') = (decided_by IS NULL)),
        CHECK ((decided_by IS NULL) = (decided_at IS NULL))
      );
      CREATE INDEX approvals_open ON approvals (post_id) WHERE state <> 'approved';
    `);
    await this.keepTheWord(runner);
    await this.refuseUnapproved(runner);
  }

  /** An approval is about what stood there; once given it stays. */
  private async keepTheWord(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION guard_approval() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.state = 'approved' OR NEW.post_id <> OLD.post_id OR NEW.author_id <> OLD.author_id
             OR (NEW.proposal <> OLD.proposal AND NEW.state <> 'awaiting')
             OR (NEW.state <> 'awaiting' AND OLD.state <> 'awaiting') THEN
            RAISE EXCEPTION 'An approval is given to what waits for it, and stays' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END
      $$;
      CREATE TRIGGER approvals_guard BEFORE UPDATE ON approvals FOR EACH ROW EXECUTE FUNCTION guard_approval();
      CREATE TRIGGER approvals_stay BEFORE DELETE OR TRUNCATE ON approvals
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  /** Whoever writes a delivery: of a post that waits for a second person there is none. */
  private async refuseUnapproved(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION check_delivery_approval() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM approvals a
                     WHERE a.state <> 'approved' AND a.post_id IN (SELECT DISTINCT post_id FROM added)) THEN
            RAISE EXCEPTION 'A post that is not approved is not delivered' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER deliveries_are_approved AFTER INSERT ON deliveries
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_delivery_approval();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER deliveries_are_approved ON deliveries;
      DROP FUNCTION check_delivery_approval();
      DROP TABLE approvals;
      DROP FUNCTION guard_approval();
      DROP TABLE settings;
      ALTER TABLE people DROP COLUMN trusted_in;
    `);
  }
}
