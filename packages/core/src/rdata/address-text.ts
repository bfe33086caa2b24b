import { ParseError } from '../errors/index.ts';

/** The octets of an address; throws `ParseError`, or the class given, where `parse` does not take the text. */
export function requireAddress(
  text: string,
  parse: (text: string) => Uint8Array | undefined,
  Failure: new (message: string) => Error = ParseError,
): Uint8Array {
  const octets = parse(text);
  if (octets === undefined) throw new Failure(`${JSON.stringify(text)} is no address of its family`);
  return octets;
}
