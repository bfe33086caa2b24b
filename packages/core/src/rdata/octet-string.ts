/** Octets as a string of one character for each (ISO 8859-1): for fields that are ASCII in all but rare cases. */
export function stringOf(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}

/** The octets that such a string stands for. Throws `RangeError` for a character beyond 255. */
export function octetsOf(text: string): Uint8Array {
  if (typeof text !== 'string') throw new TypeError('a text that is no string');
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) throw new RangeError(`${JSON.stringify(text)} has a character that is no octet`);
    octets[at] = code;
  }
  return octets;
}
