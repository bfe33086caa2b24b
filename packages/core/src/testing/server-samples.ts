import { decodeMessage, encodeMessage, type Message, type ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import { allTexts } from '../presentation/index.ts';
import { allTypes } from '../rdata/index.ts';
import { parseZone } from '../zone/index.ts';
import { SimulatedTransport } from './simulated-transport.ts';
import type { SimulatedAnswer } from './simulated-transport.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A server that answers each question from its zone alone and does not follow aliases. */
export interface PlainServer {
  readonly clock: VirtualClock;
  readonly transport: SimulatedTransport;
  /** `www.example. A` for each question asked, in order. */
  readonly asked: () => string[];
}

export interface PlainServerOptions {
  /** Instead of what the zone has. */
  readonly answer?: (query: Message) => SimulatedAnswer | Partial<Message> | undefined;
  readonly delayMs?: number;
  readonly clock?: VirtualClock;
}

/** Names that nothing stands at or below do not exist; others have the records of the type asked for, or an alias. */
export function plainServer(zone: string, options: PlainServerOptions = {}): PlainServer {
  const { clock = new VirtualClock() } = options;
  const records: ResourceRecord[] = [...parseZone(zone, { types: allTexts })];
  const transport = new SimulatedTransport({
    clock,
    delayMs: options.delayMs ?? 0,
    answer: (bytes) => {
      const query = decodeMessage(bytes, { types: allTypes });
      const special = options.answer?.(query);
      if (special instanceof Error || special instanceof Uint8Array || special === 'silence') return special;
      const response = { ...query, qr: true, ra: true, ...(special ?? answerFrom(records, query)) };
      return encodeMessage(response, { types: allTypes });
    },
  });
  const asked = (): string[] =>
    transport.asked.map((bytes) => {
      const { questions } = decodeMessage(bytes, { types: allTypes });
      return questions.map(({ name, type }) => `${name} ${type}`).join();
    });
  return { clock, transport, asked };
}

function answerFrom(records: readonly ResourceRecord[], { questions }: Message): Partial<Message> {
  const { name, type } = questions[0] as Message['questions'][number];
  const aliases = records.filter((each) => each.type === 'DNAME' && isBelow(name, each.name));
  const own = records.filter((each) => each.name.equals(name));
  const wanted = own.filter((each) => each.type === type || each.type === 'CNAME');
  const exists = aliases.length > 0 || records.some((each) => each.name.isWithin(name));
  const answers = [...aliases, ...wanted];
  const authorities = records.filter((each) => each.type === 'SOA' && name.isWithin(each.name));
  return {
    rcode: exists ? 'NOERROR' : 'NXDOMAIN',
    answers,
    authorities: answers.length === 0 ? authorities : [],
  };
}

function isBelow(name: Name, ancestor: Name): boolean {
  return name.isWithin(ancestor) && !name.equals(ancestor);
}
