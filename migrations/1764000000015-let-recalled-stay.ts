import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'recalled', 'recall_pending', 'needs_decision'`;

/** The arrows of src/deliveries/delivery-state.ts, as the database holds them; a test compares the two. */
const arrows = (recallUnknown: string): Record<string, string> => ({
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
  recall_unknown: recallUnknown,
});

/** A person may let public what a recall could not take down. */
export class LetRecalledStay1764000000015 implements MigrationInterface {
  readonly name = 'LetRecalledStay1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await guard(runner, `${BEFORE}, 'published'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await guard(runner, BEFORE);
  }
}

/** As before: the condition is evaluated in the executor, and the function runs only for what is refused. */
async function guard(runner: QueryRunner, recallUnknown: string): Promise<void> {
  const allowed = Object.entries(arrows(recallUnknown))
    .map(([from, to]) => `WHEN '${from}' THEN NEW.state IN (${to})`)
    .join(' ');
  await runner.query(`
    CREATE OR REPLACE TRIGGER deliveries_guard BEFORE UPDATE ON deliveries FOR EACH ROW
      WHEN (NEW.epoch < OLD.epoch
            OR (NEW.state <> OLD.state
                AND ((CASE OLD.state ${allowed} ELSE false END) IS NOT TRUE
                     OR (NEW.state = 'claimed' AND NEW.epoch <= OLD.epoch))))
      EXECUTE FUNCTION guard_delivery();
  `);
}
