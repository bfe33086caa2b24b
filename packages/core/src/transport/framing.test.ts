import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameDecoder } from './framing.ts';

describe('framing (RFC 1035 4.2.2)', () => {
  it('puts messages together however the stream was cut', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 10 });
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (sent, cuts) => {
        const stream = Uint8Array.from(sent.flatMap((message) => [...encodeFrame(message)]));
        const decoder = new FrameDecoder();
        const received: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const next = at + (cuts[turn % cuts.length] as number);
          received.push(...decoder.push(stream.subarray(at, next)));
          at = next;
        }
        expect(received).toEqual(sent);
        expect(decoder.partial).toBe(false);
      }),
    );
  });

  it('puts messages together from single octets', () => {
    const decoder = new FrameDecoder();
    const frames = Array.from(encodeFrame(Uint8Array.of(7, 8, 9)), (octet) =>
      decoder.push(Uint8Array.of(octet)),
    );
    expect(frames).toEqual([[], [], [], [], [Uint8Array.of(7, 8, 9)]]);
  });

  it('gives a view of the chunk where a message lies in one, and waits for the rest of another', () => {
    const decoder = new FrameDecoder();
    const chunk = Uint8Array.of(0, 1, 42, 0xff, 0xff, 1);
    const [frame] = decoder.push(chunk);
    expect(frame?.buffer).toBe(chunk.buffer);
    expect(decoder.partial).toBe(true);
  });
});
