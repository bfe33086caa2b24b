/** Refuses what is no `Uint8Array`: a text, a list or an `ArrayBuffer` would be taken for other octets than it holds. */
export function requireOctets(octets: Uint8Array): void {
  if (octets?.BYTES_PER_ELEMENT !== 1) throw new TypeError('octets that are in no Uint8Array');
}

/** The 16 bits at an offset that is known to be within bounds. */
export function u16At(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

/** The 32 bits at an offset that is known to be within bounds, unsigned. */
export function u32At(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)) >>>
    0
  );
}
