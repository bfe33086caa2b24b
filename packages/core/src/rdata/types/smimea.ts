import type { RdataCodec } from '../codec.ts';
import { sameForm } from '../same-form.ts';
import { type Tlsa, tlsa } from './tlsa.ts';

/** The certificate or key that a mail address signs with (RFC 8162 2): the fields of TLSA. */
export const smimea: RdataCodec<Tlsa> = /* @__PURE__ */ sameForm(53, tlsa);
