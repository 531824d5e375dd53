import { isLoopbackAddress, isPublicAddress } from './pinned-socket.ts';

const refused: readonly [string, readonly string[]][] = [
  ['unspecified and "this network"', ['0.0.0.0', '0.1.2.3', '::']],
  ['loopback', ['127.0.0.1', '127.0.0.2', '127.255.255.254', '::1']],
  ['private (RFC 1918)', ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1']],
  ['carrier-grade NAT (RFC 6598)', ['100.64.0.1', '100.127.255.255']],
  [
    'link-local and metadata services',
    ['169.254.0.1', '169.254.169.254', '169.254.170.2', 'fe80::1', 'febf::1'],
  ],
  ['unique local (RFC 4193)', ['fc00::1', 'fd00::1', 'fd00:ec2::254', 'fdff:ffff::1']],
  ['deprecated site-local (RFC 3879)', ['fec0::1', 'feff::1']],
  ['multicast', ['224.0.0.1', '239.255.255.250', 'ff02::1', 'ff0e::1']],
  ['broadcast and reserved', ['255.255.255.255', '240.0.0.1', '254.1.1.1']],
  [
    'protocol assignments, 6to4 relay, benchmarks',
    ['192.0.0.1', '192.0.0.171', '192.88.99.1', '198.18.0.1', '198.19.255.255'],
  ],
  ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
  ['AS112 and AMT', ['192.175.48.1', '192.31.196.1', '192.52.193.1', '2620:4f:8000::1', '2001:3::1']],
  [
    'IPv4-mapped',
    ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe'],
  ],
  ['IPv4-compatible (RFC 4291 §2.5.5.1)', ['::127.0.0.1', '::7f00:1', '::8.8.8.8']],
  ['IPv4-translated (RFC 2765)', ['::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8']],
  [
    'NAT64 (RFC 6052, 8215)',
    ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::10.0.0.1', '64:ff9b:1:ffff::1'],
  ],
  ['6to4', ['2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1']],
  ['Teredo', ['2001::1', '2001:0:7f00:1::']],
  ['ISATAP', ['2a00:1450::5efe:127.0.0.1', '2a00:1450::200:5efe:7f00:1', '2a00:1450::5efe:10.0.0.1']],
  ['ORCHID, benchmarking, discard, SRv6', ['2001:10::1', '2001:20::1', '2001:2::1', '100::1', '5f00::1']],
  ['outside 2000::/3', ['1::1', '4000::1', '8000::1', 'e000::1']],
  [
    'decimal, hexadecimal, octal, short forms',
    ['2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '127.1', '127.0.0.01', '010.8.8.8', '8.8'],
  ],
  ['zone ids', ['fe80::1%eth0', '2a00:1450::1%1', '::1%lo']],
  [
    'what is no address',
    ['', 'localhost', 'example.org', '8.8.8.8 ', '[::1]', '8.8.8.8.', '8.8.8.8/32', '١٢٧.٠.٠.١'],
  ],
];

describe('a callback address', () => {
  it.each(refused.flatMap(([kind, addresses]) => addresses.map((address) => [kind, address] as const)))(
    'is refused when %s: %p',
    (_, address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2a00:1450:4001:82b::200e',
    '2606:4700:4700::1111',
    '2001:4860:4860::8888',
  ])('is called when it is an ordinary public host: %p', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is loopback only as 127.0.0.0/8 or ::1', () => {
    const candidates = [
      '127.0.0.1',
      '127.9.9.9',
      '::1',
      '::ffff:127.0.0.1',
      '0.0.0.0',
      '::',
      '126.0.0.1',
      '2130706433',
      '::1%lo',
      'localhost',
    ];
    expect(candidates.filter(isLoopbackAddress)).toEqual(['127.0.0.1', '127.9.9.9', '::1']);
  });
});
