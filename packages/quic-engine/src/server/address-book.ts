import { PEER_BYTES } from '../engine/abi.ts';
import { decodeAddress, encodePeer } from '../engine/address.ts';

/** Forgotten all at once when full: it only saves work. */
const MAX_PEERS = 4_096;

export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** Peers as node:dgram names them and as the engine does, kept so that a datagram costs no conversion. */
export class AddressBook {
  readonly #encoded = new Map<string, Uint8Array>();
  readonly #decoded = new Map<string, Peer>();
  readonly #mapped: boolean;

  /** `mapped`: the socket is an IPv6 one, and sees IPv4 peers as IPv4-mapped addresses. */
  constructor(mapped: boolean) {
    this.#mapped = mapped;
  }

  encode(peer: Peer): Uint8Array {
    const key = `${peer.address} ${peer.port}`;
    const known = this.#encoded.get(key);
    if (known !== undefined) return known;
    if (this.#encoded.size >= MAX_PEERS) this.#clear();
    const encoded = encodePeer(peer.address, peer.port);
    this.#encoded.set(key, encoded);
    // As received, with its zone if it has one.
    this.#decoded.set(peerKey(encoded), { address: peer.address, port: peer.port });
    return encoded;
  }

  decode(encoded: Uint8Array): Peer {
    return (
      this.#decoded.get(peerKey(encoded)) ?? {
        address: decodeAddress(encoded.subarray(4, PEER_BYTES), this.#mapped),
        port: (encoded[0] ?? 0) | ((encoded[1] ?? 0) << 8),
      }
    );
  }

  #clear(): void {
    this.#encoded.clear();
    this.#decoded.clear();
  }
}

function peerKey(encoded: Uint8Array): string {
  return Buffer.from(encoded.buffer, encoded.byteOffset, PEER_BYTES).toString('latin1');
}
