import { describe, expect, test } from 'vitest';
import { WireError } from '../errors/index.ts';
import { DohReply } from './doh-reply.ts';

const QUERY = Uint8Array.from([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1]);
const REPLY = Uint8Array.from([0, 0, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 1, 65, 0, 0, 1, 0, 1]);
const OK = { 'content-type': 'application/dns-message' };

function headed(fields: Record<string, string> = {}): DohReply {
  const reply = new DohReply(QUERY);
  expect(reply.head(200, { ...OK, ...fields })).toBeUndefined();
  return reply;
}

describe('DohReply', () => {
  test('gives a body that came in one chunk as it came', () => {
    const reply = headed({ age: '12', 'content-length': '19' });
    expect(reply.push(REPLY)).toBeUndefined();
    expect(reply.end()).toBeUndefined();
    expect(reply.message).toBe(REPLY);
    expect(reply.ageSeconds).toBe(12);
  });

  test('puts a body together that came in pieces', () => {
    const reply = headed();
    for (const octet of REPLY) {
      expect(reply.push(Uint8Array.of(octet))).toBeUndefined();
      expect(reply.push(new Uint8Array(0))).toBeUndefined();
    }
    expect(reply.end()).toBeUndefined();
    expect(reply.message).toEqual(REPLY);
    expect(reply.ageSeconds).toBeUndefined();
  });

  test('refuses the head of what is no reply', () => {
    expect(new DohReply(QUERY).head(404, OK)).toBe('HTTP status 404');
    expect(new DohReply(QUERY).head(200, {})).toBe('a response without a media type');
  });

  test('says with a fault what a server said that refused to answer (RFC 9110 10.2.3)', () => {
    const refused = new DohReply(QUERY);
    refused.head(429, { 'retry-after': '30' });
    expect(refused.failure('HTTP status 429')).toMatchObject({ httpStatus: 429, retryAfterSeconds: 30 });
    expect(headed().failure('a reply to another query')).not.toHaveProperty('httpStatus');
  });

  test('refuses the octet after the 65,535th (RFC 8484 6)', () => {
    const reply = headed();
    expect(reply.push(new Uint8Array(65_535))).toBeUndefined();
    expect(reply.push(new Uint8Array(1))).toBe('a response over 65535 octets');
  });

  test('refuses a body shorter than announced', () => {
    const reply = headed({ 'content-length': '20' });
    reply.push(REPLY);
    expect(reply.end()).toBe('a response cut off after 19 of 20 octets');
  });

  test('refuses an end without a head', () => {
    expect(new DohReply(QUERY).end()).toBe('no HTTP response');
  });

  test.each([
    ['another question', REPLY.with(13, 98)],
    ['another ID', REPLY.with(1, 1)],
    ['a query', QUERY],
  ])('refuses %s', (_, message) => {
    const reply = headed();
    reply.push(message);
    expect(reply.end()).toBe('a reply to another query');
  });

  test.each([
    ['nothing', REPLY.subarray(0, 0)],
    ['half a header', REPLY.subarray(0, 6)],
    ['half a question', REPLY.subarray(0, 15)],
  ])('throws WireError for %s', (_, message) => {
    const reply = headed();
    reply.push(message);
    expect(() => reply.end()).toThrow(WireError);
  });
});
