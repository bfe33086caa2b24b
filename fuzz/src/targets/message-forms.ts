import { messageFromJson, messageToJson } from '@hushdns/core/json';
import { allTexts } from '@hushdns/core/presentation';
import { parseMessage, printMessage } from '@hushdns/core/text';
import type { Message } from '@hushdns/core/wire';
import { requireSame } from '../oracle.ts';
import { unlessTooLong } from './too-long.ts';

const options = { types: allTexts };

/** The message in the form of RFC 8427, printed as text and read again. */
export function requireSameInJson(message: Message): void {
  // Rdata stands there without compression.
  const form = unlessTooLong(() => messageToJson(message, options));
  if (form === undefined) return;
  const text = JSON.stringify(form);
  requireSame('the message as JSON', messageFromJson(JSON.parse(text), options), message);
}

/** The message as `dig` prints it, and read again. */
export function requireSameInText(message: Message): void {
  requireSame('the message as text', parseMessage(printMessage(message, options), options), message);
}
