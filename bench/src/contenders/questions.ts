import { decodeMessage, encodeMessage, queryMessage } from '@hushdns/core';
import { BENCH_ADDRESS, benchNames } from '../bench-zone.ts';

const UDP_PAYLOAD_OCTETS = 1232;

/** The names in turn, for ever. */
export function nameSource(): () => string {
  let at = 0;
  return () => benchNames[at++ % benchNames.length] as string;
}

/** An A query as hushdns writes it. */
export function encodedQuery(name: string): Uint8Array {
  return encodeMessage(
    queryMessage(name, 'A', {
      edns: { udpPayloadOctets: UDP_PAYLOAD_OCTETS, version: 0, dnssecOk: false, options: [] },
    }),
  );
}

/** Made once: a client is opened for every task. */
let preparedQueries: readonly Uint8Array[] | undefined;

/**
 * Queries in turn, for ever. `prepared` ones were all encoded before; otherwise each is encoded when it is asked, as
 * whoever resolves a name has to.
 */
export function querySource(prepared: boolean): () => Uint8Array {
  const next = nameSource();
  if (!prepared) return () => encodedQuery(next());
  const queries = (preparedQueries ??= benchNames.map(encodedQuery));
  let at = 0;
  return () => queries[at++ % queries.length] as Uint8Array;
}

/** What is wrong with an answer's first address; undefined where it is the zone's. */
export function checkAddress(address: unknown): Error | undefined {
  return address === BENCH_ADDRESS ? undefined : new Error(`answered ${String(address)}`);
}

export type CheckReply = (reply: Uint8Array) => Error | undefined;

/** How a bare client looks at its replies: decoded with our codec, or as octets alone. */
export function replyCheck(codec: boolean): CheckReply {
  return codec ? checkReply : checkHeader;
}

/** What a bare client looks at: NOERROR and something in the answer section (RFC 1035 4.1.1). */
export function checkHeader(reply: Uint8Array): Error | undefined {
  const rcode = (reply[3] ?? 0) & 0xf;
  const isAnswered = rcode === 0 && ((reply[6] ?? 0) | (reply[7] ?? 0)) > 0;
  return isAnswered ? undefined : new Error(`no answer, rcode ${rcode}`);
}

/** Decodes a reply and checks its address. */
function checkReply(reply: Uint8Array): Error | undefined {
  try {
    const [answer] = decodeMessage(reply).answers;
    return checkAddress(answer?.type === 'A' ? answer.rdata.address : undefined);
  } catch (error) {
    return error as Error;
  }
}
