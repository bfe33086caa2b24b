import { MAX_LABEL_OCTETS } from './limits.ts';

/** Whether an octet is a label's length: not the root's, a pointer's or that of an unknown type (RFC 1035 4.1.4). */
export function isLabelLength(octet: number): boolean {
  return octet !== 0 && octet <= MAX_LABEL_OCTETS;
}

/** An octet with ASCII's upper case folded (RFC 4343 3). Length octets are below 64, so folding cannot touch them. */
export function foldOctet(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
}
