import { DnsError } from './dns-error.ts';

/** Where in a text something stands. */
export interface TextPlace {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly file?: string | undefined;
}

/** What `ParseError` says beside its message. */
export interface ParseErrorOptions extends ErrorOptions {
  readonly place?: TextPlace | undefined;
}

/**
 * Text that is not the presentation form it should be: a name, rdata, a zone file. `code` is `EBADSTR`.
 * The place is absent where the fault is in no one place: in a name by itself, or in what lines say against each other.
 */
export class ParseError extends DnsError {
  static override readonly kind: string = 'ParseError';

  /** The line in the text, from 1. */
  declare readonly line?: number;
  /** The column in the line, from 1. */
  declare readonly column?: number;
  /** The file that the text stands in, as it was named; absent for a text without a name. */
  declare readonly file?: string;

  constructor(message: string, options: ParseErrorOptions = {}) {
    const { place } = options;
    super('EBADSTR', place === undefined ? message : `${message} at ${placeText(place)}`, options);
    if (place === undefined) return;
    this.line = place.line;
    this.column = place.column;
    if (place.file !== undefined) this.file = place.file;
  }
}

function placeText({ line, column, file }: TextPlace): string {
  return `line ${line}, column ${column}${file === undefined ? '' : ` of ${file}`}`;
}
