import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AllUpstreamsError,
  DnsError,
  NameNotFoundError,
  NoDataError,
  ResponseError,
  TransportError,
} from '../errors/index.ts';
import type { Layer } from '../layers/index.ts';
import { queryMessage, type Rcode } from '../message/index.ts';
import { createResolver } from '../resolver/index.ts';
import { type SimulatedAnswer, SimulatedTransport, VirtualClock, zoneAnswers } from '../testing/index.ts';
import type { ResolverEvent } from './index.ts';

/** An error as a layer of somebody's own may have it: names wherever they fit. */
class OwnError extends DnsError {
  static override readonly kind: string = 'OwnError';
  override readonly hostname: string;
  readonly chain: readonly string[];
  readonly limit: number = 3;

  constructor(name: string) {
    super('EOWN', `no way to ${name}`, { cause: new Error(`because of ${name}`, { cause: name }) });
    this.hostname = name;
    this.chain = [name];
  }
}

interface Failure {
  /** Makes a name that fails of a canary. */
  readonly name?: (canary: string) => string;
  readonly answer?: (canary: string) => (query: Uint8Array) => SimulatedAnswer;
  readonly layer?: (canary: string) => Layer;
}

const says = (rcode: Rcode) => (canary: string) =>
  zoneAnswers('', {
    rcode,
    answers: [],
    edns: {
      udpPayloadOctets: 1232,
      version: 0,
      dnssecOk: false,
      options: [{ code: 'EDE', data: { infoCode: 22, extraText: `at delegation ${canary}.example.` } }],
    },
  });

const FAILURES: Readonly<Record<string, Failure>> = {
  NXDOMAIN: { answer: says('NXDOMAIN') },
  SERVFAIL: { answer: says('SERVFAIL') },
  'no data': { answer: says('NOERROR') },
  'a loop': {
    answer: (canary) =>
      zoneAnswers(`${canary}.example. 60 CNAME b.${canary}.\nb.${canary}. 60 CNAME ${canary}.example.`),
  },
  'a timeout': { answer: () => () => 'silence' },
  'a refused connection': {
    answer: (canary) => () => {
      // Node's parser of HTTP gives what it could not read along.
      const rawPacket = Buffer.from(`garbage with ${canary} in it`);
      const cause = Object.assign(new Error(`Parse Error in ${canary}.example.`), {
        code: 'HPE_INVALID',
        rawPacket,
      });
      const endpoint = 'tls://192.0.2.1';
      return new TransportError(cause.message, { phase: 'connect', protocol: 'tls', endpoint, cause });
    },
  },
  'a malformed reply': {
    answer: (canary) => (query) => zoneAnswers(`${canary}.example. 60 A 192.0.2.1`)(query).subarray(0, -1),
  },
  'an empty label': { name: (canary) => `${canary}..example` },
  'a label that is too long': { name: (canary) => canary.repeat(9) },
  'a name that is too long': { name: (canary) => `${canary}.`.repeat(30) },
  'a bad escape': { name: (canary) => `${canary}\\999.example` },
  'quotes and a bad escape': { name: (canary) => `"${canary}\\"\\9"${canary}` },
  'no A-label': { name: (canary) => `${canary} \u00fc.example` },
  'an error of its own class': {
    layer: (canary) => () => () => Promise.reject(new OwnError(`${canary}.example`)),
  },
  'an error of another library': {
    layer: (canary) => () => () =>
      Promise.reject(
        Object.assign(new Error(`query of ${canary}.EXAMPLE failed`), { hostname: `${canary}.example` }),
      ),
  },
  'misuse that a layer finds': {
    layer: (canary) => () => () => Promise.reject(new RangeError(`questions: A of ${canary}.example.`)),
  },
  'something that is no error': {
    layer: (canary) => () => () => Promise.reject(`${canary}.example` as unknown),
  },
};

/** All that one query leaves behind, as text. */
async function tracesOf(
  failure: Failure,
  canary: string,
  redactNames: boolean,
): Promise<{ text: string; error: unknown; events: ResolverEvent[] }> {
  const clock = new VirtualClock();
  const events: ResolverEvent[] = [];
  const answer = failure.answer?.(canary) ?? zoneAnswers('');
  const upstream = ['tls://192.0.2.1', 'tls://192.0.2.2'].map(
    (endpoint) => new SimulatedTransport({ clock, answer, delayMs: 1, traits: { endpoint } }),
  );
  const layers = failure.layer === undefined ? [] : [failure.layer(canary)];
  const resolver = createResolver({
    upstream,
    layers,
    clock,
    tries: 1,
    redactNames,
    observe: (event) => events.push(event),
  });
  const name = failure.name?.(canary) ?? `${canary}.example`;
  const error: unknown = await clock.settle(resolver.resolve(name)).then(
    () => expect.unreachable('it did not fail'),
    (reason: unknown) => reason,
  );
  await Promise.resolve();
  const shown = [error, events, resolver.stats()].flatMap((each) => [
    inspect(each, { depth: Infinity, showHidden: true }),
    JSON.stringify(each),
  ]);
  return { text: [...shown, (error as Error | undefined)?.stack, String(error)].join('\n'), error, events };
}

/** Twenty letters: nothing else has them by accident, and they fit into a label three times. */
const anyCanary = fc.string({
  unit: fc.constantFrom(...Array.from('bcdfghjkmnpqrstvwxz')),
  minLength: 20,
  maxLength: 20,
});
const holds = (text: string, canary: string): boolean => text.toLowerCase().includes(canary.slice(0, 12));

describe('redactNames', () => {
  it.each(Object.entries(FAILURES))('leaves no name behind: %s', async (_what, failure) => {
    await fc.assert(
      fc.asyncProperty(anyCanary, async (canary) => {
        const { text, events } = await tracesOf(failure, canary, true);
        expect(holds(text, canary)).toBe(false);
        expect(events.length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 10 },
    );
  });

  it.each(Object.entries(FAILURES))('without it the name is there: %s', async (_what, failure) => {
    const canary = 'bcdfghjkmnpqrstvwxzb';
    expect(holds((await tracesOf(failure, canary, false)).text, canary)).toBe(true);
  });

  const errorOf = async (what: string): Promise<DnsError> =>
    (await tracesOf(FAILURES[what] as Failure, 'bcdfghjkmnpqrstvwxzb', true)).error as DnsError;

  it('keeps class, code and all that is no name', async () => {
    const missing = await errorOf('NXDOMAIN');
    expect(missing).toBeInstanceOf(NameNotFoundError);
    expect(missing).toMatchObject({
      name: 'NameNotFoundError',
      message: '<redacted> A: no such name',
      code: 'ENOTFOUND',
      hostname: '<redacted>',
      type: 'A',
      rcode: 'NXDOMAIN',
      extendedErrors: [{ infoCode: 22, purpose: 'No Reachable Authority', extraText: '<redacted>' }],
      attempts: [{ endpoint: 'tls://192.0.2.1', phase: 'receive' }],
    });
    expect(await errorOf('SERVFAIL')).toMatchObject({ message: '<redacted> A: SERVFAIL', code: 'ESERVFAIL' });
    expect(await errorOf('SERVFAIL')).toBeInstanceOf(ResponseError);
    expect(await errorOf('a loop')).toBeInstanceOf(NoDataError);
    expect(await errorOf('an empty label')).toMatchObject({
      message: 'an empty label in the name <redacted>',
      code: 'EBADSTR',
    });
    expect(await errorOf('misuse that a layer finds')).toBeInstanceOf(RangeError);
    const own = await errorOf('an error of its own class');
    expect(own).toBeInstanceOf(OwnError);
    expect(own).toMatchObject({ code: 'EOWN', hostname: '<redacted>', chain: '<redacted>', limit: 3 });
  });

  it("keeps each upstream's error, what the system said of it, and which attempt it was", async () => {
    const error = await errorOf('a refused connection');
    expect(error).toBeInstanceOf(AllUpstreamsError);
    const { errors } = error as AllUpstreamsError;
    expect(errors).toMatchObject([{ endpoint: 'tls://192.0.2.1', cause: { code: 'HPE_INVALID' } }, {}]);
    expect(error.attempts?.map(({ cause }) => cause)).toEqual(errors);
    expect(error.attempts?.[0]?.cause).toBe(errors[0]);
    expect(error.message).toContain('tls://192.0.2.1: connect: Parse Error in <redacted>');
    expect(inspect(error)).not.toContain('rawPacket');
  });

  it("leaves the signal's reason as it is, as that is the caller's own", async () => {
    const clock = new VirtualClock();
    const upstream = new SimulatedTransport({ clock, answer: () => 'silence' });
    const resolver = createResolver({ upstream, clock, redactNames: true });
    const reason = new Error('a reason of the caller');
    await expect(resolver.resolve('host.example', 'A', { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  it('leaves the answer as it is, and redacts what failed before it', async () => {
    const clock = new VirtualClock();
    const refuse = (FAILURES['a refused connection'] as Required<Failure>).answer('host');
    const upstream = [refuse, zoneAnswers('host.example. 60 A 192.0.2.1')].map(
      (answer) => new SimulatedTransport({ clock, answer }),
    );
    const resolver = createResolver({ upstream, clock, redactNames: true });
    const { name, source } = await clock.settle(resolver.resolve('host.example'));
    expect(String(name)).toBe('host.example.');
    expect(inspect(source, { depth: Infinity, showHidden: true })).not.toContain('host');
    expect(source).toMatchObject({ attempts: [{ code: 'ETRANSPORT' }] });
  });

  it('leaves neither a short name behind nor the longer ones that a search makes of it', async () => {
    const clock = new VirtualClock();
    const upstream = new SimulatedTransport({ clock, answer: () => 'silence' });
    const resolver = createResolver({ upstream, clock, search: ['secret.example'], redactNames: true });
    const message = '<redacted> A: tls://192.0.2.1: receive: the deadline passed';
    for (const failed of [resolver.resolve('qx'), resolver.lookup('qx', { family: 4 })]) {
      const error: unknown = await clock.settle<unknown>(failed).then(() => undefined, String);
      expect(error).toContain(message);
      expect(error).not.toMatch(/qx|secret/);
    }
    const query = clock.settle(resolver.query(queryMessage('qx', 'A')));
    await expect(query).rejects.toThrow(message);
    await expect(resolver.reverse('secret')).rejects.toThrow('"<redacted>" is no IP address');
    await expect(resolver.lookup('qx..secret')).rejects.toThrow('<redacted>');
  });

  it('leaves no address behind that a filter denied, and keeps what denied it', async () => {
    const clock = new VirtualClock();
    const upstream = new SimulatedTransport({ clock, answer: zoneAnswers('host.example. 60 A 10.0.0.1') });
    const options = { upstream, clock, filter: { deny: ['private'] }, redactNames: true } as const;
    const failed = clock.settle(createResolver(options).resolve('host.example'));
    await expect(failed).rejects.toThrow(
      '<redacted> A: an address is denied by the filter (private, 10.0.0.0/8)',
    );
    await expect(failed).rejects.toMatchObject({
      address: '<redacted>',
      rule: 'private',
      network: '10.0.0.0/8',
    });
    await expect(createResolver(options).lookup('10.0.0.1')).rejects.toThrow(
      '<redacted> A: an address is denied',
    );
  });

  it('ends with causes that go round or deep', async () => {
    const clock = new VirtualClock();
    const upstream = new SimulatedTransport({ clock, answer: () => 'silence' });
    const round = new Error('round');
    round.cause = round;
    let deep: Error = new Error('deepest');
    for (let depth = 0; depth < 100_000; depth++) deep = new Error('deep', { cause: deep });
    for (const error of [round, deep]) {
      const resolver = createResolver({
        upstream,
        clock,
        redactNames: true,
        layers: [() => () => Promise.reject(error)],
      });
      await expect(resolver.resolve('host.example')).rejects.toThrow(error.message);
    }
  });
});
