import { layoutOf, type RecordPlace } from './message-layout.ts';

/** The message without one of its records or half of its rdata, counts and lengths still right. */
export function* smallerMessages(message: Uint8Array): Generator<Uint8Array> {
  const { records } = layoutOf(message, message.length);
  for (const { start, end, counter } of records) yield cut(message, start, end, counter, -1);
  for (const record of records) yield* withLessRdata(message, record);
}

function* withLessRdata(message: Uint8Array, { type, rdata, end }: RecordPlace): Generator<Uint8Array> {
  const middle = (rdata + end) >>> 1;
  for (const [from, to] of [
    [rdata, end],
    [middle, end],
    [rdata, middle],
    [end - 1, end],
    [rdata, rdata + 1],
  ] as const) {
    if (rdata <= from && from < to) yield cut(message, from, to, type + 8, from - to);
  }
}

/** Leaves out octets and adds to the 16-bit field before them. */
function cut(message: Uint8Array, from: number, to: number, field: number, added: number): Uint8Array {
  const rest = new Uint8Array(message.length - (to - from));
  rest.set(message.subarray(0, from));
  rest.set(message.subarray(to), from);
  const view = new DataView(rest.buffer);
  view.setUint16(field, view.getUint16(field) + added);
  return rest;
}
