import { Packet, type Resource } from 'dns2';
import type { AnswerText, Asked, Codec } from '../../codec/codec.ts';
import { codecContender } from '../../codec/codec-contender.ts';
import type { Flag, MessageText, RecordText } from '../../codec/message-text.ts';
import { TYPE_CODES, typeCode } from '../../codec/message-text.ts';
import { readText } from '../../codec/read-text.ts';
import type { WorkerContender } from '../../worker/contender.ts';
import { packageVersion } from '../../worker/package-version.ts';

export function open(): WorkerContender {
  return codecContender(codec);
}

const CLASS_IN = 1;
const FLAGS = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;

const codec: Codec<Packet> = {
  version: packageVersion('dns2'),
  decode: (octets) => {
    const packet = Packet.parse(octets);
    // Records that it cannot read are left out otherwise.
    if (packet.errors.length > 0) throw packet.errors[0] as Error;
    return packet;
  },
  read: readPacket,
  count: ({ questions, answers, authorities, additionals }) =>
    questions.length + answers.length + authorities.length + additionals.length,
  textOf: textOfPacket,
  answer: (asked, reply) => answer(asked, Packet.parse(reply)),
  encodeQuery: (id, name) => {
    const packet = new Packet();
    packet.header.id = id;
    packet.header.rd = 1;
    packet.questions.push({
      name,
      type: Packet.TYPE.A,
      class: Packet.CLASS.IN,
    } as Packet['questions'][number]);
    packet.additionals.push(Packet.Resource.EDNS([], { udpPayloadSize: 1232 }));
    return packet.toBuffer();
  },
  compose,
  encode: (packet) => packet.toBuffer(),
};

function readPacket({ header, questions, answers, authorities, additionals }: Packet): number {
  const { id, opcode, rcode, qr, aa, tc, rd, ra } = header;
  let sum =
    id + opcode + rcode + qr + aa + tc + rd + ra + dnssecFlag(header, 'ad') + dnssecFlag(header, 'cd');
  for (const { name, type, class: recordClass } of questions) sum += readText(name) + type + recordClass;
  for (const record of answers) sum += readRecord(record);
  for (const record of authorities) sum += readRecord(record);
  for (const record of additionals) sum += readRecord(record);
  return sum;
}

function readRecord(record: Resource): number {
  return readText(record.name) + record.type + record.class + record.ttl + readRdata(record);
}

function readRdata(record: Resource): number {
  switch (record.type) {
    case Packet.TYPE.A:
    case Packet.TYPE.AAAA:
      return readText(record.address ?? '');
    case Packet.TYPE.NS:
      return readText(record.ns ?? '');
    case Packet.TYPE.CNAME:
      return readText(record.domain ?? '');
    case Packet.TYPE.EDNS:
      return (record.version ?? 0) + (record.doFlag === true ? 1 : 0) + (record.rdata?.length ?? 0);
    case Packet.TYPE.RRSIG: {
      const { sigType = 0, algorithm = 0, labels = 0, originalTtl = 0, keyTag = 0 } = record;
      const { expiration = '', inception = '', signer = '', signature = '' } = record;
      const texts = [String(expiration), inception, signer, signature];
      return (
        sigType +
        algorithm +
        labels +
        originalTtl +
        keyTag +
        texts.reduce((sum, text) => sum + readText(text), 0)
      );
    }
    default: {
      const { data } = record;
      if (!Array.isArray(data)) return data?.length ?? 0;
      let sum = 0;
      for (const text of data) sum += readText(text);
      return sum;
    }
  }
}

function answer(asked: Asked, { header, questions, answers }: Packet): AnswerText {
  const [question] = questions;
  if (header.id !== asked.id || header.qr !== 1 || question === undefined)
    throw new Error('no reply to the query');
  let owner = question.name.toLowerCase();
  if (question.type !== TYPE_CODES[asked.type] || `${owner}.` !== asked.name)
    throw new Error('another question');
  if (header.rcode !== Packet.RCODE.NOERROR) throw new Error('no answer');
  let ttlSeconds = Infinity;
  const addresses: string[] = [];
  for (const { name, type, ttl, domain = '', address = '' } of answers) {
    if ((type !== Packet.TYPE.A && type !== Packet.TYPE.CNAME) || name.toLowerCase() !== owner) continue;
    ttlSeconds = Math.min(ttlSeconds, ttl);
    if (type === Packet.TYPE.CNAME) owner = domain.toLowerCase();
    else addresses.push(address);
  }
  return { addresses, ttlSeconds };
}

/** The library reads AD and CD, and its types do not know of it. */
function dnssecFlag(header: Packet['header'], flag: 'ad' | 'cd'): number {
  return (header as unknown as Record<typeof flag, number>)[flag];
}

function compose({ id, flags, question: [name, type], answers, edns }: MessageText): Packet {
  const packet = new Packet();
  Object.assign(packet.header, { id, ...Object.fromEntries(flags.map((flag) => [flag, 1])) });
  packet.questions.push(new Packet.Question(withoutDot(name), typeCode(type), CLASS_IN));
  packet.answers.push(...answers.map(composeRecord));
  if (edns !== undefined)
    packet.additionals.push(
      Packet.Resource.EDNS([], { udpPayloadSize: edns.udpPayloadOctets, doFlag: edns.dnssecOk }),
    );
  return packet;
}

function composeRecord(record: RecordText): Resource {
  const common = {
    name: withoutDot(record.owner),
    type: typeCode(record.type),
    class: CLASS_IN,
    ttl: record.ttlSeconds,
  };
  if ('address' in record) return new Packet.Resource({ ...common, address: record.address });
  if ('target' in record) return new Packet.Resource({ ...common, domain: withoutDot(record.target) });
  throw new RangeError(`no ${record.type} is composed here`);
}

function withoutDot(name: string): string {
  return name.slice(0, -1);
}

function textOfPacket({ header, questions, answers, authorities, additionals }: Packet): MessageText {
  const [question] = questions;
  const opt = additionals.find(({ type }) => type === Packet.TYPE.EDNS);
  return {
    id: header.id,
    flags: FLAGS.filter((flag) => (header as unknown as Record<Flag, number>)[flag] === 1),
    question: [`${question?.name}.`, typeName(question?.type)],
    answers: answers.map(textOfRecord),
    authorities: authorities.map(textOfRecord),
    additionals: additionals.filter((record) => record !== opt).map(textOfRecord),
    ...(opt === undefined ? {} : { edns: { udpPayloadOctets: opt.class, dnssecOk: opt.doFlag === true } }),
  };
}

function textOfRecord(record: Resource): RecordText {
  const { address = '', ns = '', domain = '', data } = record;
  const common = { owner: `${record.name}.`, ttlSeconds: record.ttl };
  switch (record.type) {
    case Packet.TYPE.A:
      return { ...common, type: 'A', address };
    case Packet.TYPE.AAAA:
      return { ...common, type: 'AAAA', address };
    case Packet.TYPE.NS:
      return { ...common, type: 'NS', target: `${ns}.` };
    case Packet.TYPE.CNAME:
      return { ...common, type: 'CNAME', target: `${domain}.` };
    case Packet.TYPE.TXT:
      return { ...common, type: 'TXT', strings: data as string[] };
    // It keeps the octets of a signature beside what it reads in them.
    default:
      return { ...common, type: typeName(record.type), hex: (data as Buffer).toString('hex') };
  }
}

function typeName(code: number | undefined): string {
  return Object.keys(TYPE_CODES).find((type) => TYPE_CODES[type] === code) ?? `TYPE${code}`;
}
