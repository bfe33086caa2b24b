import { type Name, readName, writeFoldedName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';

/** The location of a service (RFC 2782). */
export interface Srv {
  /** Lower values are tried first. */
  readonly priority: number;
  /** The share among targets of the same priority. */
  readonly weight: number;
  readonly port: number;
  readonly target: Name;
}

export const srv: RdataCodec<Srv> = {
  code: 33,
  internetOnly: true,
  // A compressed target breaks RFC 2782, but real servers send it and RFC 3597 4 has receivers take it.
  read: (reader) => ({
    priority: reader.u16(),
    weight: reader.u16(),
    port: reader.u16(),
    target: readName(reader),
  }),
  write: (writer, { priority, weight, port, target }) => {
    writer.u16(priority);
    writer.u16(weight);
    writer.u16(port);
    writeFoldedName(writer, target);
  },
};

export const srvText: RdataText<Srv> = {
  parse: (fields) => ({
    priority: fields.integer(0xffff),
    weight: fields.integer(0xffff),
    port: fields.integer(0xffff),
    target: fields.name(),
  }),
  print: ({ priority, weight, port, target }) => `${priority} ${weight} ${port} ${target}`,
};
