import { describe, expect, it } from 'vitest';
import { SimulatedTransport, VirtualClock } from '../testing/index.ts';
import type { Protocol, Transport } from './contract.ts';
import { isRouted, isSelected, selectedLeaves } from './select.ts';

function upstream(protocol: Protocol, endpoint: string): SimulatedTransport {
  return new SimulatedTransport({
    clock: new VirtualClock(),
    answer: () => 'silence',
    traits: { protocol, endpoint },
  });
}

describe('isSelected', () => {
  it.each([
    ['udp', 'udp://9.9.9.9', '9.9.9.9'],
    ['udp', 'udp://[2001:db8::1]', '2001:DB8:0::1'],
    ['tls', 'tls://9.9.9.9', 'TLS://9.9.9.9:853'],
    ['https', 'https://1.1.1.1/dns-query', 'https://1.1.1.1'],
    ['quic', 'quic://dns.example', 'quic://dns.example.'],
    ['quic', 'quic://dns.example', 'quic'],
  ] as const)('takes what a caller may write: %s %s by %s', (protocol, endpoint, only) => {
    expect(isSelected(upstream(protocol, endpoint), only)).toBe(true);
  });

  it.each([
    'tls://9.9.9.10',
    'tls://9.9.9.9#dns.quad9.net',
    'https://9.9.9.9',
    '9.9.9.9',
    'tls',
    'no url',
    'tls://:',
  ])('does not take %s for quic://9.9.9.9', (only) => {
    expect(isSelected(upstream('quic', 'quic://9.9.9.9'), only)).toBe(false);
  });
});

describe('selectedLeaves', () => {
  const tls = upstream('tls', 'tls://9.9.9.9');
  const quic = upstream('quic', 'quic://9.9.9.9');
  const combine = (
    endpoint: string,
    children: readonly Transport[],
    more: Partial<Transport> = {},
  ): Transport => Object.assign(upstream('mixed', endpoint), { children, ...more });
  const all = combine('fallback(tls://9.9.9.9, quic://9.9.9.9)', [tls, quic]);
  const routed = combine('route(...)', [all, tls], {
    childrenFor: ({ type }) => (type === 1 ? [tls] : [all]),
  });
  const outer = combine('race(route(...))', [routed]);
  const name = Uint8Array.of(0);

  it('gives those that a protocol, an endpoint or an instance names, a combinator too', () => {
    expect(selectedLeaves(all, 'quic')).toEqual([quic]);
    expect(selectedLeaves(all, 'tls://9.9.9.9:853')).toEqual([tls]);
    expect(selectedLeaves(all, quic)).toEqual([quic]);
    expect(selectedLeaves(all, all.traits.endpoint)).toEqual([tls, quic]);
    expect(selectedLeaves(outer, all)).toEqual([tls, quic]);
    expect(isSelected(outer, all.traits.endpoint)).toBe(true);
    expect(selectedLeaves(all, 'udp')).toEqual([]);
  });

  it('gives those alone that a question may go to', () => {
    expect([all, routed, outer].map(isRouted)).toEqual([false, true, true]);
    expect(selectedLeaves(outer, undefined, { name, type: 1 })).toEqual([tls]);
    expect(selectedLeaves(outer, undefined, { name, type: 28 })).toEqual([tls, quic]);
    expect(selectedLeaves(outer, 'quic', { name, type: 1 })).toEqual([]);
    expect(isSelected(outer, 'quic', { name, type: 1 })).toBe(false);
    expect(isSelected(outer, 'quic', { name, type: 28 })).toBe(true);
  });
});
