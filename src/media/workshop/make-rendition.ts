import { makePicture } from './make-picture.js';
import { makeVideo } from './make-video.js';
import type { Order, Report } from './order.js';

export type MakeOrder = Extract<Order, { kind: 'make' }>;

/** Makes of what the library keeps a file that a platform takes. */
export async function makeRendition(order: MakeOrder): Promise<Report> {
  const { recipe } = order;
  const made =
    recipe.kind === 'video' ? await makeVideo(order, recipe) : await makePicture(order, recipe);
  return made === undefined ? { kind: 'does_not_fit' } : { kind: 'made', made };
}
