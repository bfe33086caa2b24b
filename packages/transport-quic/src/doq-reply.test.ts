import { encodeMessage, queryMessage } from '@hushdns/core';
import { encodeFrame, WireError } from '@hushdns/core/transport';
import { describe, expect, it } from 'vitest';
import { DoqReply } from './doq-reply.ts';

const QUERY = encodeMessage(queryMessage('www.example', 'A'));
const REPLY = encodeMessage(queryMessage('www.example', 'A', { qr: true }));
const FRAME = encodeFrame(REPLY);

/** What is wrong with a stream of these chunks. */
function fault(...chunks: readonly Uint8Array[]): string | undefined {
  const reply = new DoqReply(QUERY);
  for (const chunk of chunks) {
    const found = reply.push(chunk);
    if (found !== undefined) return found;
  }
  return reply.end();
}

describe('DoqReply (RFC 9250 4.2)', () => {
  it('puts one reply together from chunks of any size', () => {
    const reply = new DoqReply(QUERY);
    for (const octet of FRAME) expect(reply.push(Uint8Array.of(octet))).toBeUndefined();
    expect(reply.end()).toBeUndefined();
    expect(reply.message).toEqual(REPLY);
  });

  it.each([
    ['nothing', [], 'before its reply was whole'],
    ['half a reply', [FRAME.subarray(0, 9)], 'before its reply was whole'],
    ['two replies in a chunk', [Uint8Array.of(...FRAME, ...FRAME)], 'more than one reply'],
    ['two replies in two chunks', [FRAME, FRAME], 'more than one reply'],
    ['a reply and one octet', [FRAME, Uint8Array.of(0)], 'more than one reply'],
    ['empty frames without end', [new Uint8Array(65_536), new Uint8Array(65_536)], 'more than one reply'],
    ['one message too long', [Uint8Array.of(0xff, 0xff), new Uint8Array(65_536)], 'more than one reply'],
    ['another ID', [encodeFrame(Uint8Array.of(0, 1, ...REPLY.subarray(2)))], 'a message ID other than 0'],
    [
      'another question',
      [encodeFrame(encodeMessage(queryMessage('x.example', 'A', { qr: true })))],
      'another question',
    ],
  ] as const)('is a protocol error for %s (RFC 9250 4.3.3)', (_what, chunks, message) => {
    expect(fault(...chunks)).toContain(message);
  });

  it('throws WireError for what is no DNS message', () => {
    expect(() => fault(encodeFrame(Uint8Array.of(0, 0, 1)))).toThrow(WireError);
  });
});
