import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { certificateAuthority, selfSignedCertificate } from './certificate-authority.ts';

function chainOf(pem: string): X509Certificate[] {
  return (pem.match(/-----BEGIN [^]+?-----END CERTIFICATE-----/g) ?? []).map(
    (each) => new X509Certificate(each),
  );
}

describe('certificateAuthority', () => {
  test('issues a certificate for names and addresses that its root proves', async () => {
    const authority = await certificateAuthority();
    const { ca, cert, key } = await authority.issue({
      dnsNames: ['dns.example'],
      ipAddresses: ['127.0.0.1', '::1'],
    });
    const root = new X509Certificate(ca);
    const [leaf, ...rest] = chainOf(cert) as [X509Certificate];
    expect(ca).toBe(authority.ca);
    expect(rest).toEqual([]);
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(leaf.checkIssued(root)).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(leaf.checkHost('dns.example')).toBe('dns.example');
    expect(leaf.checkHost('other.example')).toBeUndefined();
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(leaf.checkIP('::1')).toBe('::1');
    expect(leaf.checkIP('127.0.0.2')).toBeUndefined();
    expect(leaf.ca).toBe(false);
    expect(root.ca).toBe(true);
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(leaf.validToDate.getTime() - Date.now()).toBeGreaterThan(86_400_000);
  });

  test('puts the intermediate certificates behind the server certificate', async () => {
    const authority = await certificateAuthority();
    const intermediate = await authority.intermediate();
    const { ca, cert } = await intermediate.issue({ dnsNames: ['dns.example'] });
    const root = new X509Certificate(ca);
    const [leaf, between, ...rest] = chainOf(cert) as [X509Certificate, X509Certificate];
    expect(ca).toBe(authority.ca);
    expect(rest).toEqual([]);
    expect(leaf.verify(between.publicKey)).toBe(true);
    expect(leaf.verify(root.publicKey)).toBe(false);
    expect(between.verify(root.publicKey)).toBe(true);
    expect(between.ca).toBe(true);
  });

  test('calls the subject what it is asked to, and proves nothing by it (RFC 9525 2)', async () => {
    const { cert } = await (await certificateAuthority()).issue({ commonName: 'dns.example, of us' });
    const leaf = new X509Certificate(cert);
    expect(leaf.subject).toBe('CN=dns.example\\, of us');
    expect(leaf.subjectAltName).toBeUndefined();
  });

  test('issues what has expired where it is asked to', async () => {
    const authority = await certificateAuthority();
    const notAfter = new Date('2020-01-02T00:00:00Z');
    const { cert } = await authority.issue({ notBefore: new Date('2020-01-01T00:00:00Z'), notAfter });
    expect(new X509Certificate(cert).validToDate).toEqual(notAfter);
  });

  test('does not vouch for what signed itself', async () => {
    const authority = await certificateAuthority();
    const { ca, cert } = await selfSignedCertificate({ dnsNames: ['dns.example'] });
    const leaf = new X509Certificate(cert);
    expect(ca).toBe(cert);
    expect(leaf.verify(leaf.publicKey)).toBe(true);
    expect(leaf.verify(new X509Certificate(authority.ca).publicKey)).toBe(false);
  });
});
