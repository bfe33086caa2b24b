import type { Protocol } from '@hushdns/core';
import type { Habit } from './servers/server.ts';
import type { Upstreams } from './servers/start-servers.ts';

const DOH_PATH = '/dns-query';

/** One server over one protocol. */
export interface Upstream {
  readonly server: string;
  readonly protocol: Protocol;
  readonly habits: readonly Habit[];
  readonly port: number;
  /** Over IPv4; the certificate's name behind a `#` where there is a certificate. */
  readonly url: string;
  /** Over IPv6. */
  readonly url6: string;
  /** Over IPv4 and with the address as the server's name; absent on plain DNS. */
  readonly urlByAddress?: string;
}

/** All that the servers offer, one by one. */
export function upstreamsOf({ servers, authName }: Upstreams): Upstream[] {
  return servers.flatMap(({ name, habits, ports }) =>
    [...ports].map(([protocol, port]) => {
      const path = protocol === 'https' ? DOH_PATH : '';
      const isPlain = protocol === 'udp' || protocol === 'tcp';
      const fragment = isPlain ? '' : `#${authName}`;
      const url = `${protocol}://127.0.0.1:${port}${path}`;
      return {
        server: name,
        protocol,
        habits,
        port,
        url: `${url}${fragment}`,
        url6: `${protocol}://[::1]:${port}${path}${fragment}`,
        ...(isPlain ? {} : { urlByAddress: url }),
      };
    }),
  );
}
