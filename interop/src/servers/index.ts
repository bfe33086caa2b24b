import { hickory } from './hickory.ts';
import { knot } from './knot.ts';
import { aioquic, quicGo } from './own-doq.ts';
import type { Server } from './server.ts';
import { unbound } from './unbound.ts';

export const allServers: readonly Server[] = [knot, unbound, quicGo, aioquic, hickory];
