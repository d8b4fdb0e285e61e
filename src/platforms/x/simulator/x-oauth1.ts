import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PlatformRequest } from '../../../sandbox/simulator.js';

/** Parameters of an `Authorization: OAuth` header; null when it is not one. */
export function oauth1Parameters(header: string): ReadonlyMap<string, string> | null {
  if (!/^OAuth /i.test(header)) return null;
  const pairs = [...header.slice(6).matchAll(/([a-z_]+)="([^"]*)"/gi)];
  return new Map(pairs.map(([, name = '', value = '']) => [name, decoded(value)]));
}

/**
 * RFC 5849 section 3.4, HMAC-SHA1. A JSON body is not signed; a form body's fields are. The age of
 * the timestamp is not judged: the sandbox may run on a clock that a test moves.
 */
export function isSignedBy(
  request: PlatformRequest,
  parameters: ReadonlyMap<string, string>,
  secrets: { readonly appSecret: string; readonly accessSecret: string },
): boolean {
  if (parameters.get('oauth_signature_method') !== 'HMAC-SHA1') return false;
  const base = [
    request.method.toUpperCase(),
    encoded(baseAddress(request.address)),
    encoded(sortedPairs(request, parameters)),
  ].join('&');
  const key = `${encoded(secrets.appSecret)}&${encoded(secrets.accessSecret)}`;
  const expected = createHmac('sha1', key).update(base).digest();
  const given = Buffer.from(parameters.get('oauth_signature') ?? '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function baseAddress(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}

function sortedPairs(request: PlatformRequest, parameters: ReadonlyMap<string, string>): string {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? request.body.toString('utf8') : '');
  return [...parameters, ...request.query, ...form]
    .filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => byBytes(nameA, nameB) || byBytes(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** RFC 3986: `encodeURIComponent` leaves five characters that OAuth wants encoded. */
function encoded(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
