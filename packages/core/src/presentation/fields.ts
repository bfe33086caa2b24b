import { ParseError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { unescape } from '../rdata/escapes.ts';
import type { RdataFields } from '../rdata/index.ts';
import { parseSeconds } from './seconds.ts';
import type { Token } from './tokens.ts';

/** The fields of one rdata, as its type's parser reads them. */
export class Fields implements RdataFields {
  readonly #tokens: readonly Token[];
  readonly #origin: Name;
  #next = 0;

  constructor(tokens: readonly Token[], origin: Name) {
    this.#tokens = tokens;
    this.#origin = origin;
  }

  get more(): boolean {
    return this.#next < this.#tokens.length;
  }

  word(): string {
    const token = this.#take();
    if (token.quoted) throw new ParseError('a field that must not be quoted');
    return token.text;
  }

  octets(): Uint8Array {
    return unescape(this.#take().text);
  }

  integer(maximum: number): number {
    const text = this.word();
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= maximum))
      throw new ParseError(`${JSON.stringify(text)} is no integer from 0 to ${maximum}`);
    return value;
  }

  seconds(): number {
    return parseSeconds(this.word(), 0xffff_ffff);
  }

  name(): Name {
    return Name.from(this.word(), this.#origin);
  }

  hex(): Uint8Array {
    let text = this.word();
    while (this.more) text += this.word();
    if (!/^(?:[0-9a-fA-F]{2})*$/.test(text))
      throw new ParseError('a field that is not pairs of hexadecimal digits');
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }

  #take(): Token {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new ParseError('too little rdata');
    return token;
  }
}
