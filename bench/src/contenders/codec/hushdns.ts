import {
  addressesIn,
  decodeMessage,
  encodeMessage,
  encodeQuery,
  type Message,
  Name,
  type Rdata,
  type ResourceRecord,
} from '@hushdns/core';
import { allTypes } from '@hushdns/core/types';
import type { AnswerText, Asked, Codec } from '../../codec/codec.ts';
import { codecContender } from '../../codec/codec-contender.ts';
import type { MessageText, RecordText } from '../../codec/message-text.ts';
import { readText } from '../../codec/read-text.ts';
import type { WorkerContender } from '../../worker/contender.ts';
import { packageVersion } from '../../worker/package-version.ts';

const TYPES = { types: allTypes };
const EDNS = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [] } as const;
const FLAGS = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;

export function open(): WorkerContender {
  return codecContender(hushdns);
}

const hushdns: Codec<Message> = {
  version: packageVersion('@hushdns/core'),
  decode,
  read: readMessage,
  count: ({ questions, answers, authorities, additionals }) =>
    questions.length + answers.length + authorities.length + additionals.length,
  textOf: textOfMessage,
  answer,
  encodeQuery: (id, name) => encodeQuery(name, 'A', { id, edns: EDNS }),
  compose,
  encode: (message) => encodeMessage(message, TYPES),
};

/** With every type that there is, as the resolver decodes. */
function decode(octets: Uint8Array): Message {
  return decodeMessage(octets, TYPES);
}

function readMessage(message: Message): number {
  let sum = message.id + message.opcode.length + message.rcode.length;
  if (message.qr) sum++;
  if (message.aa) sum++;
  if (message.tc) sum++;
  if (message.rd) sum++;
  if (message.ra) sum++;
  if (message.ad) sum++;
  if (message.cd) sum++;
  for (const { name, type, class: recordClass } of message.questions)
    sum += readText(name.toString()) + type.length + recordClass.length;
  for (const record of message.answers) sum += readRecord(record);
  for (const record of message.authorities) sum += readRecord(record);
  for (const record of message.additionals) sum += readRecord(record);
  const { edns } = message;
  if (edns !== undefined) {
    sum += edns.udpPayloadOctets + edns.version + (edns.dnssecOk ? 1 : 0);
    for (const { code, data } of edns.options)
      sum += code.length + (code === 'EDE' ? readText(data.extraText) : 0);
  }
  return sum;
}

function readRecord(record: ResourceRecord): number {
  const { name, type, class: recordClass, ttlSeconds } = record;
  return readText(name.toString()) + type.length + recordClass.length + ttlSeconds + readRdata(record);
}

function readRdata(record: ResourceRecord): number {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return readText(record.rdata.address);
    case 'NS':
      return readText(record.rdata.nsdname.toString());
    case 'CNAME':
      return readText(record.rdata.cname.toString());
    case 'TXT': {
      let sum = 0;
      for (const octets of record.rdata.strings) sum += octets.length + (octets[0] ?? 0);
      return sum;
    }
    case 'DS': {
      const { keyTag, algorithm, digestType, digest } = record.rdata;
      return keyTag + algorithm + digestType + digest.length + (digest[0] ?? 0);
    }
    case 'RRSIG':
      return readSignature(record.rdata);
    case 'HIP': {
      let sum = 0;
      for (const name of record.rdata.rendezvousServers) sum += readText(name.toString());
      return sum;
    }
    case 'APL': {
      let sum = 0;
      for (const { prefix, address } of record.rdata.items) sum += prefix + readText(address);
      return sum;
    }
    default:
      // Of a type that nobody knows.
      if (!('data' in record.rdata && record.rdata.data instanceof Uint8Array))
        throw new Error(`the bench cannot read ${record.type} yet`);
      return record.rdata.data.length + (record.rdata.data[0] ?? 0);
  }
}

function readSignature(rrsig: Rdata<'RRSIG'>): number {
  const { typeCovered, algorithm, labels, originalTtl, keyTag, signerName, signature } = rrsig;
  const times = rrsig.signatureExpiration + rrsig.signatureInception;
  const numbers = algorithm + labels + originalTtl + keyTag + times;
  return (
    numbers + typeCovered.length + readText(signerName.toString()) + signature.length + (signature[0] ?? 0)
  );
}

/** What a connection needs of a reply. */
function answer({ query }: Asked, reply: Buffer): AnswerText {
  const found = addressesIn(query, reply);
  if (found === undefined) throw new Error('no addresses in the usual form');
  return found;
}

function compose({ id, flags, question: [name, type], edns, ...sections }: MessageText): Message {
  return {
    id,
    opcode: 'QUERY',
    qr: flags.includes('qr'),
    aa: flags.includes('aa'),
    tc: flags.includes('tc'),
    rd: flags.includes('rd'),
    ra: flags.includes('ra'),
    ad: flags.includes('ad'),
    cd: flags.includes('cd'),
    rcode: 'NOERROR',
    questions: [{ name: Name.from(name), type: type as 'A', class: 'IN' }],
    answers: sections.answers.map(composeRecord),
    authorities: sections.authorities.map(composeRecord),
    additionals: sections.additionals.map(composeRecord),
    ...(edns === undefined ? {} : { edns: { ...edns, version: 0, options: [] } }),
  };
}

function composeRecord(record: RecordText): ResourceRecord {
  const common = { name: Name.from(record.owner), class: 'IN', ttlSeconds: record.ttlSeconds } as const;
  if ('address' in record) return { ...common, type: record.type, rdata: { address: record.address } };
  if (!('target' in record) || record.type !== 'CNAME')
    throw new RangeError(`no ${record.type} is composed here`);
  return { ...common, type: 'CNAME', rdata: { cname: Name.from(record.target) } };
}

function textOfMessage({
  id,
  questions,
  answers,
  authorities,
  additionals,
  edns,
  ...header
}: Message): MessageText {
  const [question] = questions;
  return {
    id,
    flags: FLAGS.filter((flag) => header[flag]),
    question: [String(question?.name), question?.type ?? ''],
    answers: answers.map(textOfRecord),
    authorities: authorities.map(textOfRecord),
    additionals: additionals.map(textOfRecord),
    ...(edns === undefined
      ? {}
      : { edns: { udpPayloadOctets: edns.udpPayloadOctets, dnssecOk: edns.dnssecOk } }),
  };
}

function textOfRecord(record: ResourceRecord): RecordText {
  const common = { owner: record.name.toString(), ttlSeconds: record.ttlSeconds };
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return { ...common, type: record.type, address: record.rdata.address };
    case 'NS':
      return { ...common, type: 'NS', target: record.rdata.nsdname.toString() };
    case 'CNAME':
      return { ...common, type: 'CNAME', target: record.rdata.cname.toString() };
    case 'TXT':
      return {
        ...common,
        type: 'TXT',
        strings: record.rdata.strings.map((octets) => Buffer.from(octets).toString('latin1')),
      };
    case 'DS': {
      const { keyTag, algorithm, digestType, digest } = record.rdata;
      const head = Buffer.from([keyTag >> 8, keyTag & 0xff, algorithm, digestType]);
      return { ...common, type: 'DS', hex: hexOf(head) + hexOf(digest) };
    }
    case 'RRSIG': {
      const { signatureExpiration, signatureInception, signerName, signature, ...rest } = record.rdata;
      return {
        ...common,
        type: 'RRSIG',
        signature: {
          ...rest,
          expiration: signatureExpiration,
          inception: signatureInception,
          signer: signerName.toString(),
          octets: hexOf(signature),
        },
      };
    }
    default:
      throw new Error(`the bench cannot read ${record.type} yet`);
  }
}

function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}
