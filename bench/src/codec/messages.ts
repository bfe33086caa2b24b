import { createHash } from 'node:crypto';
import type { EdnsText, MessageText, RecordText } from './message-text.ts';
import { wireOf } from './wire.ts';

/** A message of the codec's suite, in both forms. */
export interface CodecMessage {
  readonly text: MessageText;
  readonly wire: Buffer;
}

const ID = 0x1267;
const EDNS: EdnsText = { udpPayloadOctets: 1232, dnssecOk: false };
const EDNS_DO: EdnsText = { udpPayloadOctets: 1232, dnssecOk: true };
const WWW = 'www.example.com.';
const EDGE = 'edge-001.frankfurt.cdn.example.net.';
/** The algorithms' numbers and the octets of their signatures. */
const ECDSA_P256 = { algorithm: 13, octets: 64 };
const RSA_2048 = { algorithm: 8, octets: 256 };

const question = (name: string, type: string) =>
  ({ id: ID, question: [name, type], answers: [], authorities: [], additionals: [] }) as const;
const a = (owner: string, ttlSeconds: number, address: string): RecordText => ({
  owner,
  ttlSeconds,
  type: 'A',
  address,
});
const aaaa = (owner: string, ttlSeconds: number, address: string): RecordText => ({
  owner,
  ttlSeconds,
  type: 'AAAA',
  address,
});
const alias = (owner: string, ttlSeconds: number, target: string): RecordText => ({
  owner,
  ttlSeconds,
  type: 'CNAME',
  target,
});
const nameServer = (owner: string, ttlSeconds: number, target: string): RecordText => ({
  owner,
  ttlSeconds,
  type: 'NS',
  target,
});

/** Signed in form only: nobody verifies here. */
function rrsig(
  owner: string,
  ttlSeconds: number,
  [typeCovered, signer]: readonly [string, string],
  { algorithm, octets } = ECDSA_P256,
): RecordText {
  return {
    owner,
    ttlSeconds,
    type: 'RRSIG',
    signature: {
      typeCovered,
      algorithm,
      labels: owner.split('.').length - 1,
      originalTtl: ttlSeconds,
      expiration: 1_767_225_600,
      inception: 1_766_016_000,
      keyTag: 34_505,
      signer,
      octets: noise(`${owner} ${typeCovered}`, octets),
    },
  };
}

/** Octets without a pattern, the same in every run. */
function noise(seed: string, octets: number): string {
  return createHash('shake128', { outputLength: octets }).update(seed).digest('hex');
}

const query: MessageText = { ...question(WWW, 'A'), flags: ['rd'], edns: EDNS };

const reply: MessageText = {
  ...question(WWW, 'A'),
  flags: ['qr', 'rd', 'ra'],
  answers: [alias(WWW, 300, EDGE), a(EDGE, 60, '192.0.2.101'), a(EDGE, 60, '198.51.100.7')],
  edns: EDNS,
};

/** As the root refers to a large zone that is signed. */
const tldServers = Array.from('abcdefghijklm', (letter) => `${letter}.tld-servers.example.`);
const referral: MessageText = {
  ...question(WWW, 'A'),
  flags: ['qr'],
  authorities: [
    ...tldServers.map((server) => nameServer('com.', 172_800, server)),
    { owner: 'com.', ttlSeconds: 86_400, type: 'DS', hex: `4d060d02${noise('DS', 32)}` },
    rrsig('com.', 86_400, ['DS', '.'], RSA_2048),
  ],
  additionals: [
    ...tldServers.map((server, at) => a(server, 172_800, `192.0.2.${at + 1}`)),
    ...tldServers.map((server, at) => aaaa(server, 172_800, `2001:db8:${(at + 1).toString(16)}::30`)),
  ],
  edns: EDNS_DO,
};

const dnssec: MessageText = {
  ...question(WWW, 'A'),
  flags: ['qr', 'rd', 'ra', 'ad'],
  answers: [
    alias(WWW, 300, 'web.example.com.'),
    rrsig(WWW, 300, ['CNAME', 'example.com.']),
    a('web.example.com.', 120, '192.0.2.101'),
    a('web.example.com.', 120, '198.51.100.7'),
    rrsig('web.example.com.', 120, ['A', 'example.com.']),
  ],
  authorities: [
    nameServer('example.com.', 3_600, 'ns1.example.com.'),
    nameServer('example.com.', 3_600, 'ns2.example.com.'),
    rrsig('example.com.', 3_600, ['NS', 'example.com.']),
  ],
  edns: EDNS_DO,
};

const texts: MessageText = {
  ...question('example.com.', 'TXT'),
  flags: ['qr', 'rd', 'ra'],
  answers: Array.from({ length: 60 }, (_, at) => ({
    owner: 'example.com.',
    ttlSeconds: 3_600,
    type: 'TXT',
    strings: [`service-${at}-site-verification=${noise(`TXT ${at}`, 16)}`],
  })),
  edns: EDNS,
};

function message(text: MessageText, octets: number, options = {}): CodecMessage {
  const wire = wireOf(text, options);
  if (wire.length !== octets) throw new Error(`a message has ${wire.length} octets instead of ${octets}`);
  return { text, wire };
}

/**
 * What the issue measures with. `reply` has its names in full, as dns-packet writes it; servers write the same message
 * as `reply compressed`.
 */
export const codecMessages = {
  query: message(query, 44),
  reply: message(reply, 207, { compressed: false }),
  'reply compressed': message(reply, 124),
  referral: message(referral, 1_178),
  dnssec: message(dnssec, 451),
  '60 TXT': message(texts, 4_470),
} as const;
