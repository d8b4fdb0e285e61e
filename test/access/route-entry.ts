import type { Permission } from '../../src/contract/permissions.js';
import type { Actor, MatrixWorld } from './matrix-world.js';
import type { Subject } from './subjects.js';

/** Answers that let a caller through to the thing itself, which may still stand in the way: 409, 422. */
export const THROUGH = 'through';

export interface Probe {
  /** With its ids filled in; left out: as the route is written. */
  path?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the matrix knows of a route: whom it asks for, and how to call it about something at a place. */
export interface RouteEntry {
  asks: 'public' | 'signed_in' | Permission;
  /** It is about the whole tree: only people at the top may. */
  topOnly?: true;
  /** A call about nothing of a place. */
  call?: (actor: Actor, world: MatrixWorld) => Probe | Promise<Probe>;
  /** A call about something that is another person's own, wherever they work: 404 for everybody. */
  foreign?: (world: MatrixWorld) => Probe | Promise<Probe>;
  /** Calls about something of a place, by what they name: an id in the path, in the query or in the body. */
  about?: Record<string, (at: Subject, own: Subject, world: MatrixWorld) => Probe | Promise<Probe>>;
  /** What somebody is answered whose places do not hold it; 404 when left out, `through` where they are let through. */
  outside?: number | typeof THROUGH;
  /** About a place beside the own, where it is no error, it answers an empty list. */
  emptyBeside?: true;
  /** A place above names the own accounts too: they alone are meant. */
  aboveMeansOwn?: true;
  /** Whoever holds the permission is still answered 403, or what is said here, unless they wrote it themselves. */
  authorOnly?: number;
  /** Owners alone may; whoever else holds the permission is answered this. */
  ownersOnly?: number;
  /** Whoever may call it is still refused, and nothing changes, unless they proved just now that it is them. */
  needsProof?: true;
  /** What a route for everybody, or for everybody who is signed in, answers to this call. */
  answers?: number;
  /** Whoever may call it is told that nothing is there. */
  isAbsent?: true;
  /** Its refusals are told on a page. */
  refusedAs?: number;
  /** Why no call of it succeeds here. */
  neverSucceedsHere?: string;
}
