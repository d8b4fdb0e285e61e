import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDevices1764000000040 implements MigrationInterface {
  readonly name = 'CreateDevices1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people
        ALTER COLUMN password_hash DROP NOT NULL,
        -- What an authenticator knows the person by; says nothing about them.
        ADD COLUMN passkey_handle bytea NOT NULL UNIQUE DEFAULT uuid_send(gen_random_uuid());

      -- What somebody may sign in on. Each carries its own factor: a passkey, or a password with a code.
      CREATE TABLE devices (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        person_id integer NOT NULL REFERENCES people,
        name text NOT NULL,
        added_at timestamptz NOT NULL,
        -- Null while it waits for the person who invited.
        confirmed_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        credential_id bytea UNIQUE,
        public_key bytea,
        sign_count bigint NOT NULL DEFAULT 0,
        transports text[] NOT NULL DEFAULT '{}',
        -- The passkey's keeper copies it to other devices of the same person.
        is_synced boolean NOT NULL DEFAULT false,
        -- Keyed hash of a mark that the browser keeps.
        mark_hash bytea UNIQUE,
        password_hash text,
        code_key_id text,
        code_wrapped_key bytea,
        code_body bytea,
        -- Half minute of the last one-time code that was taken: none is taken twice.
        code_step bigint NOT NULL DEFAULT 0,
        CHECK ((credential_id IS NULL) = (public_key IS NULL)),
        CHECK ((password_hash IS NULL) = (code_key_id IS NULL))
      );
      CREATE INDEX devices_person ON devices (person_id);

      -- A session knows its device from now on, so everybody signs in once more.
      DELETE FROM sessions;
      ALTER TABLE sessions
        ADD COLUMN device_id integer NOT NULL REFERENCES devices,
        ADD COLUMN stepped_up_at timestamptz;
      CREATE INDEX sessions_device ON sessions (device_id);

      -- What an authenticator was asked to sign; good once.
      CREATE TABLE passkey_challenges (
        challenge text PRIMARY KEY,
        purpose text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX passkey_challenges_old ON passkey_challenges (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE passkey_challenges;
      ALTER TABLE sessions DROP COLUMN device_id, DROP COLUMN stepped_up_at;
      DROP TABLE devices;
      ALTER TABLE people DROP COLUMN passkey_handle;
    `);
  }
}
