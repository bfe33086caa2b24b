import * as fc from 'fast-check';
import type { EdnsOption, EdnsOptionData, EdnsOptionName } from '../message/index.ts';
import { formatIpv4, formatIpv6 } from '../wire/index.ts';
import { anyName } from './name-samples.ts';

const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffff_ffff);
const octets = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });
const algorithms = fc.record({ algorithms: fc.array(u8, { maxLength: 5 }) });
const tag = fc.record({ tag: u16 });

/** A network of a family whose addresses have so many octets, the bits behind its prefix zero. */
function anySubnet(
  family: 1 | 2,
  length: number,
  format: (octets: Uint8Array) => string,
): fc.Arbitrary<EdnsOptionData['ECS']> {
  const prefix = fc.nat(length * 8);
  return fc
    .tuple(prefix, prefix, octets(length, length))
    .map(([sourcePrefixLength, scopePrefixLength, address]) => {
      const masked = address.map(
        (octet, at) => octet & (0xff00 >>> Math.min(8, Math.max(0, sourcePrefixLength - at * 8))),
      );
      return { family, sourcePrefixLength, scopePrefixLength, address: format(masked) };
    });
}

/** Any data of each typed option. */
export const OPTION_SAMPLES: {
  readonly [Code in EdnsOptionName]: fc.Arbitrary<EdnsOptionData[Code]>;
} = {
  LLQ: fc.record({
    version: u16,
    opcode: u16,
    error: u16,
    id: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    leaseLife: u32,
  }),
  UL: fc.oneof(fc.record({ lease: u32 }), fc.record({ lease: u32, keyLease: u32 })),
  NSID: fc.record({ nsid: octets(0, 40) }),
  DAU: algorithms,
  DHU: algorithms,
  N3U: algorithms,
  ECS: fc.oneof(anySubnet(1, 4, formatIpv4), anySubnet(2, 16, formatIpv6)),
  EXPIRE: fc.oneof(fc.constant({}), fc.record({ expire: u32 })),
  COOKIE: fc.oneof(
    fc.record({ clientCookie: octets(8, 8) }),
    fc.record({ clientCookie: octets(8, 8), serverCookie: octets(8, 32) }),
  ),
  'TCP-KEEPALIVE': fc.oneof(
    fc.constant({}),
    u16.map((units) => ({ timeoutMs: units * 100 })),
  ),
  PADDING: fc.record({ length: fc.nat(500) }),
  CHAIN: anyName.map((closestTrustPoint) => ({ closestTrustPoint })),
  'KEY-TAG': fc.record({ keyTags: fc.array(u16, { minLength: 1, maxLength: 5 }) }),
  EDE: fc.record({
    infoCode: u16,
    extraText: fc.string({ unit: 'binary' }).filter((text) => !text.endsWith('\0')),
  }),
  'CLIENT-TAG': tag,
  'SERVER-TAG': tag,
  'REPORT-CHANNEL': anyName.map((agentDomain) => ({ agentDomain })),
  ZONEVERSION: fc.oneof(
    fc.constant({}),
    fc.record({ labelCount: u8, type: fc.constant(0), version: octets(4, 4) }),
    fc.record({ labelCount: u8, type: fc.integer({ min: 1, max: 0xff }), version: octets(0, 20) }),
  ),
};

/** Any EDNS option: of those that are typed, and of those from 20 on, which are not. */
export const anyEdnsOption: fc.Arbitrary<EdnsOption> = fc.oneof(
  ...(Object.keys(OPTION_SAMPLES) as EdnsOptionName[]).map((code) =>
    OPTION_SAMPLES[code].map((data) => ({ code, data }) as EdnsOption),
  ),
  fc
    .tuple(fc.integer({ min: 20, max: 0xffff }), octets(0, 40))
    .map(([code, data]): EdnsOption => ({ code: `OPT${code}`, data })),
);
