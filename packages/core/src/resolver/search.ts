import { NameNotFoundError, NoDataError, ParseError } from '../errors/index.ts';
import { Name, toAscii } from '../name/index.ts';

/** Which names a text without a final dot may stand for, as in resolv.conf(5). */
export interface SearchOptions {
  /**
   * Domains below which a relative name is looked for: one without a final dot, given as a text. In this order, the first
   * where it exists. None by default.
   */
  readonly search?: readonly string[];
  /** A name with at least so many dots is looked for as it is first, one with fewer last. 1 by default. */
  readonly ndots?: number;
}

/** The names that a text may stand for. */
export interface Candidates {
  /** The name that the text is by itself. */
  readonly own: Name;
  /** In the order to try, the own one among them. */
  readonly all: readonly Name[];
}

/** Finds candidates for texts. Throws `RangeError` that says which domain is none. */
export function searchList({ search = [], ndots = 1 }: SearchOptions): (text: string) => Candidates {
  const domains = search.map(domainOf);
  return (text) => {
    const ascii = toAscii(text);
    const own = Name.from(ascii);
    if (domains.length === 0 || ABSOLUTE.test(ascii)) return { own, all: [own] };
    const longer = domains.map((domain) => below(ascii, domain)).filter((name) => name !== undefined);
    const isOwnFirst = own.labelCount - 1 >= ndots;
    return { own, all: isOwnFirst ? [own, ...longer] : [...longer, own] };
  };
}

/** Ends in a dot that is not escaped. */
const ABSOLUTE = /(?<!\\)(?:\\\\)*\.$/;

/**
 * What the first of the names that exists has. One that does not, as far as its answer says, lets the search go on, and so does
 * one without such records, which is remembered. Any other error ends it: the name might exist, and the next might belong to
 * somebody else.
 */
export async function searched<Found>(
  { own, all }: Candidates,
  ask: (name: Name) => Promise<Found>,
): Promise<Found> {
  const notFound = new Map<Name, NameNotFoundError>();
  let noData: NoDataError | undefined;
  for (const name of all) {
    try {
      return await ask(name);
    } catch (error) {
      if (error instanceof NoDataError) noData ??= error;
      else if (error instanceof NameNotFoundError) notFound.set(name, error);
      else throw error;
    }
  }
  const failure = (noData ?? notFound.get(own)) as Error;
  throw failure;
}

/** Undefined for a name that is too long. */
function below(text: string, domain: Name): Name | undefined {
  try {
    return Name.from(text, domain);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function domainOf(text: string, at: number): Name {
  try {
    return Name.from(toAscii(text));
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    throw new RangeError(`search[${at}]: ${cause.message}`, { cause });
  }
}
