import { isDeepStrictEqual } from 'node:util';
import type { AnswerText, Codec } from './codec.ts';
import type { MessageText, RecordText } from './message-text.ts';
import { rdataHex } from './wire.ts';

/** Throws where what was read is not what the message says. Who does not know a type may have its rdata as octets. */
export function checkText(read: MessageText, expected: MessageText): void {
  const sections = ['answers', 'authorities', 'additionals'] as const;
  const asRead = Object.fromEntries(
    sections.map((section) => [
      section,
      expected[section].map((record, at) => {
        const other = read[section][at];
        return other !== undefined && 'hex' in other ? octetsOf(record) : record;
      }),
    ]),
  );
  const wanted = { ...expected, ...asRead };
  if (isDeepStrictEqual(read, wanted)) return;
  const [field, value] = Object.entries(wanted).find(
    ([key, value]) => !isDeepStrictEqual(read[key as keyof MessageText], value),
  ) ?? ['fields', Object.keys(read)];
  const got = JSON.stringify(read[field as keyof MessageText]);
  throw new Error(`reads ${field} as ${got}, not ${JSON.stringify(value)}`);
}

function octetsOf(record: RecordText): RecordText {
  const { owner, ttlSeconds, type } = record;
  return { owner, ttlSeconds, type, hex: rdataHex(record) };
}

/** The answer to a message's question by the same rules as everybody's: along the aliases, and of the type asked for. */
export function answerIn({ question: [name], answers }: MessageText): AnswerText {
  let owner = name;
  let ttlSeconds = Infinity;
  const addresses: string[] = [];
  for (const record of answers) {
    if (record.owner !== owner || 'signature' in record) continue;
    ttlSeconds = Math.min(ttlSeconds, record.ttlSeconds);
    if ('target' in record) owner = record.target;
    else if ('address' in record) addresses.push(record.address);
  }
  return { addresses, ttlSeconds };
}

export function checkAnswer(read: AnswerText, expected: AnswerText): void {
  if (!isDeepStrictEqual(read, expected))
    throw new Error(`answers ${JSON.stringify(read)}, not ${JSON.stringify(expected)}`);
}

/** What a contender encodes has to mean what it was told to. */
export function checkEncoded<Message>(
  codec: Codec<Message>,
  octets: Uint8Array,
  expected: MessageText,
): void {
  checkText(codec.textOf(codec.decode(Buffer.from(octets))), expected);
}
