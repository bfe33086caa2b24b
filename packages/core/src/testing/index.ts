export { SimulatedConnection } from './simulated-connection.ts';
export {
  SimulatedTransport,
  type SimulatedAnswer,
  type SimulatedTransportOptions,
} from './simulated-transport.ts';
export { VirtualClock } from './virtual-clock.ts';
