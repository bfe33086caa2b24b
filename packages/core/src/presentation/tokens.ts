import { ParseError, type TextPlace } from '../errors/index.ts';
import { MAX_MESSAGE_OCTETS } from '../wire/index.ts';

/** A field of an entry in presentation form. */
export interface Token extends TextPlace {
  /** As written, escapes not resolved; without its quotes where the whole field was quoted. */
  readonly text: string;
  readonly quoted: boolean;
}

/** The text of an entry without blanks and comments: 16 characters for each octet of the longest message. */
export const MAX_ENTRY_CHARACTERS: number = 16 * MAX_MESSAGE_OCTETS;
/** The fields of an entry: two for each octet of the longest message, as where hexadecimal digits stand alone. */
export const MAX_ENTRY_FIELDS: number = 2 * MAX_MESSAGE_OCTETS;

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;

/** What the next character belongs to. Quotes may stand inside a field, as in `alpn="h2,h3"` (RFC 9460 2.1). */
type Part = 'blank' | 'comment' | 'field' | 'quoted field' | 'quotes in a field';

/**
 * Splits text that comes in chunks into entries of fields (RFC 1035 5.1): blanks, `;` comments, quotes, and parentheses
 * that let an entry run over several lines. It looks at each character once and holds one entry at most.
 */
export class Tokenizer {
  readonly #file: string | undefined;
  #line: number;
  /** Where the line began, from the start of the chunk: negative where that was in a chunk before. */
  #lineStart: number;
  #part: Part = 'blank';
  #escaped = false;
  #depth = 0;
  /** The outermost parenthesis that is open. */
  #opened: TextPlace = { line: 1, column: 1 };
  #entry: Token[] = [];
  #entryCharacters = 0;
  /** The field that is being read: what of it stood in chunks before, and where it begins. */
  #text = '';
  #place: TextPlace = { line: 1, column: 1 };

  /** The place of the first character is the beginning of a text unless it is said. */
  constructor({ line, column, file }: TextPlace = { line: 1, column: 1 }) {
    this.#file = file;
    this.#line = line;
    this.#lineStart = 1 - column;
  }

  /** Whether the next line goes on with an entry, between parentheses or quotes. */
  get midEntry(): boolean {
    return this.#depth > 0 || this.#escaped || this.#part === 'quoted field';
  }

  /** Takes a piece of text and gives the entries that end in it. Throws `ParseError`. */
  *push(text: string): Generator<Token[]> {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#part === 'comment') {
        if (code !== NEWLINE) continue;
        this.#part = 'blank';
      } else if (this.#part !== 'blank') {
        if (!this.#endsField(code, at)) continue;
        this.#addField(text.slice(start, at));
        if (code === QUOTE) continue;
      }
      if (code === NEWLINE) {
        this.#startLine(at);
        if (this.#depth === 0 && this.#entry.length > 0) yield this.#takeEntry();
      } else if (code === SEMICOLON) {
        this.#part = 'comment';
      } else if (code === OPEN) {
        if (this.#depth === 0) this.#opened = this.#placeOf(at);
        this.#depth++;
      } else if (code === CLOSE) {
        if (this.#depth === 0)
          throw this.#error('a closing parenthesis without its opening one', this.#placeOf(at));
        this.#depth--;
      } else if (!isBlank(code)) {
        this.#place = this.#placeOf(at);
        this.#part = code === QUOTE ? 'quoted field' : 'field';
        this.#escaped = code === BACKSLASH;
        start = code === QUOTE ? at + 1 : at;
      }
    }
    this.#lineStart -= text.length;
    if (this.#part !== 'blank' && this.#part !== 'comment') this.#keep(text.slice(start));
  }

  /** Ends the text and gives its last entry, if any. Throws `ParseError` where it cannot end here. */
  end(): Token[] | undefined {
    if (this.#part === 'field' && !this.#escaped) this.#addField('');
    if (this.#part !== 'blank' && this.#part !== 'comment') throw this.#unended();
    if (this.#depth > 0) throw this.#error('a parenthesis is not closed', this.#opened);
    return this.#entry.length > 0 ? this.#takeEntry() : undefined;
  }

  /** Whether the character is the first one behind the field that is being read: its closing quote, or what parts fields. */
  #endsField(code: number, at: number): boolean {
    if (this.#escaped) {
      this.#escaped = false;
      // An escaped line end may stand in a quoted field.
      if (code !== NEWLINE) return false;
      if (this.#part !== 'quoted field') throw this.#unended();
      this.#startLine(at);
      return false;
    }
    if (code === BACKSLASH) {
      this.#escaped = true;
      return false;
    }
    if (this.#part === 'field') {
      if (code === QUOTE) this.#part = 'quotes in a field';
      return isBlank(code) || code === NEWLINE || code === SEMICOLON || code === OPEN || code === CLOSE;
    }
    if (code === NEWLINE) throw this.#unended();
    if (code !== QUOTE) return false;
    if (this.#part === 'quoted field') return true;
    this.#part = 'field';
    return false;
  }

  #keep(text: string): void {
    this.#text += text;
    if (this.#entryCharacters + this.#text.length > MAX_ENTRY_CHARACTERS)
      throw this.#error(`an entry over ${MAX_ENTRY_CHARACTERS} characters`, this.#place);
  }

  #addField(text: string): void {
    this.#keep(text);
    const { line, column } = this.#place;
    this.#entry.push({
      text: this.#text,
      quoted: this.#part === 'quoted field',
      line,
      column,
      file: this.#file,
    });
    if (this.#entry.length > MAX_ENTRY_FIELDS)
      throw this.#error(`an entry over ${MAX_ENTRY_FIELDS} fields`, this.#place);
    this.#entryCharacters += this.#text.length;
    this.#text = '';
    this.#part = 'blank';
  }

  #takeEntry(): Token[] {
    const entry = this.#entry;
    this.#entry = [];
    this.#entryCharacters = 0;
    return entry;
  }

  #startLine(newline: number): void {
    this.#line++;
    this.#lineStart = newline + 1;
  }

  #placeOf(at: number): TextPlace {
    return { line: this.#line, column: at - this.#lineStart + 1 };
  }

  #unended(): ParseError {
    return this.#error('a quote or an escape is not ended', this.#place);
  }

  #error(message: string, { line, column }: TextPlace): ParseError {
    return new ParseError(message, { place: { line, column, file: this.#file } });
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === RETURN;
}

/** The entries of a text that is there as a whole. Throws `ParseError`. */
export function* tokenize(text: string, place?: TextPlace): Generator<Token[]> {
  const tokenizer = new Tokenizer(place);
  yield* tokenizer.push(text);
  const last = tokenizer.end();
  if (last !== undefined) yield last;
}

/** The error with a place, where it is a `ParseError` that knows none. */
export function located(error: unknown, place: TextPlace | undefined): unknown {
  if (!(error instanceof ParseError) || error.line !== undefined || place === undefined) return error;
  const { message, cause } = error;
  return new ParseError(message, { place, ...(cause === undefined ? {} : { cause }) });
}
