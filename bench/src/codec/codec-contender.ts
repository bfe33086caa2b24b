import { type Operation, operationContender, repeated } from '../worker/operations.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { answerIn, checkAnswer, checkEncoded, checkText } from './check.ts';
import type { Codec } from './codec.ts';
import { growingShapes, type LargeMessage, worstMessages, worstTypedMessages } from './large-messages.ts';
import { type CodecMessage, codecMessages } from './messages.ts';
import { readText } from './read-text.ts';

/** Names that are asked in turn. */
const NAMES = Array.from({ length: 1_024 }, (_, at) => `n${String(at).padStart(4, '0')}.example.com`);
const MAX_ID = 0xffff;
const WORST = { ...worstMessages, ...worstTypedMessages };

/** What the last operation made: it is reachable, so it has to exist. */
const kept: { value: unknown } = { value: undefined };

/**
 * A codec as a contender. Its operations are `read MESSAGE` (decode and read every field), `answer MESSAGE` (what a
 * resolver needs), `encode query`, `encode reply`, `compose reply`, `grow SHAPE OCTETS` and `worst MESSAGE`. Each is
 * checked before it is measured.
 */
export function codecContender<Message>(codec: Codec<Message>): WorkerContender {
  const operations: Readonly<Record<string, (what: string) => Operation>> = {
    read: (what) => readOperation(codec, messageNamed(what)),
    answer: (what) => answerOperation(codec, messageNamed(what)),
    encode: (what) =>
      what === 'query' ? encodeQueryOperation(codec) : encodeOperation(codec, messageNamed(what)),
    compose: (what) => composeOperation(codec, messageNamed(what)),
    grow: (what) => {
      const [shape = '', octets] = what.split(' ');
      return largeOperation(codec, growingShapes[shape as keyof typeof growingShapes](Number(octets)));
    },
    worst: (what) => largeOperation(codec, WORST[what as keyof typeof WORST]()),
  };
  return operationContender(codec.version, (name) => {
    const [verb = '', ...what] = name.split(' ');
    const operation = operations[verb]?.(what.join(' '));
    if (operation === undefined) throw new RangeError(`no operation ${name}`);
    return operation;
  });
}

function messageNamed(name: string): CodecMessage {
  return codecMessages[name as keyof typeof codecMessages];
}

function readOperation<Message>(codec: Codec<Message>, { wire, text }: CodecMessage): Operation {
  checkText(codec.textOf(codec.decode(wire)), text);
  return reading(codec, wire);
}

function reading<Message>(codec: Codec<Message>, wire: Buffer): Operation {
  return {
    run: repeated(() => {
      const message = codec.decode(wire);
      kept.value = message;
      return codec.read(message);
    }),
    units: wire.length,
  };
}

/** Of a message too large to compare, the questions and records are counted. */
function largeOperation<Message>(codec: Codec<Message>, { wire, count }: LargeMessage): Operation {
  const read = codec.count(codec.decode(wire));
  if (Math.abs(read - count) > 1) throw new Error(`reads ${read} questions and records of ${count}`);
  return reading(codec, wire);
}

function answerOperation<Message>(codec: Codec<Message>, { wire, text }: CodecMessage): Operation {
  const { query } = codecMessages;
  const [name, type] = query.text.question;
  const asked = { id: query.text.id, name, type, query: query.wire };
  checkAnswer(codec.answer(asked, wire), answerIn(text));
  return {
    run: repeated(() => {
      const answer = codec.answer(asked, wire);
      kept.value = answer;
      let sum = answer.ttlSeconds;
      for (const address of answer.addresses) sum += readText(address);
      return sum;
    }),
  };
}

function encodeQueryOperation<Message>(codec: Codec<Message>): Operation {
  const { text } = codecMessages.query;
  const [name] = NAMES;
  if (name === undefined) throw new RangeError('no name to ask');
  checkEncoded(codec, codec.encodeQuery(1, name), { ...text, id: 1, question: [`${name}.`, 'A'] });
  let at = 0;
  return {
    run: repeated(() => {
      at++;
      const octets = codec.encodeQuery(at & MAX_ID, NAMES[at % NAMES.length] as string);
      kept.value = octets;
      return octets.length;
    }),
  };
}

function encodeOperation<Message>(codec: Codec<Message>, { text }: CodecMessage): Operation {
  const message = codec.compose(text);
  checkEncoded(codec, codec.encode(message), text);
  return {
    run: repeated(() => {
      const octets = codec.encode(message);
      kept.value = octets;
      return octets.length;
    }),
  };
}

/** From text in names, addresses and all, as who makes a reply of strings has to. */
function composeOperation<Message>(codec: Codec<Message>, { text }: CodecMessage): Operation {
  checkEncoded(codec, codec.encode(codec.compose(text)), text);
  return {
    run: repeated(() => {
      const octets = codec.encode(codec.compose(text));
      kept.value = octets;
      return octets.length;
    }),
  };
}
