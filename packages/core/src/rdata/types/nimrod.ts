import type { RdataCodec, RdataText } from '../codec.ts';
import { printHex } from '../octets-text.ts';

/** The identifier of an endpoint in the Nimrod routing architecture (draft-ietf-nimrod-dns). */
export interface Eid {
  readonly endpointIdentifier: Uint8Array;
}

/** Where an endpoint is in the Nimrod routing architecture (draft-ietf-nimrod-dns). */
export interface Nimloc {
  readonly locator: Uint8Array;
}

export const eid: RdataCodec<Eid> = {
  code: 31,
  read: (reader) => ({ endpointIdentifier: reader.octets(reader.remaining) }),
  write: (writer, { endpointIdentifier }) => writer.octets(endpointIdentifier),
};

export const nimloc: RdataCodec<Nimloc> = {
  code: 32,
  read: (reader) => ({ locator: reader.octets(reader.remaining) }),
  write: (writer, { locator }) => writer.octets(locator),
};

export const eidText: RdataText<Eid> = {
  parse: (fields) => ({ endpointIdentifier: fields.hex() }),
  print: ({ endpointIdentifier }) =>
    endpointIdentifier.length === 0 ? undefined : printHex(endpointIdentifier),
};

export const nimlocText: RdataText<Nimloc> = {
  parse: (fields) => ({ locator: fields.hex() }),
  print: ({ locator }) => (locator.length === 0 ? undefined : printHex(locator)),
};
