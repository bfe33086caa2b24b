import { portOf, type Server } from './server.ts';

/** Hickory DNS: DoH and DoQ, with habits of its own. */
export const hickory: Server = {
  name: 'hickory',
  // Its DoT refuses whoever offers the ALPN of DoT.
  protocols: ['udp', 'tcp', 'https', 'quic'],
  habits: ['leaves-aliases-to-the-client', 'https-by-name-only'],
  user: 'daemon',
  ready: /awaiting connections/i,
  configuration: (settings) => `
listen_addrs_ipv4 = ["127.0.0.1"]
listen_addrs_ipv6 = ["::1"]
listen_port = ${portOf(settings, 'udp')}
tls_listen_port = 0
https_listen_port = ${portOf(settings, 'https')}
quic_listen_port = ${portOf(settings, 'quic')}
directory = "${settings.folder}"
[tls_cert]
cert_type = "pem"
private_key_type = "pkcs8"
path = "${settings.certFile}"
private_key = "${settings.keyFile}"
endpoint_name = "${settings.authName}"
[[zones]]
zone = "${settings.origin}"
zone_type = "Primary"
file = "${settings.zoneFile}"
`,
  // Its zone parser knows neither quoted SvcParams nor RFC 3597.
  zone: (text) => text.replaceAll(/(?<==)"([^"\s]*)"/g, '$1').replaceAll(/^unknown .*$/gm, ''),
  command: ({ folder }) => ['hickory-dns', '--config', `${folder}/configuration`],
};
