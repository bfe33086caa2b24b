/** The octets of a text in UTF-8. Throws `TypeError` for what is no text: the word for it would be written. */
export function encodeUtf8(text: string): Uint8Array {
  if (typeof text !== 'string') throw new TypeError('a text that is no string');
  return new TextEncoder().encode(text);
}
