import type { Config } from '../config.js';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** No feature of the machine but the camera, for a code that is shown to it. */
const PERMISSIONS = [
  'camera=(self)',
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'serial',
    'usb',
  ].map((feature) => `${feature}=()`),
].join(', ');

/** What every answer says, and a route may say otherwise: nothing of it is shown as a page, kept, or used elsewhere. */
export function answerHeaders({ http }: Pick<Config, 'http'>): Record<string, string> {
  const isHttps = http.publicUrl.startsWith('https:');
  return {
    'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': PERMISSIONS,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'cache-control': 'no-store',
    // Over plain http, as on a local network, a browser would not believe it.
    ...(isHttps
      ? { 'strict-transport-security': `max-age=${YEAR_SECONDS}; includeSubDomains` }
      : {}),
  };
}

/**
 * What the app's own page may do: scripts, styles, fonts and pictures from here. Mantine writes its variables into style
 * elements, which carry `nonce`; without it neither a style nor a script inside the page counts.
 */
export function pagePolicy({ http }: Pick<Config, 'http'>, nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(http.publicUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
