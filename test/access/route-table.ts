import type { RouteEntry } from './route-entry.js';
import { ACCOUNTS } from './routes/accounts.js';
import { DELIVERIES } from './routes/deliveries.js';
import { HOUSE } from './routes/house.js';
import { MEDIA, UPLOADS } from './routes/media.js';
import { PEOPLE } from './routes/people.js';
import { POSTS } from './routes/posts.js';
import { ENROLMENT, SESSION } from './routes/session.js';

/** Every route of the product. One that is missing here fails the matrix, and so does one that is gone. */
export const ROUTE_TABLE: Record<string, RouteEntry> = {
  ...POSTS,
  ...DELIVERIES,
  ...ACCOUNTS,
  ...MEDIA,
  ...UPLOADS,
  ...PEOPLE,
  ...SESSION,
  ...ENROLMENT,
  ...HOUSE,
};
