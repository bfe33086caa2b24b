import { ParseError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import type { RecordClass, ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import { Fields } from '../presentation/fields.ts';
import { parseTtl, readRecord } from '../presentation/record-text.ts';
import { located, type Token, Tokenizer } from '../presentation/tokens.ts';
import type { RecordTexts } from '../rdata/index.ts';

/** How deep files may include files. */
export const MAX_INCLUDE_DEPTH = 8;
/** The files that a zone may include in all: depth alone bounds little where each file includes several. */
export const MAX_INCLUDES = 4096;
const BYTE_ORDER_MARK = '\ufeff';

/** A piece of a master file: text, or octets of UTF-8. */
export type ZoneChunk = string | Uint8Array;

/** What all files of a zone share, and what one entry hands on to the next. */
export interface ZoneState {
  readonly types: RecordTexts;
  /** Whether `$INCLUDE` is allowed. */
  readonly includes: boolean;
  /** Seconds; from `$TTL`, which counts for all that follows (RFC 2308 4). */
  defaultTtl: number | undefined;
  /** Seconds; of the record before, which counts where there is no `$TTL` (RFC 1035 5.1). */
  lastTtl: number | undefined;
  lastClass: RecordClass;
  included: number;
}

/** A file that is to be read in the place of its `$INCLUDE`. */
export class Include {
  readonly file: ZoneFile;
  /** As the directive has it. */
  readonly path: string;

  constructor(file: ZoneFile, path: string) {
    this.file = file;
    this.path = path;
  }
}

/** How a file begins; an included one with the owner before its `$INCLUDE`. */
export interface ZoneFileStart {
  readonly origin: Name;
  readonly owner?: Name | undefined;
  readonly name?: string | undefined;
  readonly depth: number;
}

/** One file of a zone. Chunks of it go in; records come out, and the files that stand between them. */
export class ZoneFile {
  /** As errors call it. */
  readonly name: string | undefined;
  readonly #state: ZoneState;
  readonly #depth: number;
  readonly #tokenizer: Tokenizer;
  readonly #decoder = new TextDecoder();
  /** Whether octets went in, so that U+FFFD stands for what is not UTF-8. */
  #decoded = false;
  #atStart = true;
  #origin: Name;
  #owner: Name | undefined;

  constructor(state: ZoneState, { origin, owner, name, depth }: ZoneFileStart) {
    this.name = name;
    this.#state = state;
    this.#depth = depth;
    this.#tokenizer = new Tokenizer({ line: 1, column: 1, file: name });
    this.#origin = origin;
    this.#owner = owner;
  }

  /** Takes a piece of the file. Throws `ParseError`. */
  *push(chunk: ZoneChunk): Generator<ResourceRecord | Include> {
    const isText = typeof chunk === 'string';
    if (!isText) this.#decoded = true;
    // The decoder takes off the mark with which some editors begin a file of UTF-8; files that are read as text have it.
    const hasMark = isText && this.#atStart && chunk.startsWith(BYTE_ORDER_MARK);
    if (chunk.length > 0) this.#atStart = false;
    const text = isText ? chunk.slice(hasMark ? 1 : 0) : this.#decoder.decode(chunk, { stream: true });
    for (const entry of this.#tokenizer.push(text)) yield* this.#read(entry);
  }

  /** Ends the file. Throws `ParseError` where it cannot end there. */
  *end(): Generator<ResourceRecord | Include> {
    if (this.#decoded)
      for (const entry of this.#tokenizer.push(this.#decoder.decode())) yield* this.#read(entry);
    const last = this.#tokenizer.end();
    if (last !== undefined) yield* this.#read(last);
  }

  *#read(entry: readonly Token[]): Generator<ResourceRecord | Include> {
    const [first] = entry as [Token];
    const garbled = this.#decoded ? entry.find(({ text }) => text.includes('\ufffd')) : undefined;
    if (garbled !== undefined) throw located(new ParseError('octets that are not UTF-8'), garbled);
    if (first.text.startsWith('$') && !first.quoted) {
      const include = this.#readDirective(entry);
      if (include !== undefined) yield include;
      return;
    }
    const state = this.#state;
    // An entry that begins with a blank belongs to the owner before it.
    const owner = first.column === 1 ? undefined : this.#owner;
    if (first.column > 1 && owner === undefined)
      throw located(new ParseError('the first record has no owner'), first);
    const record = readRecord(entry, {
      types: state.types,
      origin: this.#origin,
      owner,
      ttlSeconds: state.defaultTtl ?? state.lastTtl,
      class: state.lastClass,
    });
    this.#owner = record.name;
    state.lastTtl = record.ttlSeconds;
    state.lastClass = record.class;
    yield record;
  }

  #readDirective(entry: readonly Token[]): Include | undefined {
    const fields = new Fields(entry, this.#origin, this.#state.types.types);
    try {
      const directive = fields.word().toUpperCase();
      let include: Include | undefined;
      if (directive === '$ORIGIN') this.#origin = fields.name();
      else if (directive === '$TTL') this.#state.defaultTtl = parseTtl(fields.word());
      else if (directive === '$INCLUDE') include = this.#include(fields);
      else throw new ParseError(`${directive} is no directive of RFC 1035 or RFC 2308`);
      if (fields.more) throw new ParseError(`too much for ${directive}: ${quote(fields.word())}`);
      return include;
    } catch (error) {
      throw located(error, fields.place);
    }
  }

  /** The directive changes neither origin nor owner of the file that it stands in (RFC 1035 5.1). */
  #include(fields: Fields): Include {
    const state = this.#state;
    const path = new TextDecoder().decode(fields.octets());
    if (!state.includes) throw new ParseError(`$INCLUDE ${quote(path)}, but there is no loader for files`);
    if (this.#depth === MAX_INCLUDE_DEPTH)
      throw new ParseError(`more than ${MAX_INCLUDE_DEPTH} files inside each other`);
    if (++state.included > MAX_INCLUDES) throw new ParseError(`more than ${MAX_INCLUDES} included files`);
    const origin = fields.more ? fields.name() : this.#origin;
    return new Include(
      new ZoneFile(state, { origin, owner: this.#owner, name: path, depth: this.#depth + 1 }),
      path,
    );
  }
}
