import { BlockList, isIP } from 'node:net';

/**
 * Ranges of IPv4 that are no address of a host on the open internet: IANA's special-purpose registry, multicast and what
 * is reserved; iana.org/assignments/iana-ipv4-special-registry, read 2026-11-24.
 */
const NOT_PUBLIC_IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/**
 * Of IPv6 only global unicast is public, 2000::/3; IPv4-mapped addresses, NAT64, unique local, link-local and multicast lie
 * outside of it. Within it: Teredo, benchmarks and ORCHID, documents, 6to4, SRv6's documents;
 * iana.org/assignments/iana-ipv6-special-registry, read 2026-11-24.
 */
const GLOBAL_IPV6: readonly [string, number] = ['2000::', 3];
const NOT_PUBLIC_IPV6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_IPV4) refused.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of NOT_PUBLIC_IPV6) refused.addSubnet(net, prefix, 'ipv6');
const globalIpv6 = new BlockList();
globalIpv6.addSubnet(...GLOBAL_IPV6, 'ipv6');

/** Pure: whether this is the address of a host on the open internet. Anything but an address is not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !refused.check(address, 'ipv4');
  // A zone names an interface of this machine.
  if (version !== 6 || address.includes('%')) return false;
  return globalIpv6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
