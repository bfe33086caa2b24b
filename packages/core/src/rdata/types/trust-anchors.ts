import type { RdataCodec } from '../codec.ts';
import { sameForm } from '../same-form.ts';
import { type Ds, ds } from './ds.ts';

/** The DNSKEY of a zone that somebody beside its parent vouches for (IANA: TA): the fields of DS. */
export const ta: RdataCodec<Ds> = /* @__PURE__ */ sameForm(32_768, ds);

/** The DNSKEY of a zone whose parent is not signed, below a zone for such records (RFC 4431 2): the fields of DS. */
export const dlv: RdataCodec<Ds> = /* @__PURE__ */ sameForm(32_769, ds);
