// IP addresses as text (node:dgram) and as 16 bytes (the engine; IPv4 is IPv4-mapped, RFC 4291 section 2.5.5.2).
import { isIPv4 } from 'node:net';
import { ADDRESS_BYTES, PEER_BYTES } from './abi.ts';

/** Encodes an address that node:net accepts; a zone (`%eth0`) is left out. */
export function encodeAddress(address: string): Uint8Array {
  const octets = new Uint8Array(ADDRESS_BYTES);
  const [text = ''] = address.split('%', 1);
  if (isIPv4(text)) {
    octets.fill(0xff, 10, 12);
    octets.set(dottedOctets(text), 12);
    return octets;
  }
  const [head = '', tail] = text.split('::');
  octets.set(groupOctets(head));
  if (tail !== undefined) {
    const last = groupOctets(tail);
    octets.set(last, ADDRESS_BYTES - last.length);
  }
  return octets;
}

/** Decodes to IPv4 text where the address is mapped and `mapped` is false, else to IPv6 text. */
export function decodeAddress(octets: Uint8Array, mapped: boolean): string {
  const isMapped =
    octets.subarray(0, 10).every((octet) => octet === 0) && octets[10] === 0xff && octets[11] === 0xff;
  if (isMapped) return `${mapped ? '::ffff:' : ''}${octets.subarray(12).join('.')}`;
  const view = new DataView(octets.buffer, octets.byteOffset, ADDRESS_BYTES);
  return Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2).toString(16)).join(':');
}

/** Port and address as a received datagram's header carries them. */
export function encodePeer(address: string, port: number): Uint8Array {
  const peer = new Uint8Array(PEER_BYTES);
  new DataView(peer.buffer).setUint32(0, port, true);
  peer.set(encodeAddress(address), 4);
  return peer;
}

function groupOctets(groups: string): number[] {
  if (groups === '') return [];
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return dottedOctets(group);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function dottedOctets(text: string): number[] {
  return text.split('.').map(Number);
}
