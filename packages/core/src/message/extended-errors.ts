import type { ExtendedError } from '../errors/index.ts';
import { type CodeTable, codeTable } from './codes.ts';
import { type Edns, optionsOf } from './edns.ts';

/** By INFO-CODE (IANA: Extended DNS Error Codes). */
const PURPOSES = [
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
] as const;

/** What an INFO-CODE means, `Stale Answer` for example; `EDE` and the number for one that is not registered. */
export type ExtendedErrorPurpose = (typeof PURPOSES)[number] | `EDE${number}`;

/** The INFO-CODEs of extended errors by their registered purpose (RFC 8914 5.2). */
export const extendedErrorCodes: CodeTable<ExtendedErrorPurpose> = /* @__PURE__ */ codeTable(
  Object.fromEntries(PURPOSES.map((purpose, infoCode) => [purpose, infoCode])) as Record<
    (typeof PURPOSES)[number],
    number
  >,
  'EDE',
  0xffff,
);

/** The registered purpose of an INFO-CODE. */
export function extendedErrorPurpose(infoCode: number): string | undefined {
  return PURPOSES[infoCode];
}

/** The extended errors that a message carries (RFC 8914). */
export function extendedErrorsOf(edns: Edns | undefined): ExtendedError[] {
  return optionsOf(edns, 'EDE').map(({ infoCode, extraText }) => {
    const purpose = extendedErrorPurpose(infoCode);
    return { infoCode, ...(purpose === undefined ? {} : { purpose }), extraText };
  });
}
