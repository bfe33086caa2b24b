import type { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/** What a certificate is for and how long it holds. */
export interface CertificateOptions {
  /** What the subject is called; it proves no name (RFC 9525 2). Default: `hushdns test server`. */
  readonly commonName?: string;
  /** DNS names it is for. Default: none. */
  readonly dnsNames?: readonly string[];
  /** IP addresses it is for, IPv4 or IPv6. Default: none. */
  readonly ipAddresses?: readonly string[];
  /** Default: a day ago. */
  readonly notBefore?: Date;
  /** Default: in seven days. */
  readonly notAfter?: Date;
}

/** A server's certificate and its key, as PEM. */
export interface ServerCertificate {
  /** What a client must trust for the chain to be good. */
  readonly ca: string;
  /** The server's certificate, then the intermediate ones. */
  readonly cert: string;
  /** The private key (PKCS #8). */
  readonly key: string;
}

export interface CertificateAuthority {
  /** What a client must trust: the root's certificate, as PEM. */
  readonly ca: string;
  /** A server certificate under this authority. */
  issue(options?: CertificateOptions): Promise<ServerCertificate>;
  /** An authority under this one: its server certificates come with the intermediate certificates up to the root. */
  intermediate(): Promise<CertificateAuthority>;
}

/** Mints a certificate authority (P-256) in memory: nobody else trusts it, and it is gone with the process. */
export async function certificateAuthority(): Promise<CertificateAuthority> {
  const keys = await generateKeys();
  const certificate = await sign({
    subject: 'CN=hushdns test root',
    keys,
    extensions: authorityExtensions(),
  });
  return new Authority({ certificate, keys }, pemOf(certificate), '');
}

/** A server certificate that vouches for itself: its own `ca` proves it, no authority does. */
export async function selfSignedCertificate(options: CertificateOptions = {}): Promise<ServerCertificate> {
  const keys = await generateKeys();
  const cert = pemOf(await sign({ ...serverRequest(options), keys }));
  return { ca: cert, cert, key: await keyPem(keys) };
}

interface Issuer {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

class Authority implements CertificateAuthority {
  readonly ca: string;
  readonly #issuer: Issuer;
  /** The certificates between a server's and the root, as PEM. */
  readonly #intermediates: string;

  constructor(issuer: Issuer, ca: string, intermediates: string) {
    this.#issuer = issuer;
    this.ca = ca;
    this.#intermediates = intermediates;
  }

  async issue(options: CertificateOptions = {}): Promise<ServerCertificate> {
    const keys = await generateKeys();
    const certificate = await sign({ ...serverRequest(options), keys, issuer: this.#issuer });
    return { ca: this.ca, cert: pemOf(certificate) + this.#intermediates, key: await keyPem(keys) };
  }

  async intermediate(): Promise<CertificateAuthority> {
    const keys = await generateKeys();
    const request = { subject: 'CN=hushdns test intermediate', keys, extensions: authorityExtensions() };
    const certificate = await sign({ ...request, issuer: this.#issuer });
    return new Authority({ certificate, keys }, this.ca, pemOf(certificate) + this.#intermediates);
  }
}

interface SigningRequest {
  readonly subject: string | JsonName;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly extensions: Extension[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Default: the subject itself. */
  readonly issuer?: Issuer;
}

function serverRequest({
  commonName = 'hushdns test server',
  dnsNames = [],
  ipAddresses = [],
  notBefore,
  notAfter,
}: CertificateOptions): {
  subject: JsonName;
  extensions: Extension[];
  notBefore?: Date;
  notAfter?: Date;
} {
  const names = [
    ...dnsNames.map((value) => ({ type: 'dns' as const, value })),
    ...ipAddresses.map((value) => ({ type: 'ip' as const, value })),
  ];
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
  ];
  if (names.length > 0) extensions.push(new SubjectAlternativeNameExtension(names));
  return {
    subject: [{ CN: [commonName] }],
    extensions,
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

function authorityExtensions(): Extension[] {
  return [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

function sign({ subject, keys, extensions, issuer, ...validity }: SigningRequest): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: validity.notBefore ?? new Date(Date.now() - DAY_MS),
    notAfter: validity.notAfter ?? new Date(Date.now() + 7 * DAY_MS),
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: SIGNATURE_ALGORITHM,
    extensions,
  });
}

/** 16 random octets, positive and without a leading zero (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[0] = ((octets[0] as number) & 0x3f) | 0x40;
  return Buffer.from(octets).toString('hex');
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
}

async function keyPem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  const base64 = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
}

function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
