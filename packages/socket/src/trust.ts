import { X509Certificate } from 'node:crypto';
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

function systemAuthorities(): readonly X509Certificate[] {
  if (typeof tls.getCACertificates !== 'function')
    throw new TypeError("ca: 'system' needs Node 22.15 or newer");
  const authorities = tls.getCACertificates('system').map(parseCertificate);
  if (authorities.length === 0) throw new TypeError('the operating system trusts no authority');
  return authorities;
}

function splitPem(part: string | Uint8Array): (string | Uint8Array)[] {
  const text =
    typeof part === 'string'
      ? part
      : Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
  const begun = text.match(/-----BEGIN [^-]*CERTIFICATE-----/g)?.length ?? 0;
  if (begun > 0) {
    const blocks = text.match(PEM_BLOCK) ?? [];
    if (blocks.length === begun) return blocks;
    throw new TypeError('ca holds a certificate that is cut off');
  }
  return typeof part === 'string' && part.trim() === '' ? [] : [part];
}

function parseCertificate(part: string | Uint8Array): X509Certificate {
  try {
    return new X509Certificate(part);
  } catch (cause) {
    throw new TypeError('ca holds something that is no certificate in PEM or DER', { cause });
  }
}
