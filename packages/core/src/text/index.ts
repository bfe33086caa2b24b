export { parseEdnsOption, printEdnsOption } from './edns-text.ts';
export { parseMessage } from './parse-message.ts';
export { printMessage } from './print-message.ts';
