import { AsyncLocalStorage } from 'node:async_hooks';

/** From where a request comes, as the record tells it. */
export interface RequestOrigin {
  /** Stands for the session, and opens none; null before somebody has signed in. */
  sessionId: string | null;
  /** `Chrome, Android`; null where the browser says nothing that is known. */
  device: string | null;
}

interface Place {
  sessionId: string | null;
  userAgent: string | undefined;
}

const places = new AsyncLocalStorage<Place>();

/** Runs what belongs to one request. */
export function withOrigin(userAgent: string | undefined, work: () => void): void {
  places.run({ sessionId: null, userAgent }, work);
}

/** Said once the session of the request under way is known. */
export function setSessionId(sessionId: string): void {
  const place = places.getStore();
  if (place) place.sessionId = sessionId;
}

/** Null outside a request. */
export function currentOrigin(): RequestOrigin | null {
  const place = places.getStore();
  return place ? { sessionId: place.sessionId, device: deviceOf(place.userAgent) } : null;
}

const BROWSERS = ['Edg', 'OPR', 'SamsungBrowser', 'Firefox', 'Chrome', 'Safari'] as const;
const NAMES: Record<(typeof BROWSERS)[number], string> = {
  Edg: 'Edge',
  OPR: 'Opera',
  SamsungBrowser: 'Samsung Internet',
  Firefox: 'Firefox',
  Chrome: 'Chrome',
  Safari: 'Safari',
};
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'] as const;

/** Pure: browser and system of a user agent, of fixed words only; null where neither is known. */
export function deviceOf(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null;
  const browser = BROWSERS.find((name) => userAgent.includes(`${name}/`));
  const system = SYSTEMS.find((name) => userAgent.includes(name));
  const words = [browser && NAMES[browser], system].filter((word) => word !== undefined);
  return words.length === 0 ? null : words.join(', ');
}
