import { MAX_MESSAGE_OCTETS } from '@hushdns/core/wire';

/** What `encode` gives; undefined where the octets are more than a message holds. */
export function unlessTooLong(encode: () => Uint8Array): Uint8Array | undefined {
  try {
    return encode();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes(`${MAX_MESSAGE_OCTETS} octets`))
      return undefined;
    throw error;
  }
}
