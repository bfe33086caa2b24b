import { ParseError } from '../../errors/index.ts';
import { type Name, readName, writeName } from '../../name/index.ts';
import type { RdataCodec, RdataText } from '../codec.ts';
import { parseBase64, parseHex, printBase64, printHex } from '../octets-text.ts';

/** The identity of a host in the Host Identity Protocol, and where to meet it (RFC 8005 5). */
export interface Hip {
  /** As in an IPSECKEY record. */
  readonly pkAlgorithm: number;
  /** The Host Identity Tag: 1 to 255 octets. */
  readonly hit: Uint8Array;
  /** At least one octet. */
  readonly publicKey: Uint8Array;
  /** The most preferred first, and possibly none. */
  readonly rendezvousServers: readonly Name[];
}

const MAX_HIT_OCTETS = 0xff;

export const hip: RdataCodec<Hip> = {
  code: 55,
  read: (reader) => {
    const start = reader.offset;
    const [hitLength, pkAlgorithm, pkLength] = [reader.u8(), reader.u8(), reader.u16()];
    if (hitLength === 0 || pkLength === 0) throw reader.error('an empty identity tag or key', start);
    const hit = reader.octets(hitLength);
    const publicKey = reader.octets(pkLength);
    const rendezvousServers: Name[] = [];
    while (reader.remaining > 0) rendezvousServers.push(readName(reader));
    return { pkAlgorithm, hit, publicKey, rendezvousServers };
  },
  write: (writer, { pkAlgorithm, hit, publicKey, rendezvousServers }) => {
    if (hit.length === 0 || publicKey.length === 0) throw new RangeError('an empty identity tag or key');
    writer.u8(hit.length);
    writer.u8(pkAlgorithm);
    writer.u16(publicKey.length);
    writer.octets(hit);
    writer.octets(publicKey);
    for (const server of rendezvousServers) writeName(writer, server);
  },
};

export const hipText: RdataText<Hip> = {
  parse: (fields) => {
    const pkAlgorithm = fields.integer(0xff);
    const hit = parseHex(fields.word());
    if (hit.length > MAX_HIT_OCTETS) throw new ParseError(`an identity tag over ${MAX_HIT_OCTETS} octets`);
    const publicKey = parseBase64(fields.word());
    const rendezvousServers: Name[] = [];
    while (fields.more) rendezvousServers.push(fields.name());
    return { pkAlgorithm, hit, publicKey, rendezvousServers };
  },
  print: ({ pkAlgorithm, hit, publicKey, rendezvousServers }) =>
    [pkAlgorithm, printHex(hit), printBase64(publicKey), ...rendezvousServers].join(' '),
};
