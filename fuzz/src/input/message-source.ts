import type { Draft } from './draft.ts';
import { HEADER_OCTETS } from './message-layout.ts';
import { mutateMessage, type MessageParts } from './message-mutations.ts';
import type { Random } from './random.ts';
import type { InputSource } from './source.ts';

/** Longer messages are tried far less often, as each takes the time of hundreds. */
const SMALL_OCTETS = 1024;
const LARGE_ONE_IN = 1500;
const MAX_MUTATIONS = 4;
const MAX_RECORDS = 5;
const OPT = 41;
const IN = 1;

/** Messages composed of all types, messages of a corpus, and mutations of both. */
export function messageSource(corpus: readonly Uint8Array[], parts: MessageParts): InputSource {
  const small = corpus.filter(({ length }) => length <= SMALL_OCTETS);
  const large = corpus.filter(({ length }) => length > SMALL_OCTETS);
  return (random, draft) => {
    if (large.length > 0 && random.oneIn(LARGE_ONE_IN)) {
      draft.set(random.pick(large));
      if (random.oneIn(4)) return;
    } else if (random.oneIn(2)) {
      compose(random, draft, parts);
      if (random.oneIn(2)) return;
    } else {
      draft.set(random.pick(small));
    }
    const other = random.pick(small);
    for (let left = 1 + random.below(MAX_MUTATIONS); left > 0; left--) {
      mutateMessage(draft, random, parts, other);
    }
  };
}

/** A message whose counts, lengths and pointers are right. */
function compose(random: Random, draft: Draft, parts: MessageParts): void {
  draft.length = 0;
  for (let at = 0; at < 4; at++) draft.u8(random.u32());
  const questions = random.oneIn(8) ? random.below(4) : 1;
  const counts = [0, 0, 0];
  for (let left = random.below(MAX_RECORDS + 1); left > 0; left--) {
    const section = random.below(3);
    counts[section] = (counts[section] as number) + 1;
  }
  const hasOpt = random.oneIn(2);
  draft.u16(questions);
  for (const [section, count] of counts.entries()) draft.u16(section === 2 && hasOpt ? count + 1 : count);
  for (let left = questions; left > 0; left--) {
    addName(random, draft);
    draft.u16(random.pick(parts.codes));
    draft.u16(IN);
  }
  for (const count of counts) {
    for (let left = count; left > 0; left--) addRecord(random, draft, parts);
  }
  if (hasOpt) addOpt(random, draft, parts);
}

/** The root, a pointer to a name before, or up to three labels and then one of these. */
function addName(random: Random, draft: Draft): void {
  const start = draft.length;
  for (let left = random.below(4); left > 0; left--) {
    const length = 1 + random.below(random.oneIn(16) ? 63 : 7);
    draft.u8(length);
    for (let at = 0; at < length; at++) draft.u8(random.oneIn(16) ? random.u32() : 0x61 + random.below(26));
  }
  // Where the first name stands is the one place that is sure to hold one.
  if (start > HEADER_OCTETS && random.oneIn(2)) draft.u16(0xc000 | HEADER_OCTETS);
  else draft.u8(0);
}

function addRecord(random: Random, draft: Draft, { rdata, codes }: MessageParts): void {
  addName(random, draft);
  const seed = rdata.length === 0 || random.oneIn(16) ? undefined : random.pick(rdata);
  draft.u16(seed?.code ?? random.pick(codes));
  draft.u16(random.oneIn(8) ? random.u32() : IN);
  draft.u32(random.u32() >>> random.below(32));
  draft.u16(seed?.octets.length ?? 0);
  if (seed !== undefined) draft.append(seed.octets);
}

function addOpt(random: Random, draft: Draft, { options }: MessageParts): void {
  draft.u8(0);
  draft.u16(OPT);
  draft.u16(random.u32());
  draft.u32(random.u32());
  const rdlength = draft.length;
  draft.u16(0);
  for (let left = random.below(4); left > 0; left--) {
    if (!random.oneIn(4)) {
      draft.append(random.pick(options));
      continue;
    }
    draft.u16(random.oneIn(4) ? random.u32() : random.below(24));
    const length = random.below(random.oneIn(8) ? 64 : 13);
    draft.u16(length);
    for (let at = 0; at < length; at++) draft.u8(random.u32() >>> random.below(32));
  }
  draft.putU16(rdlength, draft.length - rdlength - 2);
}
