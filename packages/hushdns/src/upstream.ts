import type { Transport } from '@hushdns/core';
import { schemeOf, type UpstreamOptions } from '@hushdns/core/transport';
import type { TrustOptions } from '@hushdns/socket';
import { https } from '@hushdns/transport-https';
import { quic } from '@hushdns/transport-quic';
import { tls } from '@hushdns/transport-tls';
import { tcp, udp } from '@hushdns/transport-udp';

/** An upstream as a URL, or as a transport that was made before. */
export type Upstream = string | Transport;

/** What a transport made from a URL takes. */
export interface UrlOptions extends UpstreamOptions, TrustOptions {}

const FACTORIES: Readonly<Record<string, (url: string, options: UrlOptions) => Transport>> = {
  udp,
  tcp,
  tls,
  https,
  quic,
};

/**
 * The transport of an upstream's URL: `tls://`, `https://`, `quic://`, `tcp://`, `udp://`, or a bare address for UDP.
 * Throws `RangeError` or `TypeError` that says what is wrong with the URL or an option.
 */
export function transport(url: string, options: UrlOptions = {}): Transport {
  const scheme = schemeOf(url);
  const factory = Object.hasOwn(FACTORIES, scheme) ? FACTORIES[scheme] : undefined;
  if (factory !== undefined) return factory(url, options);
  const known = Object.keys(FACTORIES).map((each) => `${each}://`);
  throw new RangeError(
    `the upstream ${JSON.stringify(url)} has a scheme that is not known: use ${known.join(', ')}`,
  );
}

/** What may stand alone or in a list, as a list. */
export function listOf(value: Upstream | readonly Upstream[]): readonly Upstream[] {
  return Array.isArray(value) ? (value as readonly Upstream[]) : [value as Upstream];
}
