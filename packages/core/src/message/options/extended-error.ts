import type { EdnsOptionCodec } from './codec.ts';

/** Why a response is what it is (RFC 8914 2). */
export interface ExtendedErrorOption {
  /** What it means stands in `extendedErrorPurposes`. */
  readonly infoCode: number;
  /** Empty where there is none. Octets that are not UTF-8 are read as U+FFFD, and final NULs are taken off. */
  readonly extraText: string;
}

const MIN_OCTETS = 2;
const decoder: TextDecoder = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true });

export const extendedError: EdnsOptionCodec<ExtendedErrorOption> = {
  code: 15,
  read: (reader) => {
    if (reader.remaining < MIN_OCTETS) return undefined;
    const infoCode = reader.u16();
    if (reader.remaining === 0) return { infoCode, extraText: '' };
    const octets = reader.octets(reader.remaining);
    // All of them: a text must be read as it was written.
    const end = octets.findLastIndex((octet) => octet !== 0) + 1;
    return { infoCode, extraText: decoder.decode(octets.subarray(0, end)) };
  },
  write: (writer, { infoCode, extraText }) => {
    writer.u16(infoCode);
    writer.octets(new TextEncoder().encode(extraText));
  },
};

/** What each INFO-CODE means, by its number (IANA: Extended DNS Error Codes). */
export const extendedErrorPurposes: readonly string[] = [
  'Other Error',
  'Unsupported DNSKEY Algorithm',
  'Unsupported DS Digest Type',
  'Stale Answer',
  'Forged Answer',
  'DNSSEC Indeterminate',
  'DNSSEC Bogus',
  'Signature Expired',
  'Signature Not Yet Valid',
  'DNSKEY Missing',
  'RRSIGs Missing',
  'No Zone Key Bit Set',
  'NSEC Missing',
  'Cached Error',
  'Not Ready',
  'Blocked',
  'Censored',
  'Filtered',
  'Prohibited',
  'Stale NXDomain Answer',
  'Not Authoritative',
  'Not Supported',
  'No Reachable Authority',
  'Network Error',
  'Invalid Data',
  'Signature Expired before Valid',
  'Too Early',
  'Unsupported NSEC3 Iterations Value',
  'Unable to conform to policy',
  'Synthesized',
  'Invalid Query Type',
  'Rate Limited',
  'Over Quota',
  'Negative Trust Anchor',
  'New Delegation Only',
  'Blocked by Upstream DNS Server',
];
