/** A DNS message as people write it, independent of any codec: what contenders are given, and have to read. */
export interface MessageText {
  readonly id: number;
  readonly flags: readonly Flag[];
  readonly question: readonly [name: string, type: string];
  readonly answers: readonly RecordText[];
  readonly authorities: readonly RecordText[];
  /** Without the OPT record. */
  readonly additionals: readonly RecordText[];
  readonly edns?: EdnsText;
}

export type Flag = 'qr' | 'aa' | 'tc' | 'rd' | 'ra' | 'ad' | 'cd';

export interface EdnsText {
  readonly udpPayloadOctets: number;
  readonly dnssecOk: boolean;
}

/** Names are absolute, with their final dot; the class is always IN. */
export type RecordText = { readonly owner: string; readonly ttlSeconds: number } & RdataText;

type RdataText =
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'NS' | 'CNAME'; readonly target: string }
  | { readonly type: 'TXT'; readonly strings: readonly string[] }
  | { readonly type: 'RRSIG'; readonly signature: SignatureText }
  /** Rdata as octets, in hexadecimal: of a type that has no form of its own here or in a contender. */
  | { readonly type: string; readonly hex: string };

/** RFC 4034 3.1. */
export interface SignatureText {
  readonly typeCovered: string;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtl: number;
  /** Seconds since 1970. */
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signer: string;
  /** In hexadecimal. */
  readonly octets: string;
}

export const TYPE_CODES: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  TXT: 16,
  AAAA: 28,
  DS: 43,
  RRSIG: 46,
};

/** The number of a type; `TYPE65280` has its own in its name (RFC 3597 5). */
export function typeCode(type: string): number {
  const code = TYPE_CODES[type] ?? Number(/^TYPE(\d+)$/.exec(type)?.[1]);
  if (Number.isNaN(code)) throw new RangeError(`${type} has no number here`);
  return code;
}
