import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteApprovalReadings1764000000053 implements MigrationInterface {
  readonly name = 'NoteApprovalReadings1764000000053';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- To whom which form of a post that waits for approval was shown: one line of the record each.
      CREATE TABLE approval_readings (
        post_id integer NOT NULL REFERENCES approvals,
        sha256 bytea NOT NULL,
        person_id integer NOT NULL REFERENCES people,
        PRIMARY KEY (post_id, sha256, person_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE approval_readings');
  }
}
