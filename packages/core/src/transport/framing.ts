/** The length field before a message on a byte stream (RFC 1035 4.2.2, RFC 7858 3.3, RFC 9250 4.2). */
export const FRAME_HEADER_OCTETS = 2;

/** A message behind its 2-octet length, in one piece: RFC 7766 8 wants both in one write. */
export function encodeFrame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(FRAME_HEADER_OCTETS + message.length);
  frame[0] = message.length >>> 8;
  frame[1] = message.length & 0xff;
  frame.set(message, FRAME_HEADER_OCTETS);
  return frame;
}

/**
 * Cuts a byte stream into messages, however the stream was split. Memory is taken for octets that came, never for
 * those that a length announces.
 */
export class FrameDecoder {
  #chunks: Uint8Array[] = [];
  #octets = 0;

  /** Whether part of a message is waiting for the rest. */
  get partial(): boolean {
    return this.#octets > 0;
  }

  /** Takes the next octets of the stream and gives the messages that they complete. A message that lies in one chunk is a view of it. */
  push(chunk: Uint8Array): Uint8Array[] {
    if (chunk.length === 0) return [];
    this.#chunks.push(chunk);
    this.#octets += chunk.length;
    const frames: Uint8Array[] = [];
    for (;;) {
      const length = this.#announced();
      if (length === undefined || this.#octets < FRAME_HEADER_OCTETS + length) return frames;
      frames.push(this.#take(FRAME_HEADER_OCTETS + length).subarray(FRAME_HEADER_OCTETS));
    }
  }

  #announced(): number | undefined {
    if (this.#octets < FRAME_HEADER_OCTETS) return undefined;
    const [first, second] = this.#chunks as [Uint8Array, Uint8Array | undefined];
    const low = first.length > 1 ? first[1] : second?.[0];
    return ((first[0] as number) << 8) | (low as number);
  }

  #take(octets: number): Uint8Array {
    this.#octets -= octets;
    const first = this.#chunks[0] as Uint8Array;
    if (first.length > octets) {
      this.#chunks[0] = first.subarray(octets);
      return first.subarray(0, octets);
    }
    if (first.length === octets) {
      this.#chunks.shift();
      return first;
    }
    return this.#gather(octets);
  }

  #gather(octets: number): Uint8Array {
    const gathered = new Uint8Array(octets);
    let filled = 0;
    let used = 0;
    for (const chunk of this.#chunks) {
      const part = chunk.length > octets - filled ? chunk.subarray(0, octets - filled) : chunk;
      gathered.set(part, filled);
      filled += part.length;
      if (part.length < chunk.length) {
        this.#chunks[used] = chunk.subarray(part.length);
        break;
      }
      used++;
      if (filled === octets) break;
    }
    this.#chunks.splice(0, used);
    return gathered;
  }
}
