import { z } from 'zod';

/** Greatest number that the database takes for an id. */
export const MAX_ROW_ID = 2_147_483_647;

/** An id in a path or a query. */
export const rowId = z.coerce.number().int().positive().max(MAX_ROW_ID);

/** The id of a delivery: there are more of them than of anything else, so their ids go further. */
export const deliveryId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
