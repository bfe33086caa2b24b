import { UDPClient } from 'dns2';

/** @param {{ host: string, port: number, name: string }} settings */
export function open({ host, port, name }) {
  const resolve = UDPClient({ dns: host, port });
  return { ask: async () => (await resolve(name, 'A')).answers[0]?.address };
}
