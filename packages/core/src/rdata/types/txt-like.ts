// The types with the fields of TXT: one or more character-strings.
import type { RdataCodec } from '../codec.ts';
import { sameForm } from '../same-form.ts';
import { type Txt, txt } from './txt.ts';

/** Which hosts may send mail for a name; since then a TXT record says so (RFC 7208 3.1). */
export const spf: RdataCodec<Txt> = /* @__PURE__ */ sameForm(99, txt);

/** What an application's traffic is like (IANA: AVC). */
export const avc: RdataCodec<Txt> = /* @__PURE__ */ sameForm(258, txt);

/** What a resolver can do, as keys and values (RFC 9606 3). */
export const resinfo: RdataCodec<Txt> = /* @__PURE__ */ sameForm(261, txt);

/** The address of a wallet: a currency and what it calls an address (IANA: WALLET). */
export const wallet: RdataCodec<Txt> = /* @__PURE__ */ sameForm(262, txt);

/** How a node of the Bundle Protocol is reached (draft-johnson-dns-ipn-cla-07 3.2). */
export const cla: RdataCodec<Txt> = /* @__PURE__ */ sameForm(263, txt);
