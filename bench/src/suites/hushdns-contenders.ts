import type { Upstream } from '@hushdns/interop';
import type { Contender } from '../model.ts';
import { nodeContender } from '../run/node-contender.ts';

/** Ours over one transport: the whole resolver, and the transport alone. */
export function hushdnsContenders({ url }: Upstream, ca: string): Contender[] {
  return [
    nodeContender({ name: 'hushdns', module: 'hushdns', settings: { url, ca, call: 'resolve' } }),
    nodeContender({ name: 'hushdns exchange', module: 'hushdns', settings: { url, ca, call: 'exchange' } }),
  ];
}
