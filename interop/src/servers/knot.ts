import { portOf, type Server } from './server.ts';

/** Knot DNS: authoritative, with a DoQ of its own on ngtcp2. */
export const knot: Server = {
  name: 'knot',
  protocols: ['udp', 'tcp', 'tls', 'quic'],
  habits: ['one-query-per-tls-read'],
  user: 'knot',
  ready: /loaded, serial/,
  configuration: (settings) => `
server:
    rundir: ${settings.folder}
    listen: [127.0.0.1@${portOf(settings, 'udp')}, ::1@${portOf(settings, 'udp')}]
    listen-tls: [127.0.0.1@${portOf(settings, 'tls')}, ::1@${portOf(settings, 'tls')}]
    listen-quic: [127.0.0.1@${portOf(settings, 'quic')}, ::1@${portOf(settings, 'quic')}]
    cert-file: ${settings.certFile}
    key-file: ${settings.keyFile}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
log:
  - target: stderr
    any: info
database:
    storage: ${settings.folder}
zone:
  - domain: ${settings.origin}
    file: ${settings.zoneFile}
    zonefile-sync: -1
    journal-content: none
`,
  command: ({ folder }) => ['knotd', '--config', `${folder}/configuration`],
};
