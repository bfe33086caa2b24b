import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { expect, test } from 'vitest';
import { parseCertificates, trustAnchors } from './certificates.ts';
import { EngineInstance } from './engine/instance.ts';
import { records, stage } from './engine/input.ts';
import { authority, identity } from './testing/echo.ts';

const der = new X509Certificate(authority.pem).raw;

test('reads PEM text, PEM bytes, DER and lists of them', () => {
  expect(parseCertificates(authority.pem, 'ca')).toEqual([der]);
  expect(parseCertificates(Buffer.from(authority.pem), 'ca')).toEqual([der]);
  expect(parseCertificates(der, 'ca')).toEqual([der]);
  expect(parseCertificates(`first\n${authority.pem}\nsecond\n${identity.chain}`, 'ca')).toHaveLength(2);
  expect(parseCertificates([der, identity.chain, authority.pem], 'ca')).toHaveLength(3);
});

test.each([
  ['no PEM', 'ca[0] holds no PEM certificate'],
  ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'ca[0] is not a certificate'],
  [Buffer.from([1, 2, 3]), 'ca[0] is not a certificate'],
  [[authority.pem, 5] as unknown as string[], 'ca[1] must be PEM text or DER bytes'],
  [{} as unknown as string, 'ca must be PEM text, DER bytes or a list of them'],
])('refuses %j', (input, message) => {
  expect(() => parseCertificates(input, 'ca')).toThrow(message);
});

test('refuses an empty list', () => {
  expect(() => trustAnchors([])).toThrow(RangeError);
});

test('equal roots have equal keys, others have not', () => {
  expect(trustAnchors(authority.pem).key).toBe(trustAnchors([der]).key);
  expect(trustAnchors(identity.chain).key).not.toBe(trustAnchors(der).key);
});

test('a list is parsed once for all connections that name it, and anew when it has changed', () => {
  const list = [der];
  const anchors = trustAnchors(list);
  expect(trustAnchors(list)).toBe(anchors);
  expect(trustAnchors([der])).toBe(anchors);
  expect(trustAnchors(authority.pem)).toBe(trustAnchors(authority.pem));
  list.push(new X509Certificate(identity.chain).raw);
  expect(trustAnchors(list).certificates).toHaveLength(2);
});

test("Node's default roots are read once, and the engine takes them", async () => {
  const anchors = trustAnchors(undefined);
  expect(trustAnchors(undefined)).toBe(anchors);
  expect(anchors.certificates.length).toBeGreaterThanOrEqual(Math.min(50, rootCertificates.length));
  const engine = await EngineInstance.create();
  stage(engine, records(anchors.certificates));
  expect(engine.tryCall('qe_roots')).toBeGreaterThan(0);
});
