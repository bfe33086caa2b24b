export { parseMessage } from './parse-message.ts';
export { printMessage } from './print-message.ts';
