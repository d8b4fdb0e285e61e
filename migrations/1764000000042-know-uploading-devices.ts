import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowUploadingDevices1764000000042 implements MigrationInterface {
  readonly name = 'KnowUploadingDevices1764000000042';

  async up(runner: QueryRunner): Promise<void> {
    // Null for what began before devices were known.
    await runner.query('ALTER TABLE media_uploads ADD COLUMN device_id integer REFERENCES devices');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE media_uploads DROP COLUMN device_id');
  }
}
