import { WireError } from '../errors/index.ts';
import {
  extendedErrorCodes,
  type ExtendedErrorPurpose,
  extendedErrorsOf,
} from '../message/extended-errors.ts';
import { decodeMessage, type Rcode, rcodes } from '../message/index.ts';
import { rcodeOf, u16At } from '../wire/index.ts';

/** By these an upstream says that it cannot or will not answer (RFC 1035 4.1.1): another one may. */
const REFUSALS: ReadonlySet<number> = new Set(
  (['FORMERR', 'SERVFAIL', 'NOTIMP', 'REFUSED'] satisfies Rcode[]).map((rcode) => rcodes.code(rcode)),
);

/** Refusals for one of these reasons are meant: who asks another upstream would undo validation, or a filter that was chosen. */
const VERDICTS: ReadonlySet<number> = new Set(
  (
    [
      'DNSSEC Bogus',
      'Signature Expired',
      'Signature Not Yet Valid',
      'DNSKEY Missing',
      'RRSIGs Missing',
      'No Zone Key Bit Set',
      'NSEC Missing',
      'Signature Expired before Valid',
      'Blocked',
      'Censored',
      'Filtered',
    ] satisfies ExtendedErrorPurpose[]
  ).map((purpose) => extendedErrorCodes.code(purpose)),
);

/**
 * Whether a reply is to be given to who asked, and not the next upstream to be tried. NXDOMAIN is an answer. FORMERR,
 * SERVFAIL, NOTIMP and REFUSED are none, unless they say that validation failed or that the name is blocked (RFC 8914).
 */
export function isAnswer(reply: Uint8Array): boolean {
  // Nearly all replies end here, unread.
  if (!REFUSALS.has(rcodeOf(u16At(reply, 2)))) return true;
  try {
    const { rcode, edns } = decodeMessage(reply);
    return (
      !REFUSALS.has(rcodes.code(rcode)) ||
      extendedErrorsOf(edns).some(({ infoCode }) => VERDICTS.has(infoCode))
    );
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}
