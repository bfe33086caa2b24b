import assert from 'node:assert/strict';
import {
  certificateAuthority,
  type CertificateOptions,
  selfSignedCertificate,
  type ServerCertificate,
} from '../../certificates/index.ts';
import { SERVER_NAME } from '../../server/index.ts';
import { assertAnswers, assertTransportError } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { query } from '../queries.ts';
import { ask, type Rig } from '../rig.ts';
import { hostNameEndpoint, loopback } from './endpoints.ts';

const ENCRYPTED = ['tls', 'https', 'quic'] as const;
const BOTH = { dnsNames: [SERVER_NAME], ipAddresses: ['127.0.0.1'] };
const DAY_MS = 86_400_000;
const REASON = /certificate|cert\b|issuer|altname|self.signed|expired|authority/i;

export const certificateCases: readonly CaseDefinition[] = [
  {
    name: 'the certificate of an unknown authority is refused',
    section: 'RFC 8310 8.1',
    protocols: ENCRYPTED,
    body: async (rig) => {
      const stranger = await certificateAuthority();
      await assertRefused(rig, await stranger.issue(BOTH), { trusted: (await certificateAuthority()).ca });
    },
  },
  {
    name: 'a certificate that signed itself is refused',
    section: 'RFC 8310 8.1',
    protocols: ENCRYPTED,
    body: async (rig) => {
      await assertRefused(rig, await selfSignedCertificate(BOTH), {
        trusted: (await certificateAuthority()).ca,
      });
    },
  },
  {
    name: 'an expired certificate is refused',
    section: 'RFC 5280 6.1.3',
    protocols: ENCRYPTED,
    body: async (rig) => {
      const expired = {
        notBefore: new Date('2020-01-01T00:00:00Z'),
        notAfter: new Date('2020-02-01T00:00:00Z'),
      };
      await assertRefused(rig, await issue({ ...BOTH, ...expired }));
    },
  },
  {
    name: 'a certificate that is not valid yet is refused',
    section: 'RFC 5280 6.1.3',
    protocols: ENCRYPTED,
    body: async (rig) => {
      const early = { notBefore: new Date(Date.now() + DAY_MS), notAfter: new Date(Date.now() + 2 * DAY_MS) };
      await assertRefused(rig, await issue({ ...BOTH, ...early }));
    },
  },
  {
    name: 'a certificate that has the name as its common name only is refused',
    section: 'RFC 9525 2',
    protocols: ENCRYPTED,
    body: async (rig) => {
      await assertRefused(rig, await issue({ commonName: SERVER_NAME }), { host: SERVER_NAME });
      await assertRefused(rig, await issue({ commonName: '127.0.0.1' }));
    },
  },
  {
    name: 'a server that agrees to another protocol only is refused',
    section: 'RFC 7301 3.2, RFC 9001 8.1',
    protocols: ['tls', 'quic'],
    body: async (rig) => {
      const { transport, statistics } = await rig.pair({ alpn: ['mail'] });
      await assertTransportError(ask(transport, query('n1')), 'connect');
      assert.equal(statistics.queries, 0, 'a query went to a server for something else');
    },
  },
  {
    name: 'a certificate for another name is refused',
    section: 'RFC 9525 6.3',
    protocols: ENCRYPTED,
    body: async (rig) => {
      await assertRefused(rig, await issue({ dnsNames: ['other.example'] }), { host: SERVER_NAME });
    },
  },
  {
    name: 'a certificate for a name does not prove an IP address',
    section: 'RFC 9525 6.5',
    protocols: ENCRYPTED,
    body: async (rig) => {
      await assertRefused(rig, await issue({ dnsNames: [SERVER_NAME, '127.0.0.1'] }));
      await assertRefused(rig, await issue({ dnsNames: [SERVER_NAME], ipAddresses: ['127.0.0.2'] }));
    },
  },
  {
    name: 'intermediate certificates lead to the trusted one',
    section: 'RFC 5280 6.1',
    protocols: ENCRYPTED,
    body: async (rig) => {
      const intermediate = await (await certificateAuthority()).intermediate();
      const { transport } = await rig.pair({ certificate: await intermediate.issue(BOTH) });
      const bytes = query('n1');
      assertAnswers(await ask(transport, bytes), bytes);
    },
  },
  {
    name: 'a host name is asked for in the SNI, an IP address is not',
    section: 'RFC 6066 3',
    // What a QUIC client asks for is not shown to the server.
    protocols: ['tls', 'https'],
    body: async (rig) => {
      const server = await rig.server();
      const bytes = query('n1');
      assertAnswers(await ask(rig.transport(server), bytes), bytes);
      const byName = rig.transport(hostNameEndpoint(server), { addresses: loopback });
      assertAnswers(await ask(byName, bytes), bytes);
      assert.deepEqual(server.statistics.serverNames, [undefined, SERVER_NAME]);
    },
  },
  {
    name: 'a host name is proved by the certificate for it',
    section: 'RFC 8310 8.1',
    protocols: ENCRYPTED,
    body: async (rig) => {
      const server = await rig.server({ certificate: await issue({ dnsNames: [SERVER_NAME] }) });
      const transport = rig.transport(hostNameEndpoint(server), { addresses: loopback });
      const bytes = query('n1');
      assertAnswers(await ask(transport, bytes), bytes);
    },
  },
];

async function issue(options: CertificateOptions): Promise<ServerCertificate> {
  return (await certificateAuthority()).issue(options);
}

/** No connection comes about, the error says that the certificate is why, and no query leaves. */
async function assertRefused(
  rig: Rig,
  certificate: ServerCertificate,
  { trusted = certificate.ca, host }: { trusted?: string; host?: string } = {},
): Promise<void> {
  const server = await rig.server({ certificate });
  const { endpoint } = host === undefined ? server : hostNameEndpoint(server, host);
  const addresses = host === undefined ? {} : { addresses: loopback };
  const error = await assertTransportError(
    ask(rig.transport({ endpoint, ca: trusted }, addresses), query('n1')),
    'connect',
  );
  assert.match(error.message, REASON);
  assert.equal(server.statistics.queries, 0, 'a query went to a server that proved nothing');
}
