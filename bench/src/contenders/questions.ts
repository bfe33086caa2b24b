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

/**
 * Queries in turn, for ever. `prepared` ones were all encoded before; otherwise each is encoded when it is asked, as
 * whoever resolves a name has to.
 */
export function querySource(prepared: boolean): () => Uint8Array {
  const next = nameSource();
  if (!prepared) return () => encodedQuery(next());
  const queries = benchNames.map(encodedQuery);
  let at = 0;
  return () => queries[at++ % queries.length] as Uint8Array;
}

/** What is wrong with an answer's first address; undefined where it is the zone's. */
export function checkAddress(address: unknown): Error | undefined {
  return address === BENCH_ADDRESS ? undefined : new Error(`answered ${String(address)}`);
}

/** Decodes a reply and checks its address. */
export function checkReply(reply: Uint8Array): Error | undefined {
  try {
    const [answer] = decodeMessage(reply).answers;
    return checkAddress(answer?.type === 'A' ? answer.rdata.address : undefined);
  } catch (error) {
    return error as Error;
  }
}
