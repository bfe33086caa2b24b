import { type Name, readName, writeCompressedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The start of a zone of authority (RFC 1035 3.3.13). Intervals are in seconds. */
export interface Soa {
  /** The primary name server. */
  readonly mname: Name;
  /** The mailbox of the person responsible, its first label the local part. */
  readonly rname: Name;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  /** The TTL of negative answers (RFC 2308 4). */
  readonly minimum: number;
}

export const soa: RdataCodec<Soa> = {
  code: 6,
  read: (reader) => ({
    mname: readName(reader),
    rname: readName(reader),
    serial: reader.u32(),
    refresh: reader.u32(),
    retry: reader.u32(),
    expire: reader.u32(),
    minimum: reader.u32(),
  }),
  write: (writer, soa) => {
    writeCompressedName(writer, soa.mname);
    writeCompressedName(writer, soa.rname);
    writer.u32(soa.serial);
    writer.u32(soa.refresh);
    writer.u32(soa.retry);
    writer.u32(soa.expire);
    writer.u32(soa.minimum);
  },
};

export const soaText: RdataText<Soa> = {
  parse: (fields) => ({
    mname: fields.name(),
    rname: fields.name(),
    serial: fields.integer(0xffff_ffff),
    refresh: fields.seconds(),
    retry: fields.seconds(),
    expire: fields.seconds(),
    minimum: fields.seconds(),
  }),
  print: (soa) =>
    `${soa.mname} ${soa.rname} ${soa.serial} ${soa.refresh} ${soa.retry} ${soa.expire} ${soa.minimum}`,
};
