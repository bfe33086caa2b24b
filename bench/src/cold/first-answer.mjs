// The first answer of a fresh process, and the first one of its second connection. Plain JavaScript: to strip types
// would cost more than much of what is measured here.
import { tell } from './sample.mjs';

/**
 * A client of clients/: how it is made, asked and brought to connect anew.
 * @typedef {object} Client
 * @property {() => Promise<unknown>} ask Gives the address that was answered.
 * @property {() => Promise<void>} [disconnect] Has it open a new connection for the next question; absent without connections.
 */
/**
 * @typedef {object} Settings
 * @property {string} client
 * @property {string} address What is to be answered.
 */

const settings = /** @type {Settings} */ (JSON.parse(process.argv[2] ?? ''));
const { open } = /** @type {{ open: (settings: object) => Client }} */ (
  await import(`./clients/${settings.client}.mjs`)
);
const madeMs = performance.now();
const client = open(settings);
const answeredMs = await answered();
const first = { processMs: answeredMs, firstMs: answeredMs - madeMs };
if (client.disconnect === undefined) tell(first);
else {
  await client.disconnect();
  const againMs = performance.now();
  tell({ ...first, secondMs: (await answered()) - againMs });
}

/** When the answer came. */
async function answered() {
  const address = await client.ask();
  const nowMs = performance.now();
  if (address !== settings.address) throw new Error(`answered ${address}`);
  return nowMs;
}
