import { HEADER_OCTETS } from './limits.ts';
import { u16At } from './octets.ts';
import { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** The bits of a header's second 16 bits (RFC 1035 4.1.1, RFC 4035 3.2 for AD and CD). */
export const QR = 0x8000;
export const AA = 0x0400;
export const TC = 0x0200;
export const RD = 0x0100;
export const RA = 0x0080;
export const AD = 0x0020;
export const CD = 0x0010;

/** A message's header as it stands on the wire (RFC 1035 4.1.1). */
export interface Header {
  readonly id: number;
  /** The second 16 bits: QR, opcode, flags and the lower 4 bits of the rcode. */
  readonly bits: number;
  readonly questionCount: number;
  readonly answerCount: number;
  readonly authorityCount: number;
  readonly additionalCount: number;
}

/** Reads the 12 octets of a header; throws `WireError` where there are fewer. */
export function readHeader(reader: Reader): Header {
  const at = reader.take(HEADER_OCTETS);
  const { bytes } = reader;
  return {
    id: u16At(bytes, at),
    bits: u16At(bytes, at + 2),
    questionCount: u16At(bytes, at + 4),
    answerCount: u16At(bytes, at + 6),
    authorityCount: u16At(bytes, at + 8),
    additionalCount: u16At(bytes, at + 10),
  };
}

export function writeHeader(writer: Writer, header: Header): void {
  const at = writer.take(HEADER_OCTETS);
  writer.setU16(at, header.id);
  writer.setU16(at + 2, header.bits);
  writer.setU16(at + 4, header.questionCount);
  writer.setU16(at + 6, header.answerCount);
  writer.setU16(at + 8, header.authorityCount);
  writer.setU16(at + 10, header.additionalCount);
}

export function opcodeOf(bits: number): number {
  return (bits >>> 11) & 0xf;
}

/** The header's part of the rcode, without the upper 8 bits that EDNS adds (RFC 6891 6.1.3). */
export function rcodeOf(bits: number): number {
  return bits & 0xf;
}

/** The ID of a message that is at least 2 octets long. */
export function idOf(message: Uint8Array): number {
  return new Reader(message).u16();
}

/** Overwrites the ID of a message that the caller owns. */
export function setId(message: Uint8Array, id: number): void {
  message[0] = id >>> 8;
  message[1] = id & 0xff;
}
