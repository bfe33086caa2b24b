/** The testkit's DoH server with the bench's names, as a process (see helper-process.ts). */
import { SERVER_NAME, startServer, zone } from '@hushdns/testkit';
import { benchZone } from '../bench-zone.ts';
import type { ServerSettings } from '../contenders/server-settings.ts';

const { endpoints, ca } = await startServer({
  protocols: ['https'],
  zone: zone(benchZone.text, benchZone.origin),
});
const settings: ServerSettings = { port: Number(new URL(endpoints.https).port), ca, authName: SERVER_NAME };
process.stdout.write(`${JSON.stringify(settings)}\n`);
process.stdin.on('end', () => process.exit()).resume();
