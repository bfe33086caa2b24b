/** Up to so many, V8 keeps an array's octets on its heap, which is fast; others take longer to allocate than to write. */
export const HEAP_OCTETS = 64;

/** Node's Buffer has a pool for arrays of medium size, and sees to it that nobody transfers it to another thread. */
const pool = (globalThis as { Buffer?: { allocUnsafe?: (length: number) => Uint8Array<ArrayBuffer> } })
  .Buffer;

/** A copy of the first octets. In Node, its ArrayBuffer may hold more than them. */
export function copyOctets(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= HEAP_OCTETS || pool?.allocUnsafe === undefined) return bytes.slice(0, length);
  const room = pool.allocUnsafe(length);
  room.set(bytes.subarray(0, length));
  // A plain one: a Buffer's slice() shares memory.
  return new Uint8Array(room.buffer, room.byteOffset, length);
}
