import { type Observer, type PoolEvent as PoolReport, report, wants } from '../observe/index.ts';
import type { TransportTraits } from './contract.ts';
import type { PoolEffect, PoolEvent } from './pool-events.ts';

type Change = Pick<PoolReport, 'connection' | 'state' | 'reason' | 'phase' | 'message'>;

/** Tells the observer what an event, and what it led to, changed about a pool's connections. */
export function reportPool<Query>(
  observer: Observer,
  { protocol, endpoint }: TransportTraits,
  event: PoolEvent<Query>,
  effects: readonly PoolEffect<Query>[],
): void {
  if (!wants(observer, 'pool')) return;
  for (const change of [changeBy(event), ...effects.map(changeOf)])
    if (change !== undefined) report(observer, { kind: 'pool', protocol, endpoint, ...change });
}

function changeBy<Query>(event: PoolEvent<Query>): Change | undefined {
  if (event.kind === 'connected') return { connection: event.connection, state: 'open' };
  if (event.kind !== 'lost') return undefined;
  const { phase = 'receive', message } = event.failure;
  return { connection: event.connection, state: 'closed', reason: 'lost', phase, message };
}

function changeOf<Query>(effect: PoolEffect<Query>): Change | undefined {
  switch (effect.kind) {
    case 'connect':
      return { connection: effect.connection, state: 'opening' };
    case 'drain':
      return { connection: effect.connection, state: 'draining' };
    case 'close':
      return { connection: effect.connection, state: 'closed', reason: effect.reason };
    case 'send':
    case 'cancel':
    case 'fail':
      return undefined;
  }
}
