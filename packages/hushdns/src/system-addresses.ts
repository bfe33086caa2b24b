import { lookup } from 'node:dns/promises';
import type { Address, AddressSource } from '@hushdns/core';

/**
 * Resolves upstreams' host names as the operating system does, by its hosts file and resolvers: what
 * `bootstrap: systemAddresses()` asks for, and nothing else uses.
 *
 * Those resolvers are asked in whatever way the system is set up, in plaintext as a rule: the network sees which
 * encrypted upstream is about to be used, and may forge its address. An upstream with a certificate notices that and is not
 * reached; a plain one does not. What is found is not kept here, and its order is the system's.
 */
export function systemAddresses(): AddressSource {
  return async (host, signal) => {
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      // The system's query cannot be ended; whatever comes of it afterwards is nobody's business.
      const found = await Promise.race([lookup(host, { all: true, order: 'verbatim' }), aborted.promise]);
      return found.map(({ address, family }): Address => ({ address, family: family === 6 ? 6 : 4 }));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
}
