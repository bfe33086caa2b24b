/** A resource record's places in a message. */
export interface RecordPlace {
  readonly start: number;
  /** The type; class, TTL and RDLENGTH follow. */
  readonly type: number;
  readonly rdata: number;
  readonly end: number;
  /** The header's counter of the section. */
  readonly counter: number;
}

/** Where the fields stand that decide how the rest is read. */
export interface MessageLayout {
  /** Length octets of labels, the root's among them. */
  readonly labels: readonly number[];
  /** First octets of compression pointers. */
  readonly pointers: readonly number[];
  readonly records: readonly RecordPlace[];
}

export const HEADER_OCTETS = 12;
const QUESTION_COUNTER = 4;
const RECORD_COUNTERS = [6, 8, 10];
/** No mutation needs to know more. */
const MAX_RECORDS = 64;

/** Walks a message as far as it makes sense. */
export function layoutOf(bytes: Uint8Array, length: number): MessageLayout {
  const labels: number[] = [];
  const pointers: number[] = [];
  const records: RecordPlace[] = [];
  const u16 = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let at = HEADER_OCTETS;

  const skipName = (): void => {
    while (at < length) {
      const octet = bytes[at] as number;
      if (octet >= 0xc0) {
        pointers.push(at);
        at += 2;
        return;
      }
      labels.push(at);
      at += 1 + octet;
      if (octet === 0) return;
    }
  };

  for (let left = Math.min(u16(QUESTION_COUNTER), MAX_RECORDS); left > 0 && at < length; left--) {
    skipName();
    at += 4;
  }
  for (const counter of RECORD_COUNTERS) {
    for (let left = u16(counter); left > 0 && records.length < MAX_RECORDS; left--) {
      const start = at;
      skipName();
      const type = at;
      const rdata = type + 10;
      const end = rdata + u16(type + 8);
      if (end > length) return { labels, pointers, records };
      records.push({ start, type, rdata, end, counter });
      at = end;
    }
  }
  return { labels, pointers, records };
}
