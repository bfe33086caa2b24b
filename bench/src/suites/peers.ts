import type { Upstream } from '@hushdns/interop';
import { BENCH_ADDRESS, benchNames } from '../bench-zone.ts';
import { HOST, type ServerSettings } from '../contenders/server-settings.ts';
import type { Contender } from '../model.ts';
import { pythonContender } from '../run/python-contender.ts';

/** dnspython with asyncio; with httpx over HTTPS, with aioquic over QUIC. */
export function dnspython(
  protocol: Upstream['protocol'],
  server: ServerSettings,
  skips?: NonNullable<Contender['skips']>,
): Contender {
  return pythonContender({
    name: 'dnspython',
    script: 'dnspython_load',
    settings: { ...server, protocol, host: HOST, names: benchNames, address: BENCH_ADDRESS },
    ...(skips === undefined ? {} : { skips }),
  });
}

/** For a contender that has no part in throughput with more than so many in flight. */
export function upTo(inFlight: number, why: string): NonNullable<Contender['skips']> {
  return (task) => (task.kind === 'throughput' && task.inFlight > inFlight ? why : undefined);
}
