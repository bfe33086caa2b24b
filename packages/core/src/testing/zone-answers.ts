import { decodeMessage, encodeMessage, type Message } from '../message/index.ts';
import { allTexts } from '../presentation/index.ts';
import { allTypes } from '../rdata/index.ts';
import { parseZone } from '../zone/index.ts';

/**
 * Answers as a careless server does, for tests: every record of the zone, whatever was asked, with whatever `change`
 * makes of the response.
 */
export function zoneAnswers(
  zone: string,
  change: Partial<Message> = {},
): (query: Uint8Array) => Uint8Array<ArrayBuffer> {
  const answers = [...parseZone(zone, { types: allTexts })];
  return (query) =>
    encodeMessage({ ...decodeMessage(query), qr: true, answers, ...change }, { types: allTypes });
}
