import type { Flag, MessageText, RecordText, SignatureText } from './message-text.ts';
import { typeCode } from './message-text.ts';

const CLASS_IN = 1;
const TYPE_OPT = 41;
const DO = 0x8000;
const POINTER = 0xc000;
const MAX_POINTER_OFFSET = 0x3fff;
const FLAG_BITS: Readonly<Record<Flag, number>> = {
  qr: 0x8000,
  aa: 0x0400,
  tc: 0x0200,
  rd: 0x0100,
  ra: 0x0080,
  ad: 0x0020,
  cd: 0x0010,
};

/** The wire form of a message, written by none of the contenders. Servers compress names; dns-packet does not. */
export function wireOf(message: MessageText, { compressed = true } = {}): Buffer {
  const { answers, authorities, additionals, edns } = message;
  const writer = new WireWriter(compressed);
  const bits = message.flags.reduce((sum, flag) => sum | FLAG_BITS[flag], 0);
  const extra = edns === undefined ? 0 : 1;
  for (const value of [message.id, bits, 1, answers.length, authorities.length, additionals.length + extra])
    writer.u16(value);
  const [name, type] = message.question;
  writer.name(name);
  writer.u16(typeCode(type));
  writer.u16(CLASS_IN);
  for (const record of [...answers, ...authorities, ...additionals]) writeRecord(writer, record);
  if (edns !== undefined) {
    writer.octets([0]);
    for (const value of [TYPE_OPT, edns.udpPayloadOctets, 0, edns.dnssecOk ? DO : 0, 0]) writer.u16(value);
  }
  return writer.finish();
}

function writeRecord(writer: WireWriter, record: RecordText): void {
  writer.name(record.owner);
  writer.u16(typeCode(record.type));
  writer.u16(CLASS_IN);
  writer.u32(record.ttlSeconds);
  writer.lengthPrefixed(() => writeRdata(writer, record));
}

function writeRdata(writer: WireWriter, record: RecordText): void {
  if ('address' in record) writer.octets(addressOctets(record.address));
  else if ('target' in record) writer.name(record.target);
  else if ('strings' in record) {
    for (const text of record.strings) writer.octets([text.length, ...Buffer.from(text, 'latin1')]);
  } else if ('signature' in record) writeSignature(writer, record.signature);
  else writer.octets(Buffer.from(record.hex, 'hex'));
}

function writeSignature(writer: WireWriter, signature: SignatureText): void {
  writer.u16(typeCode(signature.typeCovered));
  writer.octets([signature.algorithm, signature.labels]);
  writer.u32(signature.originalTtl);
  writer.u32(signature.expiration);
  writer.u32(signature.inception);
  writer.u16(signature.keyTag);
  // Never compressed (RFC 4034 3.1.7).
  writer.name(signature.signer, false);
  writer.octets(Buffer.from(signature.octets, 'hex'));
}

/** Rdata in hexadecimal, as a contender sees it that knows nothing of the type. */
export function rdataHex(record: RecordText): string {
  const writer = new WireWriter(false);
  writeRdata(writer, record);
  return writer.finish().toString('hex');
}

class WireWriter {
  readonly #octets: number[] = [];
  /** Where names begin that a pointer may lead to; undefined where there are to be none. */
  readonly #offsets: Map<string, number> | undefined;

  constructor(compressed: boolean) {
    this.#offsets = compressed ? new Map() : undefined;
  }

  octets(octets: Iterable<number>): void {
    for (const octet of octets) this.#octets.push(octet);
  }

  u16(value: number): void {
    this.#octets.push(value >>> 8, value & 0xff);
  }

  u32(value: number): void {
    this.u16(value >>> 16);
    this.u16(value & 0xffff);
  }

  name(name: string, compressible = true): void {
    for (let rest = name; rest !== '.' && rest !== '';) {
      const known = compressible ? this.#offsets?.get(rest) : undefined;
      if (known !== undefined) {
        this.u16(POINTER | known);
        return;
      }
      if (this.#octets.length <= MAX_POINTER_OFFSET) this.#offsets?.set(rest, this.#octets.length);
      const dot = rest.indexOf('.');
      this.octets([dot, ...Buffer.from(rest.slice(0, dot), 'latin1')]);
      rest = rest.slice(dot + 1);
    }
    this.#octets.push(0);
  }

  lengthPrefixed(write: () => void): void {
    const at = this.#octets.length;
    this.u16(0);
    write();
    const length = this.#octets.length - at - 2;
    this.#octets[at] = length >>> 8;
    this.#octets[at + 1] = length & 0xff;
  }

  finish(): Buffer {
    return Buffer.from(this.#octets);
  }
}

/** IPv6 addresses are written in full here, but for one `::`. */
function addressOctets(address: string): number[] {
  if (!address.includes(':')) return address.split('.').map(Number);
  const [head = '', tail = ''] = address.split('::');
  const missing = 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)].flatMap(
    (group) => {
      const value = Number.parseInt(group, 16);
      return [value >>> 8, value & 0xff];
    },
  );
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
