import { DnsError } from './dns-error.ts';

/** What `ParseError` says beside its message and place. */
export interface ParseErrorOptions extends ErrorOptions {
  /** The file that the text stands in. */
  readonly file?: string | undefined;
}

/** Text that is not the presentation form it should be: a name, rdata, a zone file. `code` is `EBADSTR`. */
export class ParseError extends DnsError {
  static override readonly kind: string = 'ParseError';

  /** The line in the text, from 1. */
  readonly line: number;
  /** The column in the line, from 1. */
  readonly column: number;
  /** The file that the text stands in, as it was named; absent for a text without a name. */
  declare readonly file?: string;

  constructor(message: string, line = 1, column = 1, options: ParseErrorOptions = {}) {
    const { file } = options;
    const named = file === undefined ? '' : ` of ${file}`;
    const known = line !== 1 || column !== 1 || file !== undefined;
    super('EBADSTR', known ? `${message} at line ${line}, column ${column}${named}` : message, options);
    this.line = line;
    this.column = column;
    if (file !== undefined) this.file = file;
  }
}
