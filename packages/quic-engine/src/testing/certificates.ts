// Certificates for tests, minted in memory.
import { webcrypto } from 'node:crypto';
import 'reflect-metadata'; // @peculiar/x509 needs it
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

x509.cryptoProvider.set(webcrypto);

export interface Authority {
  readonly pem: string;
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface Identity {
  readonly chain: string;
  readonly privateKey: string;
}

export interface LeafOptions {
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly commonName?: string;
  /** Days from now; negative is in the past. */
  readonly validFromDays?: number;
  readonly validToDays?: number;
}

/** An authority; self-signed without an issuer. */
export async function mintAuthority(
  commonName: string,
  issuer?: Authority,
  extensions: readonly x509.Extension[] = [],
): Promise<Authority> {
  const keys = await generateKeys();
  const name = `CN=${commonName}`;
  const certificate = await x509.X509CertificateGenerator.create({
    subject: name,
    issuer: issuer?.name ?? name,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      ...extensions,
    ],
  });
  return { pem: certificate.toString('pem'), name, keys };
}

/** A root that Node reads and the engine does not: it has an extension twice (RFC 5280 section 4.2). */
export async function mintUnusableAuthority(): Promise<Authority> {
  return mintAuthority('unusable', undefined, [new x509.BasicConstraintsExtension(true, undefined, true)]);
}

/** A server's certificate; self-signed without an issuer. */
export async function mintLeaf(issuer: Authority | undefined, options: LeafOptions): Promise<Identity> {
  const keys = await generateKeys();
  const name = `CN=${options.commonName ?? 'test server'}`;
  const names = [
    ...(options.dns ?? []).map((value) => ({ type: 'dns' as const, value })),
    ...(options.ip ?? []).map((value) => ({ type: 'ip' as const, value })),
  ];
  const certificate = await x509.X509CertificateGenerator.create({
    subject: name,
    issuer: issuer?.name ?? name,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() + (options.validFromDays ?? -1) * DAY_MS),
    notAfter: new Date(Date.now() + (options.validToDays ?? 1) * DAY_MS),
    extensions: names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : [],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { chain: certificate.toString('pem'), privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}
