import { type RecordClass, recordClasses, type ResourceRecord } from '../message/index.ts';
import { rdataForm } from '../message/rdata-form.ts';
import { Name } from '../name/index.ts';
import { parseTypedRdata, rdataFromOctets, type TypedRdata } from '../presentation/rdata-text.ts';
import type { RecordTexts, RecordType, RecordTypes } from '../rdata/index.ts';
import { MAX_TTL_SECONDS } from '../wire/index.ts';
import type { JsonObject } from './json-object.ts';
import { readClass, readName, readTtl, readType } from './members.ts';

/** What the records of an RRset share. */
export interface Head {
  readonly name: Name;
  readonly code: number;
  readonly class: RecordClass;
  readonly ttlSeconds: number;
}

export function readHead(json: JsonObject, types: RecordTypes): Head {
  const ttl = readTtl(json);
  return {
    name: readName(json, 'NAME'),
    code: readType(json, 'TYPE', types),
    class: readClass(json, 'CLASS'),
    ttlSeconds: ttl < 0 || ttl > MAX_TTL_SECONDS ? 0 : ttl,
  };
}

export function recordOf(head: Head, json: JsonObject, texts: RecordTexts): ResourceRecord {
  const { type, rdata } = readRdata(head, json, texts);
  return { name: head.name, type, class: head.class, ttlSeconds: head.ttlSeconds, rdata } as ResourceRecord;
}

function readRdata(head: Head, json: JsonObject, texts: RecordTexts): TypedRdata {
  const typeFor = (length: number | undefined): RecordType =>
    rdataForm(texts.types, head.code, recordClasses.code(head.class), length).type;
  const octets = json.octets('RDATAHEX');
  if (octets !== undefined) {
    checkLength(json, octets);
    const type = typeFor(octets.length);
    return json.within('RDATAHEX', () => ({ type, rdata: rdataFromOctets(type, octets, texts.types) }));
  }
  const member = `rdata${texts.types.nameOf(head.code)}`;
  const text = json.text(member);
  if (text === undefined) throw json.error(`has neither RDATAHEX nor ${member}`);
  return json.within(member, () => parseTypedRdata(text, Name.root, texts, typeFor));
}

export function checkLength(json: JsonObject, octets: Uint8Array): void {
  const length = json.integer('RDLENGTH', 0, 0xffff) ?? octets.length;
  if (length !== octets.length || length > 0xffff)
    throw json.error(`is ${length}, but there are ${octets.length} octets`, 'RDLENGTH');
}
