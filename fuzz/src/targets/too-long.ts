import { MAX_MESSAGE_OCTETS } from '@hushdns/core/wire';

/** What `encode` gives; undefined where that takes more octets than a message holds. */
export function unlessTooLong<Form>(encode: () => Form): Form | undefined {
  try {
    return encode();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes(`${MAX_MESSAGE_OCTETS} octets`))
      return undefined;
    throw error;
  }
}
