import { describe, expect, it } from 'vitest';
import { SimulatedTransport, VirtualClock } from '../testing/index.ts';
import type { Protocol } from './contract.ts';
import { isSelected } from './select.ts';

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
