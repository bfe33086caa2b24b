import { describe, expect, it } from 'vitest';
import { decodeMessage, type EdnsOption, type Message } from '../message/index.ts';
import { plainServer } from '../testing/server-samples.ts';
import { createResolver, type ResolveOptions, type ResolverOptions } from './index.ts';

/** The query that a resolver sends. */
async function sent(
  options: ResolveOptions = {},
  resolverOptions: Partial<ResolverOptions> = {},
): Promise<Message> {
  const { transport, clock } = plainServer('host.example. 300 A 192.0.2.1');
  const resolver = createResolver({ upstream: transport, clock, ...resolverOptions });
  await clock.settle(resolver.resolve('host.example', 'A', options));
  return decodeMessage(transport.asked[0] as Uint8Array);
}

const subnetsIn = ({ edns }: Message): unknown[] =>
  (edns?.options ?? []).filter(({ code }) => code === 'ECS').map(({ data }) => data);

describe('the client subnet', () => {
  it('is 0.0.0.0/0 where nothing else is said, so that upstreams pass on none (RFC 7871 7.1.2)', async () => {
    expect(subnetsIn(await sent())).toEqual([
      { family: 1, sourcePrefixLength: 0, scopePrefixLength: 0, address: '0.0.0.0' },
    ]);
  });

  it.each([
    ['203.0.113.0/24', { family: 1, sourcePrefixLength: 24, address: '203.0.113.0' }],
    ['2001:db8::/56', { family: 2, sourcePrefixLength: 56, address: '2001:db8::' }],
    ['::/0', { family: 2, sourcePrefixLength: 0, address: '::' }],
  ])('is %s on purpose, for the resolver or for a query', async (clientSubnet, option) => {
    expect(subnetsIn(await sent({ clientSubnet }))).toMatchObject([option]);
    expect(subnetsIn(await sent({}, { clientSubnet }))).toMatchObject([option]);
    expect(subnetsIn(await sent({ clientSubnet }, { clientSubnet: false }))).toMatchObject([option]);
  });

  it('is not mentioned where that was asked for', async () => {
    expect((await sent({ clientSubnet: false })).edns?.options).toEqual([]);
    expect((await sent({}, { clientSubnet: false })).edns?.options).toEqual([]);
  });

  it('is the one among the EDNS options where they have one, and stands beside others', async () => {
    const own: EdnsOption = {
      code: 'ECS',
      data: { family: 1, sourcePrefixLength: 8, scopePrefixLength: 0, address: '10.0.0.0' },
    };
    expect(subnetsIn(await sent({ ednsOptions: [own] }))).toEqual([own.data]);
    const { edns } = await sent({ ednsOptions: [{ code: 'OPT65001', data: Uint8Array.of(1) }] });
    expect(edns?.options.map(({ code }) => code)).toEqual(['ECS', 'OPT65001']);
  });
});

describe('flags', () => {
  it('are RD alone where nothing else is said', async () => {
    expect(await sent()).toMatchObject({ rd: true, ad: false, cd: false, edns: { dnssecOk: false } });
  });

  it('are what was asked for', async () => {
    const options = { recursionDesired: false, authenticData: true, checkingDisabled: true, dnssecOk: true };
    expect(await sent(options)).toMatchObject({ rd: false, ad: true, cd: true, edns: { dnssecOk: true } });
  });
});
