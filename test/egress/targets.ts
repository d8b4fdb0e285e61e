/** Ways to write an IPv4 address of this machine or of a network behind it. */
const IPV4 = [
  '127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '017700000001', '0x7f000001',
  '0x7f.0.0.1', '0177.0.0.1', '0177.0.0.0x1', '127.0.0.01', '0x7f.1', '0177.1', '0x7F.0x0.0x0.0x1',
  '0.0.0.0', '0', '0x0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '167772161', '0xa000001', '012.0.0.1',
  '100.64.0.1', '100.127.255.254', '0x64400001', '169.254.0.1', '169.254.169.254', '2852039166',
  '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '172.16.0.1', '172.31.255.254', '0xac100001',
  '2886729729', '192.0.0.1', '192.0.0.170', '192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1',
  '192.168.0.1', '192.168.1.254', '3232235521', '0xc0a80001', '0300.0250.0.1', '192.11010049',
  '192.175.48.1', '198.18.0.1', '198.19.255.254', '198.51.100.7', '203.0.113.7', '224.0.0.1',
  '239.255.255.250', '240.0.0.1', '255.255.255.255', '4294967295', '0xffffffff', '１２７.０.０.１',
  '127。0。0。1', '①②⑦.0.0.1', '127.0.0.1.', '0x7f000001.',
]; // prettier-ignore

/** The same of IPv6, and of IPv4 inside of it. */
const IPV6 = [
  '::', '::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001', '::0001', '::127.0.0.1',
  '::7f00:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:7F00:0001', '0:0:0:0:0:ffff:127.0.0.1',
  '::ffff:0:127.0.0.1', '::ffff:10.0.0.1', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe',
  '::ffff:192.168.0.1', '::ffff:8.8.8.8', '64:ff9b::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a00:1',
  '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1', '64:ff9b:1:ffff::a9fe:a9fe', '100::1', '100:0:0:1::1',
  '2001::1', '2001:0:7f00:1::', '2001:2::1', '2001:10::1', '2001:20::1', '2001:db8::1',
  '2001:db8:ffff::127.0.0.1', '2002:7f00:1::', '2002:7f00:1::1', '2002:a00:1::', '2002:a9fe:a9fe::',
  '2002:c0a8:1::1', '2620:4f:8000::1', '3fff::1', '3fff:fff::1', '4000::1', '5f00::1', 'fc00::1',
  'fd00::1', 'fd12:3456:789a:1::1', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fe80::1',
  'fe80::7f00:1', 'febf::1', 'fec0::1', 'ff01::1', 'ff02::1', 'ff02::fb', 'ff05::2', 'ff0e::1',
  'fd00:ec2::254',
]; // prettier-ignore

/** Names, and the private addresses that the test's resolver answers for them. */
export const NAMES: Record<string, readonly string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  LOCALHOST: ['127.0.0.1'],
  'ip6-localhost': ['::1'],
  'localhost.localdomain': ['127.0.0.1'],
  'a.localhost': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'metadata.google.internal.': ['169.254.169.254'],
  'instance-data': ['169.254.169.254'],
  'rancher-metadata': ['169.254.169.250'],
  'kubernetes.default.svc': ['10.96.0.1'],
  'host.docker.internal': ['192.168.65.2'],
  'router.lan': ['192.168.1.1'],
  'printer.local': ['fe80::1234'],
  'db.internal': ['10.0.0.5'],
  redis: ['172.18.0.3'],
  '127.0.0.1.nip.example': ['127.0.0.1'],
  '10-0-0-1.sslip.example': ['10.0.0.1'],
  'localtest.example': ['127.0.0.1'],
  'v6.localtest.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'sixtofour.example': ['2002:7f00:1::'],
  'cgnat.example': ['100.64.0.1'],
  'ula.example': ['fd00::1'],
  'multicast.example': ['224.0.0.251'],
  'broadcast.example': ['255.255.255.255'],
  'zero.example': ['0.0.0.0'],
  'many.example': ['10.0.0.1', '192.168.0.1', '127.0.0.1', '::1', 'fe80::1'],
  'xn--p1ai.example': ['127.0.0.1'],
  'परीक्षा.example': ['127.0.0.1'],
  'upper.EXAMPLE': ['127.0.0.1'],
  'dots.example.': ['127.0.0.1'],
};

/** Addresses that are more than a place, or no http at all. */
const ODD = [
  'http://user@127.0.0.1:PORT/',
  'http://user:word@127.0.0.1:PORT/',
  'http://api.x.com@127.0.0.1:PORT/',
  'http://api.x.com:443@127.0.0.1:PORT/',
  'http://api.x.com%40127.0.0.1:PORT/',
  'http://127.0.0.1:PORT\\@api.x.com/',
  'http:\\\\127.0.0.1:PORT\\',
  'http:127.0.0.1:PORT/',
  'http:/127.0.0.1:PORT/',
  'http:///127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@api.x.com/',
  'http://127.0.0.1:PORT?@api.x.com/',
  'http://\t127.0.0.1:PORT/',
  'http://127.0.0\n.1:PORT/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_',
  'data:text/plain,hello',
  'dict://127.0.0.1:PORT/',
  'ws://127.0.0.1:PORT/',
  'unix:///var/run/docker.sock',
  '//127.0.0.1:PORT/',
  '127.0.0.1:PORT',
  'http://[::1]:PORT@127.0.0.1:PORT/',
];

/** Every address that must not be reached; `port` is where the canary listens. */
export function refusedTargets(port: number): string[] {
  return [
    ...IPV4.map((address) => `http://${address}:${port}/`),
    ...IPV6.map((address) => `http://[${address}]:${port}/`),
    ...Object.keys(NAMES).map((name) => `http://${name}:${port}/`),
    ...['127.0.0.1', '[::1]', '10.0.0.1', '169.254.169.254'].map(
      (host) => `https://${host}:${port}/`,
    ),
    ...ODD.map((address) => address.replaceAll('PORT', String(port))),
  ];
}
