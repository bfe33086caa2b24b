import { areEqualNames, nameEnd, sameNameEnd } from '../name/index.ts';
import {
  formatIpv4,
  formatIpv6,
  haveEqualOctets,
  HEADER_OCTETS,
  MAX_TTL_SECONDS,
  QR,
  QUESTION_FIELDS_OCTETS,
  questionEnd,
  rcodeOf,
  RECORD_FIELDS_OCTETS,
  TC,
  u16At,
  u32At,
} from '../wire/index.ts';
import { OPT } from './edns.ts';

/** The addresses of a name, and for how long. */
export interface AddressAnswer {
  /** In the order of the reply; at least one. */
  readonly addresses: readonly string[];
  /** The smallest TTL among the addresses and the aliases that led to them. */
  readonly ttlSeconds: number;
}

/** A type and class IN, as they stand in a question or record. */
const A_IN = 0x0001_0001;
const CNAME_IN = 0x0005_0001;
const AAAA_IN = 0x001c_0001;
const A = 1;
const NS = 2;
const CNAME = 5;
const AAAA = 28;
const RRSIG = 46;
/** Of an RRSIG record, what stands before the signer's name (RFC 4034 3.1). */
const RRSIG_FIELDS_OCTETS = 18;
/** More of them are left to who can tell a loop. */
const MAX_ALIASES = 2;
const MAX_ADDRESSES = 64;
/** A longer reply is left to `decodeMessage`. */
const MAX_REPLY_OCTETS = 4096;
/** Reads of a field may begin at the end of a reply, before what they read is found to lie behind it. */
const FIELD_OCTETS = 8;
/**
 * Where the reply is read, with what earlier ones left behind it. Copied it is read twice as fast: a view takes longer to
 * make than all the rest, and of arrays that are always the same the compiler knows where they are.
 */
const octets = new Uint8Array(MAX_REPLY_OCTETS + FIELD_OCTETS);
const view = new DataView(octets.buffer);
/** Where the addresses stand that were found: their number must be known before the array that holds them is made. */
const places = new Uint16Array(MAX_ADDRESSES);
/** The end of what is not of the usual form. */
const UNUSUAL = -1;

/**
 * The addresses that a reply gives to a query for A or AAAA records, read without making a message: what a connection
 * needs, at a fraction of the cost of `decodeMessage`. Undefined where the reply is not of the usual form, or is no good:
 * whoever has to know reads the message. The usual form is an answer with up to two aliases, in their order, and
 * beside it addresses, name servers, signatures and an OPT record. Throws `WireError` for a query that is none.
 */
export function addressesIn(query: Uint8Array, reply: Uint8Array): AddressAnswer | undefined {
  let at = questionEnd(query);
  const { length } = reply;
  if (length < at || length > MAX_REPLY_OCTETS) return undefined;
  octets.set(reply);
  if (!isGoodReplyTo(query) || !haveEqualOctets(query, octets, HEADER_OCTETS, at)) return undefined;
  const asked = u32At(query, at - 4);
  if (asked !== A_IN && asked !== AAAA_IN) return undefined;
  const addressOctets = asked === A_IN ? 4 : 16;
  let count = 0;
  let ttlSeconds = MAX_TTL_SECONDS;
  let aliases = 0;
  /** The name asked for, then that which the aliases led to. */
  let owner = HEADER_OCTETS;
  let ownerOctets = at - QUESTION_FIELDS_OCTETS - HEADER_OCTETS;
  for (let left = view.getUint16(6); left > 0; left--) {
    const start = at;
    const sameEnd = sameNameEnd(view, start, owner, ownerOctets, length);
    const fields = sameEnd < 0 ? nameEnd(octets, start, length, length) : sameEnd;
    at = recordEnd(fields, length);
    if (at === UNUSUAL) return undefined;
    const rdata = fields + RECORD_FIELDS_OCTETS;
    const typeAndClass = view.getUint32(fields);
    if (typeAndClass !== asked && typeAndClass !== CNAME_IN) {
      if (isUsual(typeAndClass >>> 16, rdata, at, length)) continue;
      return undefined;
    }
    if (sameEnd < 0 && !areEqualNames(octets, start, owner)) return undefined;
    if (typeAndClass === asked) {
      if (at - rdata !== addressOctets || count === MAX_ADDRESSES) return undefined;
      places[count++] = rdata;
    } else {
      if (count > 0 || ++aliases > MAX_ALIASES || nameEnd(octets, rdata, at, length) !== at) return undefined;
      if (areEqualNames(octets, rdata, owner) || areEqualNames(octets, rdata, HEADER_OCTETS))
        return undefined;
      owner = rdata;
      ownerOctets = at - rdata;
    }
    // One with its upper bit set counts as 0 (RFC 2181 8).
    const ttl = view.getInt32(fields + 4);
    if (ttl < ttlSeconds) ttlSeconds = ttl < 0 ? 0 : ttl;
  }
  if (count === 0 || restEnd(at, length) !== length) return undefined;
  const format = asked === A_IN ? formatIpv4 : formatIpv6;
  const addresses = new Array<string>(count);
  for (let index = 0; index < count; index++) addresses[index] = format(octets, places[index]);
  return { addresses, ttlSeconds };
}

/** Whether the header is that of a reply to the query, with one question and no error. */
function isGoodReplyTo(query: Uint8Array): boolean {
  const bits = view.getUint16(2);
  const isGood = (bits & (QR | TC)) === QR && rcodeOf(bits) === 0;
  return isGood && u16At(query, 0) === view.getUint16(0) && view.getUint16(4) === 1;
}

/** One past the record whose fields begin there, behind its owner. */
function recordEnd(fields: number, length: number): number {
  const rdata = fields + RECORD_FIELDS_OCTETS;
  if (fields < 0 || rdata > length) return UNUSUAL;
  const end = rdata + view.getUint16(fields + 8);
  return end <= length ? end : UNUSUAL;
}

/** Whether rdata is of a type that is met beside addresses, and well-formed. */
function isUsual(type: number, rdata: number, end: number, length: number): boolean {
  switch (type) {
    case A:
      return end - rdata === 4;
    case AAAA:
      return end - rdata === 16;
    case CNAME:
    case NS:
      return nameEnd(octets, rdata, end, length) === end;
    case RRSIG:
      return nameEnd(octets, rdata + RRSIG_FIELDS_OCTETS, end, length) > 0;
    default:
      return false;
  }
}

/** One past the authority and additional sections. */
function restEnd(start: number, length: number): number {
  const additionalCount = view.getUint16(10);
  let at = start;
  let opts = 0;
  for (let left = view.getUint16(8) + additionalCount; left > 0; left--) {
    const isOpt = octets[at] === 0 && view.getUint16(at + 1) === OPT;
    if (isOpt && (opts++ > 0 || left > additionalCount)) return UNUSUAL;
    at = isOpt ? optEnd(at + 1, length) : usualEnd(nameEnd(octets, at, length, length), length);
    if (at === UNUSUAL) return UNUSUAL;
  }
  return at;
}

/** One past the record of the usual form whose fields begin there. */
function usualEnd(fields: number, length: number): number {
  const end = recordEnd(fields, length);
  const isGood =
    end !== UNUSUAL && isUsual(view.getUint16(fields), fields + RECORD_FIELDS_OCTETS, end, length);
  return isGood ? end : UNUSUAL;
}

/** One past an OPT record that has no part of the rcode (RFC 6891 6.1.3). */
function optEnd(fields: number, length: number): number {
  const end = recordEnd(fields, length);
  if (end === UNUSUAL || octets[fields + 4] !== 0) return UNUSUAL;
  let at = fields + RECORD_FIELDS_OCTETS;
  while (at + 4 <= end) at += 4 + view.getUint16(at + 2);
  return at === end ? end : UNUSUAL;
}
