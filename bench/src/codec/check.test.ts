import { describe, expect, it } from 'vitest';
import { answerIn, checkText } from './check.ts';
import type { MessageText, RecordText } from './message-text.ts';
import { codecMessages } from './messages.ts';

const { text } = codecMessages.dnssec;

describe('what a codec reads', () => {
  it('may leave the rdata of a type as octets, if they are the right ones', () => {
    const hex = '4d060d02';
    const record: RecordText = { owner: 'a.example.', ttlSeconds: 1, type: 'TXT', strings: ['M', '\u0006'] };
    const message: MessageText = { ...text, answers: [record] };
    const read = (octets: string): MessageText => ({
      ...text,
      answers: [{ owner: 'a.example.', ttlSeconds: 1, type: 'TXT', hex: octets }],
    });
    expect(() => checkText(read('014d0106'), message)).not.toThrow();
    expect(() => checkText(read(hex), message)).toThrow('reads answers');
  });

  it.each([
    { id: 1 },
    { flags: [] },
    { question: ['www.example.com.', 'AAAA'] },
    { answers: text.answers.slice(1) },
    { edns: { udpPayloadOctets: 512, dnssecOk: true } },
  ] satisfies Partial<MessageText>[])('is refused where it is not the message: %o', (change) => {
    expect(() => checkText({ ...text, ...change }, text)).toThrow('reads');
  });
});

it('finds the addresses behind an alias, and the smallest TTL', () => {
  expect(answerIn(text)).toEqual({ addresses: ['192.0.2.101', '198.51.100.7'], ttlSeconds: 120 });
});
