import { type Name, readName, writeName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { printMnemonic } from '../mnemonics.ts';
import type { RecordType } from '../rdata-by-type.ts';

/** Where a parent zone wants to be told of its children's changes (RFC 9859 2.1). */
export interface Dsync {
  /** The type of the record that changed: CDS or CSYNC. */
  readonly rrtype: RecordType;
  /** How it wants to be told: 1 is NOTIFY. */
  readonly scheme: number;
  readonly port: number;
  readonly target: Name;
}

/** IANA: DSYNC: Location of Synchronization Endpoints. */
const SCHEMES: Readonly<Record<string, number>> = { NOTIFY: 1 };

export const dsync: RdataCodec<Dsync> = {
  code: 66,
  read: (reader, types) => ({
    rrtype: types.nameOf(reader.u16()),
    scheme: reader.u8(),
    port: reader.u16(),
    target: readName(reader),
  }),
  write: (writer, { rrtype, scheme, port, target }, types) => {
    writer.u16(types.codeOf(rrtype));
    writer.u8(scheme);
    writer.u16(port);
    writeName(writer, target);
  },
};

export const dsyncText: RdataText<Dsync> = {
  parse: (fields) => ({
    rrtype: fields.type(),
    scheme: fields.mnemonic(SCHEMES, 0xff),
    port: fields.integer(0xffff),
    target: fields.name(),
  }),
  print: ({ rrtype, scheme, port, target }) =>
    `${rrtype} ${printMnemonic(SCHEMES, scheme)} ${port} ${target}`,
};
