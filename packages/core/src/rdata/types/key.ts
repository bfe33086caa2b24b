import { ParseError } from '../../errors/index.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';
import { algorithmNumbers } from '../dnssec-numbers.ts';
import { printBase64 } from '../octets-text.ts';
import { sameForm } from '../same-form.ts';
import { type Dnskey, dnskey } from './dnskey.ts';

/** A public key, of SIG(0) and of other uses than DNSSEC's own (RFC 2535 3.1, RFC 3445 3). */
export interface Key extends Dnskey {
  /** Bits 0xc000 say what the key is not for, both of them that there is none (RFC 2535 3.1.2). */
  readonly flags: number;
  /** 3 is DNSSEC (RFC 2535 3.1.3); others are not used any more (RFC 3445 4). */
  readonly protocol: number;
}

const NO_KEY = 0xc000;

export const key: RdataCodec<Key> = /* @__PURE__ */ sameForm(25, dnskey);

export const keyText: RdataText<Key> = {
  parse: (fields) => {
    const flags = parseFlags(fields);
    const protocol = fields.mnemonic(PROTOCOLS, 0xff);
    const algorithm = fields.mnemonic(algorithmNumbers, 0xff);
    const publicKey = hasNoKey(flags) && !fields.more ? new Uint8Array() : fields.base64();
    return { flags, protocol, algorithm, publicKey };
  },
  print: ({ flags, protocol, algorithm, publicKey }) => {
    const numbers = `${flags} ${protocol} ${algorithm}`;
    if (publicKey.length > 0) return `${numbers} ${printBase64(publicKey)}`;
    return hasNoKey(flags) ? numbers : undefined;
  },
};

function hasNoKey(flags: number): boolean {
  return (flags & NO_KEY) === NO_KEY;
}

/** A number, or mnemonics with `|` between them (RFC 2535 7.1). */
function parseFlags(fields: RdataFields): number {
  const text = fields.word();
  if (/^\d{1,5}$/.test(text) && Number(text) <= 0xffff) return Number(text);
  let flags = 0;
  for (const word of text.toUpperCase().split('|')) {
    const signatory = /^SIG(\d|1[0-5])$/.exec(word)?.[1];
    const flag = signatory === undefined ? FLAGS.get(word) : Number(signatory);
    if (flag === undefined) throw new ParseError(`${JSON.stringify(text)} are no flags of a key`);
    flags |= flag;
  }
  return flags;
}

/** RFC 2535 7.1, which has the signatory field as `SIG0` to `SIG15` beside these. */
const FLAGS: ReadonlyMap<string, number> = new Map([
  ['NOCONF', 0x4000],
  ['NOAUTH', 0x8000],
  ['NOKEY', NO_KEY],
  ['FLAG2', 0x2000],
  ['EXTEND', 0x1000],
  ['FLAG4', 0x0800],
  ['FLAG5', 0x0400],
  ['USER', 0],
  ['ZONE', 0x0100],
  ['HOST', 0x0200],
  ['NTYP3', 0x0300],
  ['FLAG8', 0x0080],
  ['FLAG9', 0x0040],
  ['FLAG10', 0x0020],
  ['FLAG11', 0x0010],
]);

/** RFC 2535 7.1. */
const PROTOCOLS: Readonly<Record<string, number>> = {
  NONE: 0,
  TLS: 1,
  EMAIL: 2,
  DNSSEC: 3,
  IPSEC: 4,
  ALL: 255,
};
