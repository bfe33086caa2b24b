import { describe, expect, it } from 'vitest';
import { Name, readName, writeCompressedName } from '../name/index.ts';
import { commonTypes, type Rdata, type RdataCodec } from '../rdata/index.ts';
import { decodeMessage } from './decode.ts';
import { encodeMessage } from './encode.ts';
import type { Message } from './message.ts';
import { queryMessage } from './query-message.ts';
import { resourceRecord } from './resource-record.ts';

/** In place of a type's own rdata, two names. */
interface TwoNames {
  readonly first: Name;
  readonly second: Name;
}

/** With the labels of the outer message, at other offsets. */
const inner = queryMessage('b.Example', 'NS', {
  answers: ['a.example', 'x.b.example'].map((owner) =>
    resourceRecord(owner, 'NS', 1, { nsdname: Name.from(`ns.${owner}`) }),
  ),
});

/** Uses the codec while a message is encoded or decoded, and makes it fail. */
function interrupt(): void {
  expect(decodeMessage(encodeMessage(inner))).toEqual(inner);
  expect(() => encodeMessage({ ...inner, id: -1 })).toThrow(RangeError);
  expect(() => decodeMessage(encodeMessage(inner).subarray(0, 60))).toThrow('octets');
}

const interrupted: RdataCodec<TwoNames> = {
  code: 52,
  read: (reader) => {
    const first = readName(reader);
    interrupt();
    return { first, second: readName(reader) };
  },
  write: (writer, { first, second }) => {
    interrupt();
    writeCompressedName(writer, first);
    interrupt();
    writeCompressedName(writer, second);
  },
};
const types = commonTypes.with({ TLSA: interrupted as unknown as RdataCodec<Rdata<'TLSA'>> });

describe('messages inside of a message', () => {
  it('leave it as it is, whether they are good or not', () => {
    const names = ['a.example', 'A.example', 'x.b.Example', 'ns.a.example', 'c.x.b.Example'].map((text) =>
      Name.from(text),
    );
    const answers = names.flatMap((first) =>
      names.map((second) => resourceRecord(first, 'TLSA', 1, { first, second } as unknown as Rdata<'TLSA'>)),
    );
    const message: Message<'TLSA'> = { ...queryMessage<'TLSA'>('a.example', 'TLSA'), answers };
    // Once more with what the first time left behind.
    for (let time = 0; time < 2; time++)
      expect(decodeMessage(encodeMessage(message, { types }), { types })).toEqual(message);
  });
});
