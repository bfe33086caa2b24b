import { describe, expect, it } from 'vitest';
import type { Rcode } from '../message/index.ts';
import type { ExtendedErrorPurpose } from '../message/extended-errors.ts';
import { replyOf } from '../testing/selection-samples.ts';
import { isAnswer } from './verdict.ts';

describe('isAnswer', () => {
  it.each<Rcode>(['NOERROR', 'NXDOMAIN', 'YXDOMAIN', 'NOTAUTH', 'BADVERS', 'BADTIME'])(
    '%s is an answer (RFC 1035 4.1.1)',
    (rcode) => {
      expect(isAnswer(replyOf(rcode))).toBe(true);
    },
  );

  it.each<Rcode>(['FORMERR', 'SERVFAIL', 'NOTIMP', 'REFUSED'])('%s is none (RFC 1035 4.1.1)', (rcode) => {
    expect(isAnswer(replyOf(rcode))).toBe(false);
  });

  it.each<ExtendedErrorPurpose>([
    'DNSSEC Bogus',
    'Signature Expired',
    'Signature Not Yet Valid',
    'DNSKEY Missing',
    'RRSIGs Missing',
    'No Zone Key Bit Set',
    'NSEC Missing',
    'Signature Expired before Valid',
  ])('a SERVFAIL for %s is one: who asks another upstream would undo validation (RFC 8914 4)', (purpose) => {
    expect(isAnswer(replyOf('SERVFAIL', purpose))).toBe(true);
    expect(isAnswer(replyOf('SERVFAIL', 'Other Error', purpose))).toBe(true);
  });

  it.each<ExtendedErrorPurpose>(['Blocked', 'Censored', 'Filtered'])(
    'a refusal of a name that is %s is one: it would undo the filter (RFC 8914 4.16 to 4.18)',
    (purpose) => {
      expect(isAnswer(replyOf('REFUSED', purpose))).toBe(true);
      expect(isAnswer(replyOf('SERVFAIL', purpose))).toBe(true);
    },
  );

  it.each<ExtendedErrorPurpose>([
    'No Reachable Authority',
    'Network Error',
    'Not Ready',
    'Prohibited',
    'Rate Limited',
  ])('a refusal for %s is none: another upstream may do better (RFC 8914 4)', (purpose) => {
    expect(isAnswer(replyOf('SERVFAIL', purpose))).toBe(false);
  });

  it('a refusal that is cut short is none', () => {
    const reply = replyOf('SERVFAIL', 'DNSSEC Bogus');
    for (let length = 12; length < reply.length; length++)
      expect(isAnswer(reply.subarray(0, length))).toBe(false);
  });
});
