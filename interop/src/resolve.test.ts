import {
  type Answer,
  NameNotFoundError,
  NoDataError,
  type RecordType,
  type ResourceRecord,
  TransportError,
} from '@hushdns/core';
import { allTexts, printRdata } from '@hushdns/core/presentation';
import { certificateAuthority } from '@hushdns/testkit';
import { createResolver, type Resolver } from 'hushdns';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Upstream, upstreamsOf } from './upstream.ts';
import { bigFact, chain, facts, missingName, smallName } from './zone-facts.ts';

const QUERIES = 200;

const { ca } = inject('upstreams');

describe.each(upstreamsOf(inject('upstreams')))('$server over $protocol', (upstream) => {
  const { protocol, habits, urlByAddress } = upstream;
  const atATime = mostAtATime(upstream);
  let resolver: Resolver;
  let reused = 0;
  let fresh = 0;

  beforeAll(() => {
    resolver = createResolver({ upstream: upstream.url, ca });
  });
  afterAll(async () => {
    await resolver.close();
    const counts = `${reused} answers over connections that were open, ${fresh} over new ones`;
    process.stdout.write(` ${upstream.server} over ${protocol}: ${counts}\n`);
  });

  const resolve = async <Type extends RecordType>(name: string, type: Type): Promise<Answer<Type>> => {
    const answer = await resolver.resolve(name, type);
    if (answer.source.kind === 'network' && answer.source.reused) reused++;
    else fresh++;
    return answer;
  };

  test.each(facts)('$type of $name', async ({ name, type, records }) => {
    const answer = await resolve(name, type);
    expect(printed(answer.records)).toEqual(records);
    expect(answer.source).toMatchObject({ protocol, address: '127.0.0.1' });
  });

  test('an RRset of more than 4 KiB, over TCP where UDP truncates it (RFC 7766 5)', async () => {
    const { records, source } = await resolve(bigFact.name, bigFact.type);
    expect(printed(records)).toEqual(bigFact.records);
    expect(bigFact.records.join('').length).toBeGreaterThan(4096);
    expect(source).toMatchObject({ protocol: protocol === 'udp' ? 'tcp' : protocol });
  });

  test.skipIf(habits.includes('leaves-aliases-to-the-client'))('a chain of three aliases', async () => {
    const answer = await resolve(chain.name, 'A');
    expect(answer.chain.map(({ rdata }) => `${rdata.cname}`)).toEqual(chain.steps);
    expect(`${answer.canonicalName}`).toBe(chain.steps.at(-1));
    expect(printed(answer.records)).toEqual(chain.records);
  });

  test('NXDOMAIN', async () => {
    await expect(resolve(missingName, 'A')).rejects.toThrow(NameNotFoundError);
  });

  test('a name without records of the type', async () => {
    await expect(resolve(smallName, 'MX')).rejects.toThrow(NoDataError);
  });

  test(`${QUERIES} queries, ${atATime} at a time`, async () => {
    let asked = 0;
    const ask = async (): Promise<void> => {
      while (asked < QUERIES) {
        const { name, type, records } = factAt(asked++);
        expect(printed((await resolve(name, type)).records)).toEqual(records);
      }
    };
    await Promise.all(Array.from({ length: atATime }, ask));
  });

  test('the second of two queries takes the open connection', async () => {
    await resolve(smallName, 'A');
    const { source } = await resolve(smallName, 'A');
    expect(source).toMatchObject({ kind: 'network', reused: true });
  });

  test('over IPv6', async () => {
    await using overIpv6 = createResolver({ upstream: upstream.url6, ca });
    const { source } = await overIpv6.resolve(smallName);
    expect(source).toMatchObject({ address: '::1' });
  });

  describe.runIf(urlByAddress)('certificates', () => {
    test.skipIf(protocol === 'https' && habits.includes('https-by-name-only'))(
      'the address alone is proved by the certificate',
      async () => {
        await using byAddress = createResolver({ upstream: urlByAddress ?? '', ca });
        const { records } = await byAddress.resolve(smallName);
        expect(printed(records)).toEqual(['192.0.2.20']);
      },
    );

    const refused = { phase: 'connect', protocol };

    test('another authority is refused', async () => {
      const other = await certificateAuthority();
      const error = await refusal(upstream.url, other.ca);
      expect(error).toBeInstanceOf(TransportError);
      expect(error).toMatchObject(refused);
    });

    test('another name is refused', async () => {
      const error = await refusal(upstream.url.replace(/#.*/, '#other.interop.example'), ca);
      expect(error).toBeInstanceOf(TransportError);
      expect(error).toMatchObject(refused);
    });
  });
});

/** Knot answers one of the queries that it reads from TLS in one piece and leaves the others lying. */
function mostAtATime({ protocol, habits }: Upstream): number {
  if (protocol === 'tls' && habits.includes('one-query-per-tls-read')) return 1;
  return QUERIES;
}

async function refusal(url: string, ca: string): Promise<unknown> {
  await using resolver = createResolver({ upstream: url, ca });
  return resolver.resolve(smallName).catch((error: unknown) => error);
}

function printed(records: readonly ResourceRecord[]): string[] {
  return records.map(({ type, rdata }) => printRdata(type, rdata, { types: allTexts })).toSorted();
}

function factAt(index: number): (typeof facts)[number] {
  return facts[index % facts.length] as (typeof facts)[number];
}
