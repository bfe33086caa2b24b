import { formatIpv4, parseIpv4 } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';

/** The well-known services of a host (RFC 1035 3.4.2). */
export interface Wks {
  /** In dotted decimals. */
  readonly address: string;
  /** 6 is TCP, 17 UDP. */
  readonly protocol: number;
  /** A bit for each port that is served, port 0 being the highest bit of the first octet: up to 8,192 octets. */
  readonly bitMap: Uint8Array;
}

const MAX_PORT = 0xffff;
const MAX_BITMAP_OCTETS = (MAX_PORT + 1) / 8;

export const wks: RdataCodec<Wks> = {
  code: 11,
  internetOnly: true,
  read: (reader) => {
    const address = formatIpv4(reader.octets(4));
    const protocol = reader.u8();
    if (reader.remaining > MAX_BITMAP_OCTETS)
      throw reader.error(`a bit map of ${reader.remaining} octets, for 65,536 ports`);
    return { address, protocol, bitMap: reader.octets(reader.remaining) };
  },
  write: (writer, { address, protocol, bitMap }) => {
    if (bitMap.length > MAX_BITMAP_OCTETS)
      throw new RangeError(`a bit map of ${bitMap.length} octets, for 65,536 ports`);
    writer.octets(requireAddress(address, parseIpv4, RangeError));
    writer.u8(protocol);
    writer.octets(bitMap);
  },
};

export const wksText: RdataText<Wks> = {
  parse: (fields) => {
    const address = formatIpv4(requireAddress(fields.word(), parseIpv4));
    const protocol = fields.mnemonic(PROTOCOLS, 0xff);
    return { address, protocol, bitMap: parsePorts(fields, SERVICES[protocol] ?? {}) };
  },
  print: ({ address, protocol, bitMap }) => {
    // A list of ports has no words for octets behind the last one.
    if (bitMap.at(-1) === 0) return undefined;
    const ports: number[] = [];
    for (let port = 0; port < bitMap.length * 8; port++)
      if (((bitMap[port >>> 3] as number) & (0x80 >>> (port & 7))) !== 0) ports.push(port);
    return [address, protocol, ...ports].join(' ');
  },
};

function parsePorts(fields: RdataFields, services: Readonly<Record<string, number>>): Uint8Array {
  const bitMap = new Uint8Array(MAX_BITMAP_OCTETS);
  let length = 0;
  while (fields.more) {
    const port = fields.mnemonic(services, MAX_PORT);
    bitMap[port >>> 3] = (bitMap[port >>> 3] as number) | (0x80 >>> (port & 7));
    length = Math.max(length, (port >>> 3) + 1);
  }
  return bitMap.slice(0, length);
}

const PROTOCOLS: Readonly<Record<string, number>> = { ICMP: 1, TCP: 6, UDP: 17 };

/** What zone files call the ports of both protocols (RFC 1010, IANA: Service Names and Port Numbers). */
const PORTS: Readonly<Record<string, number>> = {
  ECHO: 7,
  DISCARD: 9,
  SYSTAT: 11,
  DAYTIME: 13,
  QOTD: 17,
  CHARGEN: 19,
  'FTP-DATA': 20,
  FTP: 21,
  SSH: 22,
  TELNET: 23,
  SMTP: 25,
  TIME: 37,
  NAMESERVER: 42,
  NICNAME: 43,
  WHOIS: 43,
  DOMAIN: 53,
  BOOTPS: 67,
  BOOTPC: 68,
  TFTP: 69,
  GOPHER: 70,
  FINGER: 79,
  HTTP: 80,
  HOSTNAME: 101,
  POP2: 109,
  POP3: 110,
  SUNRPC: 111,
  AUTH: 113,
  NNTP: 119,
  NTP: 123,
  IMAP: 143,
  SNMP: 161,
  HTTPS: 443,
};
const SERVICES: Readonly<Record<number, typeof PORTS>> = { 6: PORTS, 17: PORTS };
