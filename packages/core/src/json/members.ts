import { parseQuestionType, questionTypeCode, type RecordClass, recordClasses } from '../message/index.ts';
import { Name, readName as readWireName } from '../name/index.ts';
import type { RecordTypes } from '../rdata/index.ts';
import { Reader } from '../wire/index.ts';
import type { JsonObject } from './json-object.ts';

/** In presentation form or, as the RFC has it, with octets beyond ASCII as characters; or as octets. */
export function readName(json: JsonObject, member: string): Name {
  const octets = json.octets(`${member}HEX`);
  if (octets !== undefined) return json.within(`${member}HEX`, () => nameFrom(octets));
  const text = json.text(member);
  if (text === undefined) throw json.error('is missing', member);
  return json.within(member, () => Name.from(text.replaceAll(/[\x80-\xff]/g, escaped)));
}

function nameFrom(octets: Uint8Array): Name {
  const reader = new Reader(octets);
  reader.mayPoint = false;
  const name = readWireName(reader);
  if (reader.remaining > 0) throw reader.error('octets behind the name');
  return name;
}

function escaped(character: string): string {
  return `\\${character.charCodeAt(0)}`;
}

export function readType(json: JsonObject, member: string, types: RecordTypes): number {
  return readCode(json, member, (name) => {
    const type = parseQuestionType(name, types);
    return type === undefined ? undefined : questionTypeCode(type, types);
  });
}

/** IN where it is absent. */
export function readClass(json: JsonObject, member: string): RecordClass {
  if (!json.has(member) && !json.has(`${member}name`)) return 'IN';
  const code = readCode(json, member, (name) => {
    const parsed = recordClasses.parse(name);
    return parsed === undefined ? undefined : recordClasses.code(parsed);
  });
  return recordClasses.name(code);
}

/** A code by its number, by its name or by both, which must then agree; a name that is not known is passed over. */
function readCode(json: JsonObject, member: string, codeOf: (name: string) => number | undefined): number {
  const code = json.integer(member, 0, 0xffff);
  const name = json.text(`${member}name`);
  const named = name === undefined ? undefined : codeOf(name);
  if (code !== undefined && named !== undefined && code !== named)
    throw json.error(`is ${code}, but ${member}name is ${name}`, member);
  const known = code ?? named;
  if (known !== undefined) return known;
  throw name === undefined ? json.error('is missing', member) : json.error('is not known', `${member}name`);
}

export function readTtl(json: JsonObject): number {
  const ttl = json.integer('TTL', -0x8000_0000, 0xffff_ffff);
  if (ttl === undefined) throw json.error('is missing', 'TTL');
  return ttl;
}
