import { portOf, type Server, type ServerSettings } from './server.ts';

/** DoQ in Python on aioquic (servers/aioquic_doq.py). */
export const aioquic: Server = {
  name: 'aioquic',
  protocols: ['quic'],
  user: 'daemon',
  ready: /^ready$/m,
  command: (settings) => ['python3', '/usr/local/bin/aioquic_doq.py', ...options(settings, '--')],
};

/** DoQ in Go on quic-go (servers/quic_go_doq.go). */
export const quicGo: Server = {
  name: 'quic-go',
  protocols: ['quic'],
  user: 'daemon',
  ready: /^ready$/m,
  command: (settings) => ['quic-go-doq', ...options(settings, '-')],
};

function options(settings: ServerSettings, dashes: string): string[] {
  const port = portOf(settings, 'quic');
  const files = { zone: settings.zoneFile, cert: settings.certFile, key: settings.keyFile };
  return [
    ...Object.entries(files).map(([name, file]) => `${dashes}${name}=${file}`),
    `127.0.0.1:${port}`,
    `[::1]:${port}`,
  ];
}
