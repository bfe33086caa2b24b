import type { Suite } from '../model.ts';
import { bulk } from './bulk.ts';
import { cache } from './cache.ts';
import { codec } from './codec.ts';
import { connect } from './connect.ts';
import { importSuite } from './import.ts';
import { udp } from './udp.ts';

/** In the order in which they run. */
export const allSuites: readonly Suite[] = [codec, cache, udp, bulk, connect, importSuite];
