import { ParseError } from '../errors/index.ts';

/** A field of an entry in presentation form. */
export interface Token {
  /** As written, escapes not resolved; without its quotes where the whole field was quoted. */
  readonly text: string;
  readonly quoted: boolean;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

const BLANKS = /[ \t\r]+|;[^\n]*/y;
const QUOTED = /"((?:[^"\\\n]|\\[^])*)"/y;
/** Quotes may stand inside a field, as in `alpn="h2,h3"` (RFC 9460 2.1). */
const UNQUOTED = /(?:[^\s;()"\\]|\\[^\n])(?:[^\s;()"\\]|\\[^\n]|"(?:[^"\\\n]|\\[^\n])*")*/y;

/**
 * Splits text into entries of fields (RFC 1035 5.1): blanks, `;` comments, quotes, and parentheses that let an entry
 * run over several lines. Throws `ParseError` with line and column.
 */
export function* tokenize(text: string): Generator<Token[]> {
  let entry: Token[] = [];
  let depth = 0;
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < text.length;) {
    const column = at - lineStart + 1;
    const character = text[at];
    const blanks = matchAt(BLANKS, text, at);
    if (blanks !== undefined) {
      at += blanks[0].length;
    } else if (character === '\n') {
      if (depth === 0 && entry.length > 0) {
        yield entry;
        entry = [];
      }
      lineStart = ++at;
      line++;
    } else if (character === '(' || character === ')') {
      depth += character === '(' ? 1 : -1;
      if (depth < 0) throw new ParseError('a closing parenthesis without its opening one', line, column);
      at++;
    } else {
      const quoted = matchAt(QUOTED, text, at);
      const field = quoted ?? matchAt(UNQUOTED, text, at);
      if (field === undefined) throw new ParseError('a quote or an escape is not ended', line, column);
      entry.push({ text: quoted?.[1] ?? field[0], quoted: quoted !== undefined, line, column });
      at += field[0].length;
      // An escaped line end may stand in a quoted field.
      for (let end = field[0].indexOf('\n'); end >= 0; end = field[0].indexOf('\n', end + 1)) {
        line++;
        lineStart = at - field[0].length + end + 1;
      }
    }
  }
  if (depth > 0) throw new ParseError('a parenthesis is not closed', line);
  if (entry.length > 0) yield entry;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
