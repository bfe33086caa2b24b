import { type Name, readName, writeName } from '../../name/index.ts';
import { type Reader } from '../../wire/index.ts';
import type { RdataCodec } from '../codec.ts';
import {
  readSvcParam,
  svcParamEntries,
  type SvcParams,
  type SvcParamsDraft,
  svcParamsFault,
} from './svc-params.ts';

/** A service binding, as SVCB and HTTPS records hold it (RFC 9460 2). */
export interface Svcb {
  /** 0 makes the record an alias for `targetName` (AliasMode); lower values are preferred. */
  readonly priority: number;
  /** The root stands for the owner itself where the priority is not 0. */
  readonly targetName: Name;
  /** To be ignored in an alias (RFC 9460 2.4.2). */
  readonly params: SvcParams;
}

export const svcb: RdataCodec<Svcb> = {
  code: 64,
  internetOnly: true,
  read: (reader) => {
    const priority = reader.u16();
    const targetName = readName(reader);
    const start = reader.offset;
    const params = readParams(reader);
    const fault = svcParamsFault(params);
    if (fault !== undefined) throw reader.error(fault, start);
    return { priority, targetName, params };
  },
  write: (writer, { priority, targetName, params }) => {
    const fault = svcParamsFault(params);
    if (fault !== undefined) throw new RangeError(fault);
    writer.u16(priority);
    writeName(writer, targetName);
    for (const [key, value] of svcParamEntries(params)) {
      writer.u16(key);
      writer.lengthPrefixed(() => writer.octets(value));
    }
  },
};

/** HTTPS differs from SVCB in its code alone (RFC 9460 9). */
export const https: RdataCodec<Svcb> = {
  code: 65,
  internetOnly: true,
  read: svcb.read,
  write: svcb.write,
};

function readParams(reader: Reader): SvcParams {
  const params: SvcParamsDraft = {};
  let previous = -1;
  while (reader.remaining > 0) {
    const key = reader.u16();
    if (key <= previous) throw reader.error('service parameters out of order', reader.offset - 2);
    previous = key;
    reader.within(reader.u16(), () => readSvcParam(params, key, reader));
  }
  return params;
}
