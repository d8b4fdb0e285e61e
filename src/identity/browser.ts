import type { FastifyRequest } from 'fastify';
import type { DeviceCookie, SessionCookie } from './browser-cookies.js';

/** The browser that somebody signs in on, as its request shows it. */
export interface SigningBrowser {
  /** Of the session that it had before. */
  token: string | undefined;
  /** Says which device it is. */
  mark: string | undefined;
  /** "Chrome, Android": what a device is called that nobody named. */
  name: string;
}

export interface Cookies {
  session: SessionCookie;
  device: DeviceCookie;
}

export function signingBrowser(request: FastifyRequest, cookies: Cookies): SigningBrowser {
  return {
    token: cookies.session.read(request),
    mark: cookies.device.read(request),
    name: nameOf(request.headers['user-agent'] ?? ''),
  };
}

// The first that is found: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

function nameOf(userAgent: string): string {
  const find = (names: [RegExp, string][]) => names.find(([shape]) => shape.test(userAgent))?.[1];
  const known = [find(BROWSERS), find(SYSTEMS)].filter((part) => part !== undefined);
  return known.length > 0 ? known.join(', ') : '?';
}
