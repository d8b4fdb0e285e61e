import type { Client } from 'pg';

/** One step of a delivery from state to state, or to a new claim. */
export interface Move {
  deliveryId: number;
  /** Of the claim that it made or belonged to. */
  epoch: number;
  from: string;
  to: string;
  /** The claim was taken from a worker that did not come back to it. */
  isRescue: boolean;
  /** The worker whose connection made it, by the name in its database address. */
  by: string;
  at: Date;
}

/** Has the database itself write down every move, in the transaction that makes it. The product knows nothing of it. */
export async function recordMoves(client: Client): Promise<void> {
  await client.query(`
    CREATE SCHEMA proof;
    CREATE TABLE proof.moves (
      n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      delivery_id bigint NOT NULL, epoch int NOT NULL, from_state text NOT NULL, to_state text NOT NULL,
      is_rescue boolean NOT NULL, made_by text NOT NULL, moved_at timestamptz NOT NULL
    );
    CREATE FUNCTION proof.note_move() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO proof.moves (delivery_id, epoch, from_state, to_state, is_rescue, made_by, moved_at)
        VALUES (NEW.id, NEW.epoch, OLD.state, NEW.state, NEW.crashes > OLD.crashes,
                current_setting('application_name'), clock_timestamp());
        RETURN NULL;
      END
    $$;
    CREATE TRIGGER proof_moves AFTER UPDATE ON deliveries FOR EACH ROW
      WHEN (OLD.state <> NEW.state OR OLD.epoch <> NEW.epoch) EXECUTE FUNCTION proof.note_move();
  `);
}

/** Of one delivery in the order in which they happened. */
export async function readMoves(client: Client): Promise<Move[]> {
  const { rows } = await client.query<Move>(
    `SELECT delivery_id AS "deliveryId", epoch, from_state AS "from", to_state AS "to",
            is_rescue AS "isRescue", made_by AS by, moved_at AS at
     FROM proof.moves ORDER BY delivery_id, n`,
  );
  return rows;
}
