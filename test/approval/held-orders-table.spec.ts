import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { World } from '../support/world.js';

let world: World;
let postId: number;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'], withoutWorker: true });
  const meera = await world.signIn('meera');
  postId = (await meera.publish()).id;
});
afterAll(() => world.close());

const ask = (statement: string, parameters: readonly unknown[] = []) =>
  rowsOf<{ id: number }>(world.dataSource, statement, parameters);
const idOf = (login: string) => `(SELECT id FROM people WHERE login = '${login}')`;

/** As somebody with a hand in the database, or a mistake of ours, would write it. */
async function anOrder({
  kind = 'recall',
  state = 'waiting',
  about = postId,
} = {}): Promise<number> {
  await ask(
    `UPDATE held_orders SET state = 'refused', decided_by = ${idOf('owner')}, decided_at = now() WHERE state = 'waiting'`,
  );
  const [row] = await ask(
    `INSERT INTO held_orders (kind, subject_id, place_id, content, account_ids, reason, ordered_by, ordered_at, state)
     SELECT $1, $2, place_id, 'x', '{1}', 'A reason', id, now(), $3 FROM people WHERE login = 'meera' RETURNING id`,
    [kind, about, state],
  );
  return row?.id ?? 0;
}

const decide = (id: number, set: string) =>
  ask(`UPDATE held_orders SET ${set} WHERE id = $1`, [id]);

describe('the table of orders that wait for a second person', () => {
  it('refuses the word of the one who ordered it', async () => {
    const own = `state = 'confirmed', decided_by = ${idOf('meera')}, decided_at = now()`;
    await expect(decide(await anOrder(), own)).rejects.toThrow('check');
  });

  it('refuses a confirmation that nobody gave, and one without an instant', async () => {
    const id = await anOrder();
    const nobody = `state = 'confirmed', decided_at = now()`;
    const never = `state = 'confirmed', decided_by = ${idOf('owner')}`;
    await expect(decide(id, nobody)).rejects.toThrow('check');
    await expect(decide(id, never)).rejects.toThrow('check');
  });

  it('takes one word, about the order as it was made', async () => {
    const id = await anOrder();
    const word = `state = 'confirmed', decided_by = ${idOf('owner')}, decided_at = now()`;
    await expect(decide(id, `${word}, content = 'y'`)).rejects.toThrow('as it was made');
    await expect(decide(id, `account_ids = '{1,2}'`)).rejects.toThrow('as it was made');
    await decide(id, word);
    await expect(decide(id, word)).rejects.toThrow('given once');
    await expect(decide(id, `state = 'waiting'`)).rejects.toThrow('given once');
  });

  it('holds no order that never waited, none without accounts, and forgets none', async () => {
    await expect(anOrder({ state: 'superseded' })).rejects.toThrow('waits before');
    await anOrder();
    await expect(anOrder({ kind: 'unheard_of' })).rejects.toThrow('check');
    await expect(ask('DELETE FROM held_orders')).rejects.toThrow();
  });

  it('lets one order about a thing wait at a time', async () => {
    await anOrder();
    const twice = ask(
      `INSERT INTO held_orders (kind, subject_id, place_id, content, account_ids, reason, ordered_by, ordered_at)
       SELECT kind, subject_id, place_id, content, account_ids, reason, ordered_by, now() FROM held_orders WHERE state = 'waiting'`,
    );
    await expect(twice).rejects.toThrow('held_orders_waiting');
  });

  it('keeps a post from being taken back while that waits for the word', async () => {
    const id = await anOrder();
    const recall = () => ask('UPDATE posts SET recalled_at = now() WHERE id = $1', [postId]);
    await expect(recall()).rejects.toThrow('waits for a second person');
    await decide(id, `state = 'confirmed', decided_by = ${idOf('owner')}, decided_at = now()`);
    await recall();
  });

  it('keeps a stop standing while lifting it waits for the word', async () => {
    const [stop] = await ask(
      `INSERT INTO stops (scope, reason, person_id, stopped_at) SELECT 'everything', 'A reason', id, now()
       FROM people WHERE login = 'meera' RETURNING id`,
    );
    const id = await anOrder({ kind: 'lift', about: stop?.id ?? 0 });
    const lift = () => ask('UPDATE stops SET lifted_at = now() WHERE id = $1', [stop?.id]);
    await expect(lift()).rejects.toThrow('waits for a second person');
    await decide(id, `state = 'confirmed', decided_by = ${idOf('owner')}, decided_at = now()`);
    await lift();
  });
});
