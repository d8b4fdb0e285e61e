import type { MigrationInterface, QueryRunner } from 'typeorm';

/** There is an index for deliveries of a post, and none for those of a text. */
export class AskForTextsByPost1764000000017 implements MigrationInterface {
  readonly name = 'AskForTextsByPost1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(keepParents('post_id = OLD.post_id AND text_id = OLD.id'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(keepParents('text_id = OLD.id'));
  }
}

function keepParents(ofText: string): string {
  return `
    CREATE OR REPLACE FUNCTION keep_parents() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_TABLE_NAME = 'posts' THEN
          PERFORM FROM deliveries WHERE post_id = OLD.id LIMIT 1;
        ELSIF TG_TABLE_NAME = 'filled_texts' THEN
          PERFORM FROM deliveries WHERE ${ofText} LIMIT 1;
        ELSE
          PERFORM FROM deliveries WHERE account_id = OLD.id LIMIT 1;
        END IF;
        IF FOUND THEN
          RAISE EXCEPTION 'Posts, their texts and accounts stay as long as deliveries tell of them'
            USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN OLD;
      END
    $$`;
}
