import { ParseError } from '../errors/index.ts';

/** What `parse` makes of an address; throws `ParseError`, or the class given, where `parse` does not take the text. */
export function requireAddress<Address>(
  text: string,
  parse: (text: string) => Address | undefined,
  Failure: new (message: string) => Error = ParseError,
): Address {
  const octets = typeof text === 'string' ? parse(text) : undefined;
  if (octets === undefined) throw new Failure(`${JSON.stringify(text)} is no address of its family`);
  return octets;
}
