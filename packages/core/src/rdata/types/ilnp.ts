// The types of the Identifier-Locator Network Protocol (RFC 6742).
import { ParseError } from '../../errors/index.ts';
import { type Name, readName, writeName } from '../../name/index.ts';
import { formatIpv4, parseIpv4, type Reader } from '../../wire/index.ts';
import { requireAddress } from '../address-text.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The identifier of a node (RFC 6742 2.1). */
export interface Nid {
  /** Lower values are preferred. */
  readonly preference: number;
  /** 64 bits as four groups of four hexadecimal digits, `0014:4fff:ff20:ee64`. */
  readonly nodeId: string;
}

/** A locator of 32 bits (RFC 6742 2.2). */
export interface L32 {
  /** Lower values are preferred. */
  readonly preference: number;
  /** In dotted decimals. */
  readonly locator32: string;
}

/** A locator of 64 bits (RFC 6742 2.3). */
export interface L64 {
  /** Lower values are preferred. */
  readonly preference: number;
  /** As four groups of four hexadecimal digits, `2001:0db8:1140:1000`. */
  readonly locator64: string;
}

/** The name that has the locators (RFC 6742 2.4). */
export interface Lp {
  /** Lower values are preferred. */
  readonly preference: number;
  readonly fqdn: Name;
}

export const nid: RdataCodec<Nid> = {
  code: 104,
  read: (reader) => ({ preference: reader.u16(), nodeId: readGroups(reader) }),
  write: (writer, { preference, nodeId }) => {
    writer.u16(preference);
    for (const group of groupsOf(nodeId, RangeError)) writer.u16(group);
  },
};

export const nidText: RdataText<Nid> = {
  parse: (fields) => ({ preference: fields.integer(0xffff), nodeId: canonicalGroups(fields.word()) }),
  print: ({ preference, nodeId }) => `${preference} ${nodeId}`,
};

export const L32: RdataCodec<L32> = {
  code: 105,
  read: (reader) => ({ preference: reader.u16(), locator32: formatIpv4(reader.octets(4)) }),
  write: (writer, { preference, locator32 }) => {
    writer.u16(preference);
    writer.octets(requireAddress(locator32, parseIpv4, RangeError));
  },
};

export const l32Text: RdataText<L32> = {
  parse: (fields) => ({
    preference: fields.integer(0xffff),
    locator32: formatIpv4(requireAddress(fields.word(), parseIpv4)),
  }),
  print: ({ preference, locator32 }) => `${preference} ${locator32}`,
};

export const L64: RdataCodec<L64> = {
  code: 106,
  read: (reader) => ({ preference: reader.u16(), locator64: readGroups(reader) }),
  write: (writer, { preference, locator64 }) => {
    writer.u16(preference);
    for (const group of groupsOf(locator64, RangeError)) writer.u16(group);
  },
};

export const l64Text: RdataText<L64> = {
  parse: (fields) => ({ preference: fields.integer(0xffff), locator64: canonicalGroups(fields.word()) }),
  print: ({ preference, locator64 }) => `${preference} ${locator64}`,
};

export const lp: RdataCodec<Lp> = {
  code: 107,
  read: (reader) => ({ preference: reader.u16(), fqdn: readName(reader) }),
  write: (writer, { preference, fqdn }) => {
    writer.u16(preference);
    writeName(writer, fqdn);
  },
};

export const lpText: RdataText<Lp> = {
  parse: (fields) => ({ preference: fields.integer(0xffff), fqdn: fields.name() }),
  print: ({ preference, fqdn }) => `${preference} ${fqdn}`,
};

function readGroups(reader: Reader): string {
  return printGroups([reader.u16(), reader.u16(), reader.u16(), reader.u16()]);
}

function canonicalGroups(text: string): string {
  return printGroups(groupsOf(text, ParseError));
}

function groupsOf(text: string, Failure: new (message: string) => Error): number[] {
  if (!/^[\da-f]{1,4}(?::[\da-f]{1,4}){3}$/i.test(text))
    throw new Failure(`${JSON.stringify(text)} is not four groups of hexadecimal digits`);
  return text.split(':').map((group) => Number.parseInt(group, 16));
}

function printGroups(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
}
