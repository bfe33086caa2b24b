import { WireError } from '@hushdns/core';
import { allTypes } from '@hushdns/core/types';
import {
  commonTypes,
  decodeMessage,
  encodeMessage,
  type Message,
  type RecordTypes,
} from '@hushdns/core/wire';
import { messageSeeds } from '../corpus/messages.ts';
import { registeredTypes } from '../corpus/record-types.ts';
import { optionSeeds, rdataSeeds } from '../corpus/seeds.ts';
import { fullMessages } from '../corpus/worst-cases.ts';
import { messageSource } from '../input/message-source.ts';
import { smallerMessages } from '../input/smaller-messages.ts';
import type { InputSource } from '../input/source.ts';
import { requireOwnMemory, requireSame } from '../oracle.ts';
import type { Target } from '../target.ts';
import { requireSameInJson, requireSameInText } from './message-forms.ts';
import { unlessTooLong } from './too-long.ts';

/** Messages of every type. */
export const message: Target = {
  ...messageTarget('message', 6, allTypes),
  seeds: () => [...messageSeeds(), ...fullMessages()],
};
/** The same with the types that are known where no others are passed. */
export const messageCommon: Target = messageTarget('message-common', 3, commonTypes);

/** Messages whose JSON (RFC 8427) and text must say the same. */
export const messageForms: Target<Message> = {
  ...messageTarget('message-forms', 2, allTypes),
  retained: false,
  check: (message) => {
    requireSameInJson(message);
    requireSameInText(message);
  },
};

function messageTarget(name: string, weight: number, types: RecordTypes): Target<Message> {
  const options = { types };
  return {
    name,
    weight,
    text: false,
    // The worst of each type is in both; weighing takes time.
    retained: types === allTypes,
    refusal: WireError,
    decode: (input) => decodeMessage(input, options),
    check: (message, input) => {
      requireOwnMemory(message, input);
      // Compression reaches only so far.
      const octets = unlessTooLong(() => encodeMessage(message, options));
      if (octets === undefined) return;
      requireSame('the message encoded and decoded again', decodeMessage(octets, options), message);
    },
    seeds: messageSeeds,
    source: messages,
    smaller: smallerMessages,
  };
}

/** Messages of the corpus, and made of all types and options. */
function messages(): InputSource {
  const codes = registeredTypes.map(({ code }) => code);
  return messageSource(messageSeeds(), { rdata: rdataSeeds(), codes, options: optionSeeds() });
}
