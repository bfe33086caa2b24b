import { ParseError, type TextPlace } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import { Name } from '../name/index.ts';
import { unescape } from '../rdata/escapes.ts';
import { parseBase64, parseHex } from '../rdata/octets-text.ts';
import type { RdataFields, RecordType, TypeNames } from '../rdata/index.ts';
import { MAX_CHARACTER_STRING_OCTETS } from '../wire/index.ts';
import { parseSeconds } from './seconds.ts';
import type { Token } from './tokens.ts';

/** The fields of one rdata, as its type's parser reads them. */
export class Fields implements RdataFields {
  readonly types: TypeNames;
  readonly #tokens: readonly Token[];
  readonly #origin: Name;
  #next = 0;

  constructor(tokens: readonly Token[], origin: Name, types: TypeNames) {
    this.types = types;
    this.#tokens = tokens;
    this.#origin = origin;
  }

  get more(): boolean {
    return this.#next < this.#tokens.length;
  }

  /** Where the field that was read last stands; undefined where there is none. */
  get place(): TextPlace | undefined {
    return this.#tokens[Math.min(this.#next, this.#tokens.length) - 1];
  }

  /** The next field as it was written, left in its place; empty where it is quoted, or none is left. */
  peek(): string {
    const token = this.#tokens[this.#next];
    return token === undefined || token.quoted ? '' : token.text;
  }

  word(): string {
    const token = this.#take();
    if (token.quoted) throw new ParseError('a field that must not be quoted');
    return token.text;
  }

  octets(): Uint8Array {
    return unescape(this.#take().text);
  }

  characterString(): Uint8Array {
    const octets = this.octets();
    if (octets.length > MAX_CHARACTER_STRING_OCTETS)
      throw new ParseError(`a character-string over ${MAX_CHARACTER_STRING_OCTETS} octets`);
    return octets;
  }

  integer(maximum: number): number {
    return integerOf(this.word(), maximum);
  }

  mnemonic(codes: Readonly<Record<string, number>>, maximum: number): number {
    const text = this.word();
    const upper = text.toUpperCase();
    return (Object.hasOwn(codes, upper) ? codes[upper] : undefined) ?? integerOf(text, maximum);
  }

  seconds(): number {
    return parseSeconds(this.word(), 0xffff_ffff);
  }

  name(): Name {
    return Name.from(this.word(), this.#origin);
  }

  type(): RecordType {
    const text = this.word();
    const type = this.types.parse(text);
    if (type === undefined) throw new ParseError(`${quote(text)} is no record type`);
    return type;
  }

  hex(): Uint8Array {
    return parseHex(this.#rest());
  }

  base64(): Uint8Array {
    return parseBase64(this.#rest());
  }

  #rest(): string {
    let text = this.word();
    while (this.more) text += this.word();
    return text;
  }

  #take(): Token {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new ParseError('too little rdata');
    return token;
  }
}

function integerOf(text: string, maximum: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= maximum)) throw new ParseError(`${quote(text)} is no integer from 0 to ${maximum}`);
  return value;
}
