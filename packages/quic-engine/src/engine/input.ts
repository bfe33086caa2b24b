// Puts arguments where the engine looks for them.
import { PEER_BYTES, RECEIVE_HEADER_BYTES } from './abi.ts';
import type { EngineInstance } from './instance.ts';

/** Length-prefixed records in one buffer. */
export function records(blobs: readonly Uint8Array[]): Buffer {
  const out = Buffer.allocUnsafe(blobs.reduce((sum, blob) => sum + 4 + blob.length, 0));
  let at = 0;
  for (const blob of blobs) {
    at = out.writeUInt32LE(blob.length, at);
    out.set(blob, at);
    at += blob.length;
  }
  return out;
}

/** Reads length-prefixed records back from the io buffer. */
export function readRecords(engine: EngineInstance, length: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  const end = engine.ioAddress + length;
  for (let at = engine.ioAddress; at < end;) {
    const size = engine.memory.view.getUint32(at, true);
    out.push(engine.memory.ownCopy(at + 4, size));
    at += 4 + size;
  }
  return out;
}

/** Short input, to the io buffer. Returns its length. */
export function putInput(engine: EngineInstance, bytes: Uint8Array): number {
  if (bytes.length > engine.ioBytes) throw new RangeError(`${bytes.length} bytes are too many for one input`);
  engine.memory.bytes.set(bytes, engine.ioAddress);
  return bytes.length;
}

/** Input of any length, piece by piece. */
export function stage(engine: EngineInstance, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += engine.ioBytes) {
    engine.call('qe_stage', putInput(engine, bytes.subarray(at, at + engine.ioBytes)));
  }
}

/** Hands in datagrams, each with its peer or all with one, in as few calls as the io buffer allows. */
export function receiveDatagrams(
  engine: EngineInstance,
  endpoint: number,
  datagrams: readonly Uint8Array[],
  peers: readonly Uint8Array[] | Uint8Array,
): void {
  for (let next = 0; next < datagrams.length;) {
    const { bytes, view } = engine.memory;
    let at = engine.ioAddress;
    const end = at + engine.ioBytes;
    for (; next < datagrams.length; next++) {
      const datagram = datagrams[next];
      const peer = peers instanceof Uint8Array ? peers : peers[next];
      if (datagram === undefined || peer === undefined) continue;
      if (at + RECEIVE_HEADER_BYTES + datagram.length > end) break;
      view.setUint32(at, datagram.length, true);
      bytes.set(peer, at + RECEIVE_HEADER_BYTES - PEER_BYTES);
      bytes.set(datagram, at + RECEIVE_HEADER_BYTES);
      at = (at + RECEIVE_HEADER_BYTES + datagram.length + 3) & ~3;
    }
    engine.receive(endpoint, Math.min(at, end) - engine.ioAddress);
  }
}

/**
 * Writes to a stream, in pieces of the io buffer's size. Returns how much was taken; `fin` counts if all was.
 * A stream that the peer has stopped or that is lost takes all: its owner hears of it by an event.
 */
export function writeStream(
  engine: EngineInstance,
  connection: number,
  stream: number,
  data: Uint8Array,
  fin: boolean,
): number {
  let written = 0;
  do {
    const piece = data.length <= engine.ioBytes ? data : data.subarray(written, written + engine.ioBytes);
    const last = written + piece.length === data.length;
    engine.memory.bytes.set(piece, engine.ioAddress);
    const taken = engine.tryCall('qe_write', connection, stream, piece.length, fin && last ? 1 : 0);
    if (taken < 0) return data.length;
    written += taken;
    if (taken < piece.length) break;
  } while (written < data.length);
  return written;
}
