import type { RdataCodec } from '../codec.ts';
import { sameForm } from '../same-form.ts';
import { type Dnskey, dnskey } from './dnskey.ts';

/**
 * The key whose DS record the child zone wants in its parent (RFC 7344 3.2): the fields of DNSKEY. Algorithm 0 asks the
 * parent to delete its DS records (RFC 8078 4).
 */
export const cdnskey: RdataCodec<Dnskey> = /* @__PURE__ */ sameForm(60, dnskey);
