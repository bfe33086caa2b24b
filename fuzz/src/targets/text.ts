const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** The text that an input stands for: UTF-8, with U+FFFD for what is none. */
export function textOf(input: Uint8Array): string {
  return decoder.decode(input);
}

export function octetsOf(text: string): Uint8Array {
  return encoder.encode(text);
}
