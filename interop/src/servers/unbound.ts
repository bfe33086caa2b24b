import { portOf, type Server } from './server.ts';

/** Unbound: DoH over h2 and DoT, here with the zone as its own. */
export const unbound: Server = {
  name: 'unbound',
  protocols: ['udp', 'tcp', 'tls', 'https'],
  user: 'unbound',
  ready: /start of service/,
  configuration: (settings) => `
server:
    directory: "${settings.folder}"
    chroot: ""
    username: ""
    pidfile: ""
    use-syslog: no
    logfile: ""
    verbosity: 1
    num-threads: 1
    module-config: "iterator"
    interface: 127.0.0.1@${portOf(settings, 'udp')}
    interface: ::1@${portOf(settings, 'udp')}
    interface: 127.0.0.1@${portOf(settings, 'tls')}
    interface: ::1@${portOf(settings, 'tls')}
    interface: 127.0.0.1@${portOf(settings, 'https')}
    interface: ::1@${portOf(settings, 'https')}
    tls-port: ${portOf(settings, 'tls')}
    https-port: ${portOf(settings, 'https')}
    tls-service-pem: "${settings.certFile}"
    tls-service-key: "${settings.keyFile}"
    access-control: 127.0.0.0/8 allow
    access-control: ::1 allow
    incoming-num-tcp: 1000
    so-rcvbuf: 4m
remote-control:
    control-enable: no
auth-zone:
    name: "${settings.origin}"
    zonefile: "${settings.zoneFile}"
    for-downstream: yes
    for-upstream: no
    fallback-enabled: no
`,
  command: ({ folder }) => ['unbound', '-d', '-p', '-c', `${folder}/configuration`],
};
