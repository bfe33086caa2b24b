import type { AnswerText, Asked, Codec } from '../../codec/codec.ts';
import { codecContender } from '../../codec/codec-contender.ts';
import type { EdnsText, Flag, MessageText, RecordText } from '../../codec/message-text.ts';
import { readText } from '../../codec/read-text.ts';
import type { WorkerContender } from '../../worker/contender.ts';
import { packageVersion } from '../../worker/package-version.ts';

/** What dns-packet and the package that was made of it have in common, as far as the messages here need it. */
interface DnsPacket {
  readonly decode: (octets: Uint8Array) => Packet;
  readonly encode: (packet: Packet) => Uint8Array;
}

interface Packet {
  id: number;
  type: 'query' | 'response';
  flags: number;
  readonly flag_qr?: boolean;
  readonly flag_aa?: boolean;
  readonly flag_tc?: boolean;
  readonly flag_rd?: boolean;
  readonly flag_ra?: boolean;
  readonly flag_ad?: boolean;
  readonly flag_cd?: boolean;
  readonly opcode?: string;
  readonly rcode?: string;
  questions: { name: string; type: string; class?: string }[];
  answers?: (Answer | Opt)[];
  authorities?: (Answer | Opt)[];
  additionals?: (Answer | Opt)[];
}

type Answer = { name: string; ttl: number; class: string; flush?: boolean } & Data;

type Data =
  | { type: 'A' | 'AAAA' | 'NS' | 'CNAME'; data: string }
  | { type: 'TXT'; data: Uint8Array[] }
  | { type: 'DS'; data: DelegationSigner }
  | { type: 'RRSIG'; data: Signature }
  | { type: `UNKNOWN_${number}`; data: Uint8Array };

interface DelegationSigner {
  keyTag: number;
  algorithm: number;
  digestType: number;
  digest: Uint8Array;
}

interface Signature {
  typeCovered: string;
  algorithm: number;
  labels: number;
  originalTTL: number;
  expiration: number;
  inception: number;
  keyTag: number;
  signersName: string;
  signature: Uint8Array;
}

interface Opt {
  type: 'OPT';
  name: string;
  udpPayloadSize: number;
  extendedRcode?: number;
  ednsVersion?: number;
  flags?: number;
  flag_do?: boolean;
  options?: { code: number; data?: Uint8Array }[];
}

const PACKAGES = {
  'dns-packet': () => import('dns-packet'),
  '@leichtgewicht/dns-packet': () => import('@leichtgewicht/dns-packet'),
} as const;

export interface DnsPacketSettings {
  readonly package: keyof typeof PACKAGES;
}

export async function open({ package: name }: DnsPacketSettings): Promise<WorkerContender> {
  return codecContender(codecOf(packageVersion(name), (await PACKAGES[name]()) as unknown as DnsPacket));
}

const RECURSION_DESIRED = 0x0100;
const DNSSEC_OK = 0x8000;
const FLAGS = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;
const FLAG_BITS: Readonly<Record<Flag, number>> = {
  qr: 0,
  aa: 0x0400,
  tc: 0x0200,
  rd: RECURSION_DESIRED,
  ra: 0x0080,
  ad: 0x0020,
  cd: 0x0010,
};

function codecOf(version: string, { decode, encode }: DnsPacket): Codec<Packet> {
  return {
    version,
    // Both take an offset behind the octets.
    decode: (octets) => decode(octets),
    read: readPacket,
    count: ({ questions, answers, authorities, additionals }) =>
      [questions, answers, authorities, additionals].reduce(
        (sum, section) => sum + (section?.length ?? 0),
        0,
      ),
    textOf: textOfPacket,
    answer: (asked, reply) => answer(asked, decode(reply)),
    encodeQuery: (id, name) =>
      encode({
        type: 'query',
        id,
        flags: RECURSION_DESIRED,
        questions: [{ type: 'A', name }],
        additionals: [{ type: 'OPT', name: '.', udpPayloadSize: 1232 }],
      }),
    compose,
    encode: (packet) => encode(packet),
  };
}

function answer(asked: Asked, packet: Packet): AnswerText {
  const [question] = packet.questions;
  if (packet.id !== asked.id || packet.type !== 'response' || question === undefined)
    throw new Error('no reply to the query');
  let owner = question.name.toLowerCase();
  if (question.type !== asked.type || `${owner}.` !== asked.name) throw new Error('another question');
  if (packet.rcode !== 'NOERROR') throw new Error('no answer');
  let ttlSeconds = Infinity;
  const addresses: string[] = [];
  for (const record of packet.answers ?? []) {
    if ((record.type !== 'A' && record.type !== 'CNAME') || record.name.toLowerCase() !== owner) continue;
    ttlSeconds = Math.min(ttlSeconds, record.ttl);
    if (record.type === 'CNAME') owner = record.data.toLowerCase();
    else addresses.push(record.data);
  }
  return { addresses, ttlSeconds };
}

function readPacket(packet: Packet): number {
  let sum = packet.id + packet.type.length + (packet.opcode?.length ?? 0) + (packet.rcode?.length ?? 0);
  if (packet.flag_qr === true) sum++;
  if (packet.flag_aa === true) sum++;
  if (packet.flag_tc === true) sum++;
  if (packet.flag_rd === true) sum++;
  if (packet.flag_ra === true) sum++;
  if (packet.flag_ad === true) sum++;
  if (packet.flag_cd === true) sum++;
  for (const { name, type, class: recordClass } of packet.questions)
    sum += readText(name) + type.length + (recordClass?.length ?? 0);
  for (const record of packet.answers ?? []) sum += readRecord(record);
  for (const record of packet.authorities ?? []) sum += readRecord(record);
  for (const record of packet.additionals ?? []) sum += readRecord(record);
  return sum;
}

function readRecord(record: Answer | Opt): number {
  if (record.type === 'OPT') {
    let sum = record.udpPayloadSize + (record.ednsVersion ?? 0) + (record.flag_do === true ? 1 : 0);
    for (const { code, data } of record.options ?? []) sum += code + (data?.length ?? 0);
    return sum;
  }
  const { name, type, class: recordClass, ttl } = record;
  return readText(name) + type.length + recordClass.length + ttl + readData(record);
}

function readData(record: Answer): number {
  switch (record.type) {
    case 'A':
    case 'AAAA':
    case 'NS':
    case 'CNAME':
      return readText(record.data);
    case 'TXT': {
      let sum = 0;
      for (const octets of record.data) sum += octets.length + (octets[0] ?? 0);
      return sum;
    }
    case 'DS': {
      const { keyTag, algorithm, digestType, digest } = record.data;
      return keyTag + algorithm + digestType + digest.length + (digest[0] ?? 0);
    }
    case 'RRSIG': {
      const { data } = record;
      const { typeCovered, algorithm, labels, originalTTL, expiration, inception } = data;
      const numbers = algorithm + labels + originalTTL + expiration + inception + data.keyTag;
      return (
        typeCovered.length +
        numbers +
        readText(data.signersName) +
        data.signature.length +
        (data.signature[0] ?? 0)
      );
    }
    default:
      return record.data.length + (record.data[0] ?? 0);
  }
}

function compose({ id, flags, question: [name, type], edns, ...sections }: MessageText): Packet {
  return {
    id,
    type: flags.includes('qr') ? 'response' : 'query',
    flags: flags.reduce((bits, flag) => bits | FLAG_BITS[flag], 0),
    questions: [{ name: withoutDot(name), type }],
    answers: sections.answers.map(composeRecord),
    authorities: sections.authorities.map(composeRecord),
    additionals: [
      ...sections.additionals.map(composeRecord),
      ...(edns === undefined ? [] : [composeOpt(edns)]),
    ],
  };
}

function composeOpt({ udpPayloadOctets, dnssecOk }: EdnsText): Opt {
  return { type: 'OPT', name: '.', udpPayloadSize: udpPayloadOctets, flags: dnssecOk ? DNSSEC_OK : 0 };
}

function composeRecord(record: RecordText): Answer {
  const common = { name: withoutDot(record.owner), ttl: record.ttlSeconds, class: 'IN' };
  if ('address' in record) return { ...common, type: record.type, data: record.address };
  if ('target' in record) return { ...common, type: record.type, data: withoutDot(record.target) };
  throw new RangeError(`no ${record.type} is composed here`);
}

function withoutDot(name: string): string {
  return name.slice(0, -1);
}

function withDot(name: string): string {
  return name === '.' ? name : `${name}.`;
}

function textOfPacket(packet: Packet): MessageText {
  const [question] = packet.questions;
  const opt = packet.additionals?.find((record) => record.type === 'OPT');
  return {
    id: packet.id,
    flags: FLAGS.filter((flag) => packet[`flag_${flag}`]),
    question: [withDot(question?.name ?? ''), question?.type ?? ''],
    answers: textOfSection(packet.answers),
    authorities: textOfSection(packet.authorities),
    additionals: textOfSection(packet.additionals),
    ...(opt === undefined
      ? {}
      : { edns: { udpPayloadOctets: opt.udpPayloadSize, dnssecOk: opt.flag_do === true } }),
  };
}

function textOfSection(records: Packet['answers'] = []): RecordText[] {
  return records.filter((record) => record.type !== 'OPT').map(textOfRecord);
}

function textOfRecord(record: Answer): RecordText {
  const common = { owner: withDot(record.name), ttlSeconds: record.ttl };
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return { ...common, type: record.type, address: record.data };
    case 'NS':
    case 'CNAME':
      return { ...common, type: record.type, target: withDot(record.data) };
    case 'TXT':
      return {
        ...common,
        type: 'TXT',
        strings: record.data.map((octets) => Buffer.from(octets).toString('latin1')),
      };
    case 'DS': {
      const { keyTag, algorithm, digestType, digest } = record.data;
      const hex = Buffer.from([keyTag >> 8, keyTag & 0xff, algorithm, digestType, ...digest]).toString('hex');
      return { ...common, type: 'DS', hex };
    }
    case 'RRSIG': {
      const { originalTTL, signersName, signature, ...same } = record.data;
      return {
        ...common,
        type: 'RRSIG',
        signature: {
          ...same,
          originalTtl: originalTTL,
          signer: withDot(signersName),
          octets: Buffer.from(signature).toString('hex'),
        },
      };
    }
    default:
      return { ...common, type: record.type, hex: Buffer.from(record.data).toString('hex') };
  }
}
