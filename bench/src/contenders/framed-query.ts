import { encodeMessage, queryMessage } from '@hushdns/core';

const LENGTH_OCTETS = 2;

/** A query as it goes over TCP and TLS, behind its length; without OPT record, so that the answer's address comes last. */
export function framedQuery(name: string): Buffer {
  const query = encodeMessage(queryMessage(name, 'A'));
  const framed = Buffer.alloc(LENGTH_OCTETS + query.length);
  framed.writeUInt16BE(query.length);
  framed.set(query, LENGTH_OCTETS);
  return framed;
}

/** The address at the end of the reply to it. */
export function lastAddress(reply: Buffer): string {
  return reply.subarray(-4).join('.');
}
