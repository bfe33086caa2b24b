import { ParseError } from '../errors/index.ts';
import { type RecordClass, type ResourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { commonTexts } from '../presentation/common-texts.ts';
import { type ParseOptions, parseRdataTokens } from '../presentation/rdata-text.ts';
import { looksLikeSeconds, parseSeconds } from '../presentation/seconds.ts';
import { type Token, tokenize } from '../presentation/tokens.ts';
import type { CommonType, KnownType, NumberedType, RecordTexts } from '../rdata/index.ts';
import { MAX_TTL_SECONDS } from '../wire/index.ts';

/**
 * Reads a master file (RFC 1035 5, `$TTL` of RFC 2308 4): its records, one by one.
 * A type that is not registered is refused by its mnemonic. `$INCLUDE` and other directives are refused.
 * Throws `ParseError` with line and column.
 */
export function parseZone<Known extends KnownType = CommonType>(
  text: string,
  options: ParseOptions<Known> = {},
): Generator<ResourceRecord<NoInfer<Known> | NumberedType>> {
  return readZone(text, options.origin ?? Name.root, options.types ?? commonTexts) as Generator<
    ResourceRecord<NoInfer<Known> | NumberedType>
  >;
}

function* readZone(text: string, origin: Name, types: RecordTexts): Generator<ResourceRecord> {
  const state: ZoneState = {
    types,
    origin,
    owner: undefined,
    defaultTtl: undefined,
    lastTtl: undefined,
  };
  for (const entry of tokenize(text)) {
    const [first] = entry as [Token];
    const record = located(first, () => readEntry(entry, state));
    if (record !== undefined) yield record;
  }
}

/** What one entry hands on to the next. */
interface ZoneState {
  readonly types: RecordTexts;
  origin: Name;
  owner: Name | undefined;
  /** Seconds; from `$TTL`. */
  defaultTtl: number | undefined;
  /** Seconds; of the record before, which counts where there is no `$TTL` (RFC 1035 5.1). */
  lastTtl: number | undefined;
}

function readEntry(entry: readonly Token[], state: ZoneState): ResourceRecord | undefined {
  const [first, argument] = entry as [Token, Token | undefined];
  if (first.text.startsWith('$') && !first.quoted) {
    if (argument === undefined || entry.length > 2) throw new ParseError(`${first.text} takes one argument`);
    readDirective(first.text.toUpperCase(), argument.text, state);
    return undefined;
  }
  let at = 0;
  // An entry that begins with a blank belongs to the owner before it.
  if (first.column === 1) {
    state.owner = Name.from(first.text, state.origin);
    at++;
  }
  if (state.owner === undefined) throw new ParseError('the first record has no owner');
  let ttl: number | undefined;
  let recordClass: RecordClass | undefined;
  for (; at < entry.length; at++) {
    const { text } = entry[at] as Token;
    if (ttl === undefined && looksLikeSeconds(text)) ttl = parseSeconds(text, MAX_TTL_SECONDS);
    else if (recordClass === undefined && /^(?:IN|CH|HS)$/i.test(text))
      recordClass = text.toUpperCase() as RecordClass;
    else break;
  }
  const typeToken = entry[at];
  const type = typeToken === undefined ? undefined : state.types.types.parse(typeToken.text);
  if (type === undefined)
    throw new ParseError(`${JSON.stringify(typeToken?.text ?? '')} is no record type that was passed`);
  const ttlSeconds = ttl ?? state.defaultTtl ?? state.lastTtl;
  if (ttlSeconds === undefined) throw new ParseError('a record without a TTL, and no $TTL before it');
  state.lastTtl = ttlSeconds;
  const rdata = parseRdataTokens(type, entry.slice(at + 1), state.origin, state.types);
  return { name: state.owner, type, class: recordClass ?? 'IN', ttlSeconds, rdata } as ResourceRecord;
}

function readDirective(directive: string, argument: string, state: ZoneState): void {
  if (directive === '$ORIGIN') state.origin = Name.from(argument, state.origin);
  else if (directive === '$TTL') state.defaultTtl = parseSeconds(argument, MAX_TTL_SECONDS);
  else throw new ParseError(`${directive} is not supported`);
}

/** Gives an error that knows no place the place of the entry's first field. */
function located<T>(token: Token, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Error) throw new ParseError(cause.message, token.line, token.column, { cause });
    throw cause;
  }
}
