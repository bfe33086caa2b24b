import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import { certificateAuthority } from '@hushdns/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, trustedAuthorities } from './trust.ts';

let one: string;
let other: string;

beforeAll(async () => {
  one = (await certificateAuthority()).ca;
  other = (await certificateAuthority()).ca;
});

const pemOf = (authorities: readonly X509Certificate[] | undefined): string[] =>
  (authorities ?? []).map((each) => each.toString().trim());

describe('trustedAuthorities', () => {
  it('takes PEM with one or many, DER, buffers, and lists of them', () => {
    const der = new X509Certificate(other).raw;
    const both = [one.trim(), other.trim()];
    expect(pemOf(trustedAuthorities(one))).toEqual([one.trim()]);
    expect(pemOf(trustedAuthorities(`a comment\n${one}\n${other}`))).toEqual(both);
    expect(pemOf(trustedAuthorities([Buffer.from(one), der]))).toEqual(both);
  });

  it("leaves Node's own set to Node, and gives the system's by its word", () => {
    expect(trustedAuthorities(undefined)).toBeUndefined();
    expect(trustedAuthorities('system')).toHaveLength(getCACertificates('system').length);
  });

  const refused: readonly (readonly [string, () => Certificates])[] = [
    ['nothing', () => []],
    ['an empty text', () => ''],
    ['a text that is no certificate', () => 'no certificate'],
    ['octets that are no certificate', () => new Uint8Array(10)],
    ['a certificate whose octets are broken', () => one.replace(/^M/m, 'A')],
    ['one that is cut off beside a whole one', () => `${one.slice(0, 200)}\n${other}`],
    ['a whole one beside one without its end', () => `${other}${one.slice(0, 200)}`],
  ];
  it.each(refused)('refuses %s', (_what, ca) => {
    expect(() => trustedAuthorities(ca())).toThrow(TypeError);
  });
});
