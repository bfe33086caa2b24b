import type { RdataCodec, RdataText } from '../codec.ts';
import { unknown, type UnknownRdata, unknownText } from './unknown.ts';

/** Anything at all (RFC 1035 3.3.10). */
export interface Null extends UnknownRdata {}

export const NULL: RdataCodec<Null> = /* @__PURE__ */ unknown(10);

/** Master files have no form of its own for it (RFC 1035 3.3.10), but they have the generic one. */
export const nullText: RdataText<Null> = unknownText;
