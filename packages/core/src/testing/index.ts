export { SimulatedConnection } from './simulated-connection.ts';
export {
  SimulatedTransport,
  type SimulatedAnswer,
  type SimulatedTransportOptions,
} from './simulated-transport.ts';
export { VirtualClock } from './virtual-clock.ts';
export { zoneAnswers } from './zone-answers.ts';
