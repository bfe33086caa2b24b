import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** Certificates in PEM (one or many in a text) or DER; the word `system` where authorities are asked for. */
export type Certificates = string | Uint8Array | readonly (string | Uint8Array)[];

/** How a server proves who it is. */
export interface TrustOptions {
  /** The authorities to trust instead of Node's default set; `'system'` for those of the operating system. */
  readonly ca?: Certificates;
}

const PEM_BLOCK =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * The authorities of `ca`, checked one by one; undefined stands for Node's default set.
 * Throws `TypeError` where one is no certificate, none is given, or this Node cannot read the system's.
 */
export function trustedAuthorities(ca: TrustOptions['ca']): readonly X509Certificate[] | undefined {
  if (ca === undefined) return undefined;
  if (ca === 'system') return systemAuthorities();
  const parts = typeof ca === 'string' || ca instanceof Uint8Array ? [ca] : ca;
  const authorities = parts.flatMap(splitPem).map(parseCertificate);
  if (authorities.length === 0) throw new TypeError('ca holds no certificate');
  return authorities;
}

/** Node's default set as certificates, for an engine that does not share Node's store; `NODE_EXTRA_CA_CERTS` included. */
export function defaultAuthorities(): readonly X509Certificate[] {
  // Node before 22.15 cannot list its default set.
  if (typeof tls.getCACertificates === 'function')
    return tls.getCACertificates('default').map(parseCertificate);
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  const extraParts = extra === undefined ? [] : splitPem(readFileSync(extra));
  return [...tls.rootCertificates, ...extraParts].map(parseCertificate);
}

function systemAuthorities(): readonly X509Certificate[] {
  if (typeof tls.getCACertificates !== 'function')
    throw new TypeError("ca: 'system' needs Node 22.15 or newer");
  return tls.getCACertificates('system').map(parseCertificate);
}

function splitPem(part: string | Uint8Array): (string | Uint8Array)[] {
  const text =
    typeof part === 'string'
      ? part
      : Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
  if (text.includes('-----BEGIN')) return text.match(PEM_BLOCK) ?? [];
  return typeof part === 'string' && part.trim() === '' ? [] : [part];
}

function parseCertificate(part: string | Uint8Array): X509Certificate {
  try {
    return new X509Certificate(part);
  } catch (cause) {
    throw new TypeError('ca holds something that is no certificate in PEM or DER', { cause });
  }
}
