import type { HeldOrderView } from '../../src/contract/held-orders.js';
import type { PostView } from '../../src/contract/posts.js';
import type { StopView } from '../../src/contract/stops.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import type { Answer, Person } from '../support/person.js';
import { World } from '../support/world.js';

export const REASON = { reason: 'The date is wrong' };

/** Two districts with three accounts each, and orders about more than three of them need a second person. */
export class TwoPeople {
  private constructor(
    readonly world: World,
    readonly owner: Person,
    readonly meera: Person,
    readonly lead: Person,
    readonly approver: Person,
  ) {}

  static async open(): Promise<TwoPeople> {
    const world = await World.open({
      districts: ['lucknow', 'agra'],
      people: [
        { login: 'lead', role: 'district_lead', placeCode: 'lucknow' },
        { login: 'approver', role: 'central_approver', placeCode: 'uttar-pradesh' },
      ],
    });
    const [owner, meera, lead, approver] = await Promise.all([
      world.signIn('owner'),
      world.signIn('meera'),
      world.signIn('lead'),
      world.signIn('approver'),
    ]);
    return new TwoPeople(world, owner, meera, lead, approver);
  }

  async setLimit(approvalAboveAccounts: number | null): Promise<void> {
    await this.owner.put('/api/settings', { approvalAboveAccounts });
  }

  /** Published everywhere before the limit holds. */
  async aPublicPost(text: string, districts = ['uttar-pradesh']): Promise<PostView> {
    await this.setLimit(null);
    const post = await this.meera.publish({ text, districts });
    await this.meera.untilSettled(post.id);
    await this.setLimit(3);
    return post;
  }

  /** Everything is stopped, and a post to all six accounts waits for that. */
  async aStop(text: string): Promise<StopView> {
    await this.setLimit(null);
    const order = { scope: 'everything', ...REASON };
    const { body } = await this.meera.post<StopView>('/api/stops', order);
    await this.meera.publish({ text });
    await this.setLimit(3);
    return body;
  }

  async ordersFor(person: Person): Promise<HeldOrderView[]> {
    return (await person.get<HeldOrderView[]>('/api/orders')).body;
  }

  /** The word of somebody about an order, as they read it unless `hash` says otherwise. */
  async say<Body = HeldOrderView[]>(
    person: Person,
    id: number,
    word: { decision?: 'confirm' | 'refuse'; note?: string; hash?: string } = {},
  ): Promise<Answer<Body>> {
    const read = (await this.ordersFor(this.owner)).find((order) => order.id === id);
    const order = { decision: 'confirm', hash: read?.hash ?? '0'.repeat(64), ...word };
    return person.post<Body>(`/api/orders/${id}/decision`, order);
  }

  async publicNow(text: string): Promise<number> {
    return (await this.world.sandbox.posts()).filter((post) => post.text === text).length;
  }

  async recorded(subject: string): Promise<{ action: string; by: string; sha256?: string }[]> {
    return rowsOf(
      this.world.dataSource,
      `SELECT e.action, p.name AS by, e.details->>'sha256' AS sha256
       FROM audit_events e JOIN people p ON p.id = e.person_id WHERE e.subject = $1 ORDER BY e.id`,
      [subject],
    );
  }
}
