// Certificates as callers give them, and the default roots.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { Certificates } from './api.ts';

/** Roots to trust. `key` tells equal sets. */
export interface TrustAnchors {
  readonly key: string;
  readonly certificates: readonly Uint8Array[];
}

const PEM_CERTIFICATE =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/** Lists of roots that stay parsed: a platform's has some 150 certificates, and every reconnect names it again. */
const MAX_PARSED_LISTS = 16;

/** Reads certificates to DER. Throws TypeError for what is none, saying which. */
export function parseCertificates(input: Certificates, what: string): Uint8Array[] {
  const items = listOf(input, what);
  const certificates = items.flatMap((item, index) => parseItem(item, `${what}[${index}]`));
  if (certificates.length === 0) throw new RangeError(`${what} holds no certificate`);
  return certificates;
}

interface ParsedList {
  readonly items: readonly (string | Uint8Array)[];
  readonly anchors: TrustAnchors;
}

/** The least recently used first. */
const parsedLists: ParsedList[] = [];

/** The caller's roots, or Node's default set. Each list is parsed once while it is in use. */
export function trustAnchors(ca: Certificates | undefined): TrustAnchors {
  if (ca === undefined) return defaultTrustAnchors();
  const items = listOf(ca, 'ca');
  const index = parsedLists.findIndex((known) => sameItems(known.items, items));
  const list = parsedLists[index] ?? parseList(items);
  if (index >= 0) parsedLists.splice(index, 1);
  else if (parsedLists.length >= MAX_PARSED_LISTS) parsedLists.shift();
  parsedLists.push(list);
  return list.anchors;
}

function parseList(items: readonly (string | Uint8Array)[]): ParsedList {
  const certificates = parseCertificates(items, 'ca');
  const hash = createHash('sha256');
  for (const certificate of certificates) hash.update(certificate);
  return { items: [...items], anchors: { key: hash.digest('base64'), certificates } };
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function listOf(input: Certificates, what: string): readonly (string | Uint8Array)[] {
  const items: unknown = typeof input === 'string' || input instanceof Uint8Array ? [input] : input;
  if (!Array.isArray(items)) throw new TypeError(`${what} must be PEM text, DER bytes or a list of them`);
  return items as readonly (string | Uint8Array)[];
}

function parseItem(item: unknown, what: string): Uint8Array[] {
  if (typeof item !== 'string' && !(item instanceof Uint8Array)) {
    throw new TypeError(`${what} must be PEM text or DER bytes`);
  }
  const encoded = typeof item === 'string' ? (item.match(PEM_CERTIFICATE) ?? []) : [item];
  if (encoded.length === 0) throw new TypeError(`${what} holds no PEM certificate`);
  return encoded.map((certificate) => {
    try {
      return new X509Certificate(certificate).raw;
    } catch (cause) {
      throw new TypeError(`${what} is not a certificate`, { cause });
    }
  });
}

let parsedDefault: { readonly source: readonly string[]; readonly anchors: TrustAnchors } | undefined;
let countOfDefaults = 0;

/** Parsed once for each set: `tls.setDefaultCACertificates()` makes a new one. */
function defaultTrustAnchors(): TrustAnchors {
  const source = defaultCertificates();
  if (parsedDefault?.source !== source) {
    const certificates = source.map((pem) => pemToDer(pem));
    const key = `default ${++countOfDefaults}`;
    parsedDefault = { source, anchors: { key, certificates } };
  }
  return parsedDefault.anchors;
}

let beforeGetCaCertificates: readonly string[] | undefined;

function defaultCertificates(): readonly string[] {
  // Node 22.15 and newer; it honours NODE_EXTRA_CA_CERTS, --use-system-ca and --use-openssl-ca.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  if (getCACertificates !== undefined) return getCACertificates('default');
  beforeGetCaCertificates ??= [...tls.rootCertificates, ...extraCertificates()];
  return beforeGetCaCertificates;
}

function extraCertificates(): string[] {
  const path = process.env['NODE_EXTRA_CA_CERTS'];
  if (path === undefined || path === '') return [];
  try {
    return readFileSync(path, 'utf8').match(PEM_CERTIFICATE) ?? [];
  } catch (cause) {
    throw new Error(`NODE_EXTRA_CA_CERTS: cannot read ${path}`, { cause });
  }
}

function pemToDer(pem: string): Uint8Array {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}
