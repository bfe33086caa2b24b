import type { RdataCodec, RdataText } from '../codec.ts';
import { sameForm } from '../same-form.ts';
import { type Rrsig, rrsig, rrsigText } from './rrsig.ts';

/**
 * A signature over a whole message (RFC 2931 3), its type covered `TYPE0`, or over an RRset before RRSIG took that over
 * (RFC 2535 4.1, RFC 3755 3).
 */
export interface Sig extends Rrsig {}

export const sig: RdataCodec<Sig> = /* @__PURE__ */ sameForm(24, rrsig);

export const sigText: RdataText<Sig> = rrsigText;
