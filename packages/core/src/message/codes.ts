/** A table of code points and mnemonics in both directions; `prefix` and the number stand for what is not in it. */
export interface CodeTable<Mnemonic extends string> {
  name(code: number): Mnemonic;
  /** Throws `RangeError` for a text that is no mnemonic of the table. */
  code(name: Mnemonic): number;
  /** The mnemonic that a text is, in any case, `prefix` and number included; undefined where it is none. */
  parse(text: string): Mnemonic | undefined;
}

/** A table of `known` mnemonics: where two have one code, the first is its name. */
export function codeTable<Known extends string, Prefix extends string>(
  known: Readonly<Record<Known, number>>,
  prefix: Prefix,
  maximum: number,
): CodeTable<Known | `${Prefix}${number}`> {
  const codes = new Map<string, number>(Object.entries<number>(known));
  /** By the name in capitals. */
  const spellings = new Map(Array.from(codes, ([name, code]) => [name.toUpperCase(), code]));
  const names: (Known | undefined)[] = [];
  for (const [name, code] of codes) names[code] ??= name as Known;
  const [usual] = codes;
  const nameOf = (code: number): Known | `${Prefix}${number}` => names[code] ?? `${prefix}${code}`;
  const codeOf = (name: string): number | undefined => {
    // Nearly all messages have the first of each table alone.
    if (name === usual?.[0]) return usual[1];
    const known = codes.get(name);
    if (known !== undefined) return known;
    const number = typeof name === 'string' && name.startsWith(prefix) ? name.slice(prefix.length) : '';
    return /^\d{1,5}$/.test(number) && Number(number) <= maximum ? Number(number) : undefined;
  };
  return {
    name: nameOf,
    code: (name) => {
      const code = codeOf(name);
      if (code === undefined) throw new RangeError(`${name} is no ${prefix} mnemonic`);
      return code;
    },
    parse: (text) => {
      const upper = text.toUpperCase();
      const code = spellings.get(upper) ?? codeOf(upper);
      return code === undefined ? undefined : nameOf(code);
    },
  };
}

/** DNS OpCodes (RFC 1035 4.1.1 and the IANA registry). */
export type Opcode = 'QUERY' | 'IQUERY' | 'STATUS' | 'NOTIFY' | 'UPDATE' | 'DSO' | `OPCODE${number}`;
/** DNS Stateful Operations (RFC 8490). */
export const DSO = 6;
export const opcodes: CodeTable<Opcode> = codeTable(
  { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5, DSO },
  'OPCODE',
  0xf,
);

/**
 * Response codes of 12 bits, EDNS's upper 8 included (RFC 6895 2.3). 16 is BADVERS: BADSIG has the same code, in TSIG
 * records alone.
 */
export type Rcode =
  | 'NOERROR'
  | 'FORMERR'
  | 'SERVFAIL'
  | 'NXDOMAIN'
  | 'NOTIMP'
  | 'REFUSED'
  | 'YXDOMAIN'
  | 'YXRRSET'
  | 'NXRRSET'
  | 'NOTAUTH'
  | 'NOTZONE'
  | 'DSOTYPENI'
  | 'BADVERS'
  | 'BADSIG'
  | 'BADKEY'
  | 'BADTIME'
  | 'BADMODE'
  | 'BADNAME'
  | 'BADALG'
  | 'BADTRUNC'
  | 'BADCOOKIE'
  | `RCODE${number}`;
export const rcodes: CodeTable<Rcode> = codeTable(
  {
    NOERROR: 0,
    FORMERR: 1,
    SERVFAIL: 2,
    NXDOMAIN: 3,
    NOTIMP: 4,
    REFUSED: 5,
    YXDOMAIN: 6,
    YXRRSET: 7,
    NXRRSET: 8,
    NOTAUTH: 9,
    NOTZONE: 10,
    DSOTYPENI: 11,
    BADVERS: 16,
    BADSIG: 16,
    BADKEY: 17,
    BADTIME: 18,
    BADMODE: 19,
    BADNAME: 20,
    BADALG: 21,
    BADTRUNC: 22,
    BADCOOKIE: 23,
  },
  'RCODE',
  0xfff,
);

/** Classes (RFC 6895 3.2). */
export type RecordClass = 'IN' | 'CH' | 'HS' | 'NONE' | 'ANY' | `CLASS${number}`;
export const recordClasses: CodeTable<RecordClass> = codeTable(
  { IN: 1, CH: 3, HS: 4, NONE: 254, ANY: 255 },
  'CLASS',
  0xffff,
);
