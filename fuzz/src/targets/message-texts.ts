import { ParseError } from '@hushdns/core';
import { messageFromJson, messageToJson } from '@hushdns/core/json';
import { allTexts } from '@hushdns/core/presentation';
import { parseEdnsOption, parseMessage, printEdnsOption, printMessage } from '@hushdns/core/text';
import { allTypes } from '@hushdns/core/types';
import { decodeMessage, type EdnsOption, encodeMessage, type Message } from '@hushdns/core/wire';
import { messageSeeds } from '../corpus/messages.ts';
import { digText as ownDigText, optionTexts } from '../corpus/seeds.ts';
import { jsonSource } from '../input/json-source.ts';
import { textSource } from '../input/text-sources.ts';
import { requireSame } from '../oracle.ts';
import type { Target } from '../target.ts';
import { requireSameInJson, requireSameInText } from './message-forms.ts';
import { octetsOf, textOf } from './text.ts';
import { unlessTooLong } from './too-long.ts';

const texts = { types: allTexts };
const wire = { types: allTypes };
const MAX_SEED_OCTETS = 256;

/** A message as JSON (RFC 8427). */
export const json: Target<Message> = {
  name: 'json',
  weight: 2,
  text: true,
  retained: false,
  refusal: ParseError,
  decode: (input) => messageFromJson(parsedOrNot(textOf(input)), texts),
  check: (message) => {
    requireSameOnWire(message);
    requireSameInJson(message);
  },
  seeds: () => jsonTexts().map(octetsOf),
  source: () => jsonSource(jsonTexts()),
};

/** A message as `dig` prints it. */
export const digText: Target<Message> = {
  name: 'dig',
  weight: 2,
  text: true,
  retained: false,
  refusal: ParseError,
  decode: (input) => parseMessage(textOf(input), texts),
  check: (message) => {
    requireSameOnWire(message);
    requireSameInText(message);
  },
  seeds: () => digTexts().map(octetsOf),
  source: () => textSource(digTexts()),
};

/** An EDNS option as `dig` prints it. */
export const digOption: Target<EdnsOption> = {
  name: 'dig-option',
  weight: 1,
  text: true,
  retained: false,
  refusal: ParseError,
  decode: (input) => parseEdnsOption(textOf(input)),
  check: (option) =>
    requireSame('the option printed and parsed again', parseEdnsOption(printEdnsOption(option)), option),
  seeds: () => optionTexts().map(octetsOf),
  source: () => textSource(optionTexts()),
};

function requireSameOnWire(message: Message): void {
  const octets = unlessTooLong(() => encodeMessage(message, wire));
  if (octets === undefined) return;
  requireSame('the message encoded and decoded', decodeMessage(octets, wire), message);
}

/** What is no JSON is tried as the string that it is. */
function parsedOrNot(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function jsonTexts(): string[] {
  const hostile = '{"__proto__":{"ID":1},"constructor":{"prototype":{"QR":1}},"answerRRs":{"length":9}}';
  return [hostile, ...smallMessages().map((message) => JSON.stringify(messageToJson(message, texts)))];
}

function digTexts(): string[] {
  return [ownDigText(), ...smallMessages().map((message) => printMessage(message, texts))];
}

function smallMessages(): Message[] {
  return messageSeeds()
    .filter(({ length }) => length <= MAX_SEED_OCTETS)
    .flatMap((octets) => {
      try {
        return [decodeMessage(octets, wire)];
      } catch {
        return [];
      }
    });
}
