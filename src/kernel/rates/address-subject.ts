import { isIPv4, isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** Groups of 16 bits: a provider gives one customer at least 64 bits. */
const CUSTOMER_GROUPS = 4;
const GROUPS = 8;

/** Who is counted for an address: an IPv4 address itself, and of an IPv6 address the network that one customer gets. */
export function addressSubject(address: string): string {
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIPv4(address)) return address;
  const [bare = ''] = address.split('%');
  return isIPv6(bare) ? `${groupsOf(bare).slice(0, CUSTOMER_GROUPS).join(':')}::/64` : 'unknown';
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = split(head);
  const after = tail === undefined ? [] : split(tail);
  const dotted = address.includes('.') ? 1 : 0;
  const missing = GROUPS - before.length - after.length - dotted;
  return [...before, ...new Array<string>(Math.max(0, missing)).fill('0'), ...after];
}

function split(part: string): string[] {
  if (part === '') return [];
  return part.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
}
