import type { MessageText, RecordText } from './message-text.ts';
import { wireOf } from './wire.ts';

/** A message as large as it may be, and how many questions or records there are in it. */
export interface LargeMessage {
  readonly wire: Buffer;
  readonly count: number;
}

const MAX_OCTETS = 65_535;
const HEADER_OCTETS = 12;
/** Rdata of a TXT record, so that few records make up a large message. */
const TEXTS_OCTETS = 4_096;
const MAX_STRING_OCTETS = 255;
const OWNER = 'large.zone.example.';

/** What grows: one RRset of addresses, records with names of their own, texts. */
export const growingShapes = {
  addresses: (octets: number) => filled(octets, 'A', addressRecord),
  names: (octets: number) => filled(octets, 'NS', nameRecord),
  texts: (octets: number) => filled(octets, 'TXT', textRecord),
} as const;

function addressRecord(at: number): RecordText {
  return {
    owner: OWNER,
    ttlSeconds: 60,
    type: 'A',
    address: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
  };
}

function nameRecord(at: number): RecordText {
  return { owner: `host-${at}.${OWNER}`, ttlSeconds: 60, type: 'NS', target: `server-${at}.net.example.` };
}

/** As much of a TXT record as there is room for. */
function textRecord(at: number, room: number): RecordText {
  const octets = Math.min(TEXTS_OCTETS, room);
  const strings: string[] = [];
  for (let used = 0; used < octets;) {
    const text = `${at} `.repeat(MAX_STRING_OCTETS).slice(0, Math.min(MAX_STRING_OCTETS, octets - used - 1));
    strings.push(text);
    used += 1 + text.length;
  }
  return { owner: OWNER, ttlSeconds: 60, type: 'TXT', strings };
}

/** As many records as there is room for. */
function filled(
  octets: number,
  type: string,
  recordAt: (at: number, room: number) => RecordText,
): LargeMessage {
  const text: MessageText = {
    id: 1,
    flags: ['qr', 'rd', 'ra'],
    question: [OWNER, type],
    answers: [],
    authorities: [],
    additionals: [],
  };
  const empty = wireOf(text).length;
  const answers: RecordText[] = [];
  /** Owner by pointer, type, class, TTL, RDLENGTH. */
  const overhead = 12;
  for (let room = octets - empty; room > overhead;) {
    const record = recordAt(answers.length, room - overhead);
    room -= wireOf({ ...text, answers: [record] }).length - empty;
    if (room < 0) break;
    answers.push(record);
  }
  return { wire: wireOf({ ...text, answers }), count: answers.length };
}

/** 127 labels of an octet, and the root. */
const LONGEST_NAME = [...Array.from({ length: 127 }, () => [1, 0x61]).flat(), 0];
/** Type, class, TTL and length of a record without rdata, of a type that nobody knows. */
const NO_RDATA = [0xff, 0, 0, 1, 0, 0, 0, 60, 0, 0];
/** Of a HIP record, before its rendezvous servers. */
const HIP_FIELDS = [1, 2, 0, 1, 0xaa, 0xbb];

/** The messages that a decoder has the most to do with: found by trying, and by fuzzing. */
export const worstMessages = {
  '13,104 questions': () => repeated({ start: [], each: [0, 0, 1, 0, 1], section: 0 }),
  // Of a type that nobody knows, so that no rdata is a valid one.
  '5,956 records': () => repeated({ start: [], each: [0, ...NO_RDATA], section: 1 }),
  // All owners are the one name, of 127 labels.
  '127 labels each': () =>
    repeated({
      start: [...LONGEST_NAME, 0, 1, 0, 1],
      each: [0xc0, HEADER_OCTETS, ...NO_RDATA],
      section: 1,
    }),
  // Each owner has a label of its own before 125 that it has in common with the others.
  '126 labels, one its own': () =>
    repeated({
      start: [...LONGEST_NAME, 0, 1, 0, 1],
      each: (at) => [2, at >> 8, at & 255, 0xc0, HEADER_OCTETS + 4, ...NO_RDATA],
      section: 1,
    }),
  '32,756 strings in a TXT record': () => single(16, [], (at) => [1, at & 255]),
} as const;

/** The worst of what hushdns alone reads: to the others it is octets. */
export const worstTypedMessages = {
  '13,101 names in a HIP record': () =>
    single(55, HIP_FIELDS, (at) => [3, at >> 16, (at >> 8) & 255, at & 255, 0]),
  // Of a family that nobody knows: their addresses are printed in hexadecimal.
  '13,102 ranges in an APL record': () => single(42, [], (at) => [1, 2, 8, 1, 1 + (at % 255)]),
  '9,358 extended errors': () => single(41, [], (at) => [0, 15, 0, 3, 0, 6, at & 255]),
} as const;

interface Repetition {
  /** The question section before them, of one question or none. */
  readonly start: readonly number[];
  readonly each: readonly number[] | ((at: number) => readonly number[]);
  /** That is repeated: 0 for questions, 1 for answers. */
  readonly section: 0 | 1;
}

function repeated({ start, each: unit, section }: Repetition): LargeMessage {
  const unitAt = typeof unit === 'function' ? unit : (): readonly number[] => unit;
  const each = unitAt(0);
  const count = Math.floor((MAX_OCTETS - HEADER_OCTETS - start.length) / each.length);
  const wire = Buffer.alloc(HEADER_OCTETS + start.length + count * each.length);
  wire.set([0, 1, 0x81, 0x80]);
  if (start.length > 0) wire.writeUInt16BE(1, 4);
  wire.writeUInt16BE(count, 4 + 2 * section);
  wire.set(start, HEADER_OCTETS);
  for (let at = 0; at < count; at++) wire.set(unitAt(at), HEADER_OCTETS + start.length + at * each.length);
  return { wire, count };
}

/** One record of the root's: what its rdata begins with, and units of one length as often as there is room. */
function single(
  type: number,
  start: readonly number[],
  unitAt: (at: number) => readonly number[],
): LargeMessage {
  const room = MAX_OCTETS - HEADER_OCTETS - 1 - NO_RDATA.length - start.length;
  const units = Array.from({ length: Math.floor(room / unitAt(0).length) }, (_, at) => unitAt(at));
  const rdata = [...start, ...units.flat()];
  const wire = Buffer.from([0, 1, 0x81, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 0, ...NO_RDATA, ...rdata]);
  wire.writeUInt16BE(type, HEADER_OCTETS + 1);
  wire.writeUInt16BE(rdata.length, HEADER_OCTETS + 9);
  // An OPT record counts as none.
  return { wire, count: 1 };
}
