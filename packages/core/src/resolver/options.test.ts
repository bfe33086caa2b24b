import { describe, expect, it } from 'vitest';
import { plainServer, type PlainServer } from '../testing/server-samples.ts';
import { createResolver, type ResolveOptions, type Resolver, type ResolverOptions } from './index.ts';

const ZONE = 'host.example. 300 A 192.0.2.1';

function lab(options: Partial<ResolverOptions> = {}): PlainServer & { resolver: Resolver } {
  const server = plainServer(ZONE);
  const resolver = createResolver({ upstream: server.transport, clock: server.clock, ...options });
  return { ...server, resolver };
}

/** Options as one who has no type checker writes them. */
const wrong = (options: object): Partial<ResolverOptions> & ResolveOptions => options;

describe('createResolver refuses', () => {
  it.each([
    [{ upstream: undefined }, 'createResolver: upstream is missing: a transport is needed'],
    [{ upstream: [] }, 'createResolver: upstream is an empty list: at least one upstream is needed'],
    [{ upstream: 'tls://9.9.9.9' }, 'createResolver: upstream is "tls://9.9.9.9": a transport is needed'],
    [
      { upstream: ['tls://9.9.9.9'] },
      'createResolver: upstream is a list: a transport is needed, or several',
    ],
    [{ timeoutMs: -1 }, 'createResolver: timeoutMs is -1: a positive number of milliseconds is needed'],
    [{ timeoutMs: '5' }, 'createResolver: timeoutMs is "5": a positive number'],
    [{ timeoutMs: Infinity }, 'createResolver: timeoutMs is Infinity: a positive number'],
    [{ tries: 0 }, 'createResolver: tries is 0: an integer from 1 to 10 is needed'],
    [{ tries: 11 }, 'createResolver: tries is 11: an integer from 1 to 10 is needed'],
    [{ tries: 1.5 }, 'createResolver: tries is 1.5: an integer'],
    [{ clientSubnet: '203.0.113.7' }, 'createResolver: clientSubnet is "203.0.113.7": a network is needed'],
    [
      { clientSubnet: '203.0.113.7/24' },
      '203.0.113.7/24 has bits behind its prefix: 203.0.113.0/24 has none',
    ],
    [{ clientSubnet: 'mine/24' }, 'createResolver: clientSubnet is "mine/24": "mine/24" is no network'],
    [{ clientSubnet: true }, 'createResolver: clientSubnet is true: a network'],
    [{ layers: {} }, 'createResolver: layers is an object: a list is needed'],
    [
      { dangerAllowPlaintext: 'yes' },
      'createResolver: dangerAllowPlaintext is "yes": true or false is needed',
    ],
    [{ hosts: 'system' }, 'createResolver: hosts is "system": a Map or an object'],
    [{ privateReverse: true }, 'createResolver: privateReverse is true: "local", "upstream" can be used'],
  ])('%j', (options, message) => {
    const refused = (): unknown => lab(wrong(options));
    expect(refused).toThrow(RangeError);
    expect(refused).toThrow(message);
  });

  it.each([
    ['timeoutMS', 'createResolver: there is no option "timeoutMS": did you mean timeoutMs?'],
    ['timeout', 'createResolver: there is no option "timeout": did you mean timeoutMs?'],
    ['trys', 'createResolver: there is no option "trys": did you mean tries?'],
    ['upstreams', 'did you mean upstream?'],
    ['toString', 'createResolver: there is no option "toString"'],
  ])('the option %s that there is not', (option, message) => {
    const refused = (): unknown => lab({ [option]: 1 });
    expect(refused).toThrow(TypeError);
    expect(refused).toThrow(message);
  });

  it('no option that is undefined, as good as absent', () => {
    expect(() => lab(wrong({ timeoutMs: undefined, hosts: undefined }))).not.toThrow();
  });
});

describe('resolve refuses before it asks', () => {
  it.each([
    [{ timeoutMs: 0 }, 'resolve: timeoutMs is 0: a positive number of milliseconds is needed'],
    [{ tries: -1 }, 'resolve: tries is -1: an integer from 1 to 10 is needed'],
    [{ signal: new AbortController() }, 'resolve: signal is an object: an AbortSignal is needed'],
    [{ class: 'INTERNET' }, 'resolve: class is "INTERNET": INTERNET is no CLASS mnemonic'],
    [{ dnssecOk: 1 }, 'resolve: dnssecOk is 1: true or false is needed'],
    [{ clientSubnet: '10.1.0.0/8' }, '10.1.0.0/8 has bits behind its prefix: 10.0.0.0/8 has none'],
    [{ ednsOptions: {} }, 'resolve: ednsOptions is an object: a list is needed'],
    [
      { clientSubnet: '10.0.0.0/8', ednsOptions: [{ code: 'OPT8', data: new Uint8Array() }] },
      'clientSubnet and ednsOptions both have a client subnet',
    ],
    [{ dnssecOK: true }, 'resolve: there is no option "dnssecOK": did you mean dnssecOk?'],
  ])('%j', async (options, message) => {
    const { resolver, asked } = lab();
    await expect(resolver.resolve('host.example', 'A', wrong(options))).rejects.toThrow(message);
    expect(asked()).toEqual([]);
  });
});
