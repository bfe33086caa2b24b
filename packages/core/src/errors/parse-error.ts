import { DnsError } from './dns-error.ts';

/** Text that is not the presentation form it should be: a name, rdata, a zone file. `code` is `EBADSTR`. */
export class ParseError extends DnsError {
  static override readonly kind: string = 'ParseError';

  /** The line in the text, from 1. */
  readonly line: number;
  /** The column in the line, from 1. */
  readonly column: number;

  constructor(message: string, line = 1, column = 1, options?: ErrorOptions) {
    super(
      'EBADSTR',
      line === 1 && column === 1 ? message : `${message} at line ${line}, column ${column}`,
      options,
    );
    this.line = line;
    this.column = column;
  }
}
