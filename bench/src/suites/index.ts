import type { Suite } from '../model.ts';
import { bulk } from './bulk.ts';
import { cache } from './cache.ts';
import { codec } from './codec.ts';
import { connect } from './connect.ts';
import { growth } from './growth.ts';
import { https } from './https.ts';
import { importSuite } from './import.ts';
import { quic } from './quic.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';
import { udp } from './udp.ts';

/** In the order in which they run. */
export const allSuites: readonly Suite[] = [
  codec,
  growth,
  cache,
  udp,
  tcp,
  tls,
  https,
  quic,
  bulk,
  connect,
  importSuite,
];
