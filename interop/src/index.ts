/** Real servers on loopback, for whoever else measures or tests against them. */
export { knot } from './servers/knot.ts';
export { quicGo } from './servers/own-doq.ts';
export { portOf, type Server, type ServerSettings } from './servers/server.ts';
export {
  type Servers,
  startServers,
  type StartOptions,
  type Upstreams,
  type Zone,
} from './servers/start-servers.ts';
export { unbound } from './servers/unbound.ts';
export { debianTree } from './tree/debian-tree.ts';
export { freePorts } from './tree/free-ports.ts';
export { run } from './tree/run.ts';
export { type Upstream, upstreamsOf } from './upstream.ts';
