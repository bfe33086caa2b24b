import { type Message, Name, type Question, type Rcode, type ResourceRecord } from '@hushdns/core';
import { EXAMPLE_ORIGIN, exampleZone } from './example-zone.ts';
import { ZoneData } from './zone-data.ts';

/** What the server itself takes over UDP, in octets: no fragments on any usual path. */
const UDP_PAYLOAD_OCTETS = 1232;
/** Aliases that are followed in one answer. */
const MAX_CHAIN = 16;
const ANY = 'TYPE255';

/** An authoritative zone in memory. */
export interface Zone {
  readonly origin: Name;
  /** The answer to a decoded query, whatever its size. Never throws. */
  answer(query: Message): Message;
}

/**
 * A zone from the text of a zone file (RFC 1035 5); the example zone where none is given.
 * It knows exact names, aliases and negative answers; neither wildcards nor delegations.
 * Throws `ParseError` where the text is no zone file, `RangeError` where it is none for `origin`.
 */
export function zone(text: string = exampleZone, origin: string | Name = EXAMPLE_ORIGIN): Zone {
  return new AuthoritativeZone(new ZoneData(text, Name.from(origin)));
}

class AuthoritativeZone implements Zone {
  readonly #data: ZoneData;

  constructor(data: ZoneData) {
    this.#data = data;
  }

  get origin(): Name {
    return this.#data.origin;
  }

  answer(query: Message): Message {
    const [question] = query.questions;
    if (query.edns !== undefined && query.edns.version > 0) return reply(query, 'BADVERS');
    if (query.opcode !== 'QUERY') return reply(query, 'NOTIMP');
    if (question === undefined || query.questions.length > 1) return reply(query, 'FORMERR');
    if (question.class !== 'IN' || !question.name.isWithin(this.origin)) return reply(query, 'REFUSED');
    return { ...reply(query, 'NOERROR'), aa: true, ...this.#lookUp(question) };
  }

  /** RFC 1034 4.3.2, within this zone. */
  #lookUp({ name, type }: Question): Partial<Message> {
    const answers: ResourceRecord[] = [];
    const authorities = this.#data.negativeAuthority;
    let owner = name;
    for (let step = 0; step < MAX_CHAIN && owner.isWithin(this.origin); step++) {
      const records = this.#data.at(owner);
      if (records === undefined) return { rcode: 'NXDOMAIN', answers, authorities };
      const cname = type === 'CNAME' || type === ANY ? undefined : this.#data.cnameAt(owner);
      if (cname === undefined) {
        const found = ofType(records, type);
        return found.length > 0 ? { answers: [...answers, ...found] } : { answers, authorities };
      }
      answers.push(cname);
      owner = cname.rdata.cname;
    }
    return { answers };
  }
}

/** A reply without records; EDNS where the query had it (RFC 6891 6.1.1). */
function reply(query: Message, rcode: Rcode): Message {
  return {
    id: query.id,
    qr: true,
    opcode: query.opcode,
    aa: false,
    tc: false,
    rd: query.rd,
    ra: false,
    ad: false,
    cd: query.cd,
    rcode,
    questions: query.questions,
    answers: [],
    authorities: [],
    additionals: [],
    ...(query.edns === undefined
      ? {}
      : {
          edns: {
            udpPayloadOctets: UDP_PAYLOAD_OCTETS,
            version: 0,
            dnssecOk: query.edns.dnssecOk,
            options: [],
          },
        }),
  };
}

/** A question for ANY gets one RRset of those there are (RFC 8482 4.1). */
function ofType(records: readonly ResourceRecord[], type: Question['type']): ResourceRecord[] {
  const wanted = type === ANY ? records[0]?.type : type;
  return records.filter((record) => record.type === wanted);
}
