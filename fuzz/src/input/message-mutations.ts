import type { Draft } from './draft.ts';
import { HEADER_OCTETS, layoutOf, type MessageLayout, type RecordPlace } from './message-layout.ts';
import { mutateOctets } from './octet-mutations.ts';
import type { Random } from './random.ts';

/** Rdata of a type, as it stands outside of any message. */
export interface RdataSeed {
  readonly code: number;
  readonly octets: Uint8Array;
}

/** What mutations put in. */
export interface MessageParts {
  readonly rdata: readonly RdataSeed[];
  /** The code points of all registered types. */
  readonly codes: readonly number[];
  /** EDNS options with code and length. */
  readonly options: readonly Uint8Array[];
}

const COUNTERS = [4, 6, 8, 10];
const LABEL_LENGTHS = [0, 1, 62, 63, 64, 0x80, 0xbf, 0xc0];
const FORWARD = 32;

/** Changes a message where it decides how it is read: counts, lengths, labels, pointers, types, whole records. */
export function mutateMessage(draft: Draft, random: Random, parts: MessageParts, other: Uint8Array): void {
  if (draft.length <= HEADER_OCTETS || random.oneIn(3)) return mutateOctets(draft, random, 0, other);
  const layout = layoutOf(draft.bytes, draft.length);
  if (random.oneIn(3)) return mutateName(draft, random, layout);
  const { records } = layout;
  if (records.length === 0 || random.oneIn(8)) return mutateCount(draft, random);
  mutateRecord(draft, random, random.pick(records), parts, other);
}

function mutateCount(draft: Draft, random: Random): void {
  const counter = random.pick(COUNTERS);
  const count = draft.u16At(counter);
  draft.putU16(counter, random.pick([count + 1, count - 1, 0, 1, 0xffff, random.u32()]));
}

function mutateName(draft: Draft, random: Random, { labels, pointers }: MessageLayout): void {
  if (pointers.length > 0 && random.oneIn(2)) {
    const at = random.pick(pointers);
    const target = draft.u16At(at) & 0x3fff;
    const somewhere = random.below(at + FORWARD);
    const changed = random.pick([at, at - 1, at + 2, target - 1, target + 1, HEADER_OCTETS, 0, somewhere]);
    draft.putU16(at, 0xc000 | (changed & 0x3fff));
  } else if (labels.length > 0) {
    const at = random.pick(labels);
    const length = draft.bytes[at] as number;
    if (random.oneIn(3)) draft.putU16(at, 0xc000 | random.below(at + 2));
    else draft.bytes[at] = random.pick([length + 1, length - 1, ...LABEL_LENGTHS]);
  }
}

function mutateRecord(
  draft: Draft,
  random: Random,
  record: RecordPlace,
  parts: MessageParts,
  other: Uint8Array,
): void {
  const { start, type, rdata, end, counter } = record;
  const rdlength = type + 8;
  switch (random.below(8)) {
    case 0: {
      const length = end - rdata;
      const rest = draft.length - rdata;
      draft.putU16(
        rdlength,
        random.pick([length + 1, length - 1, 0, rest, 0xffff, random.below(2 * length + 2)]),
      );
      break;
    }
    case 1:
      draft.putU16(type, random.pick(parts.codes));
      break;
    case 2:
      draft.putU16(random.pick([type, type + 2, type + 4, type + 6]), random.u32());
      break;
    case 3:
      if (parts.rdata.length > 0) replaceRdata(draft, record, random.pick(parts.rdata));
      break;
    case 4:
      draft.putU16(counter, draft.u16At(counter) + 1);
      draft.insert(end, draft.bytes.subarray(start, end));
      break;
    case 5:
      draft.putU16(counter, draft.u16At(counter) - 1);
      draft.remove(start, end - start);
      break;
    default:
      mutateRdata(draft, random, record, other);
  }
}

/** Changes rdata, and its length with it, so that the rest of the message is read as before. */
function mutateRdata(
  draft: Draft,
  random: Random,
  { type, rdata, end }: RecordPlace,
  other: Uint8Array,
): void {
  const behind = draft.bytes.slice(end, draft.length);
  draft.length = end;
  mutateOctets(draft, random, rdata, other);
  draft.putU16(type + 8, draft.length - rdata);
  draft.append(behind);
}

function replaceRdata(draft: Draft, { type, rdata, end }: RecordPlace, seed: RdataSeed): void {
  draft.replace(rdata, end, seed.octets);
  draft.putU16(type, seed.code);
  draft.putU16(type + 8, seed.octets.length);
}
