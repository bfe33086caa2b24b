import { describe, expect, it } from 'vitest';
import { ClosedError, TimeoutError } from '../errors/index.ts';
import { decodeMessage, type Message, queryMessage } from '../message/index.ts';
import { plainServer } from '../testing/server-samples.ts';
import { createResolver, type Resolver } from './index.ts';

const ZONE = `
www.example.  300 CNAME host.example.
host.example. 300 A 192.0.2.1
`;

function lab(
  answer?: Parameters<typeof plainServer>[1],
): ReturnType<typeof plainServer> & { resolver: Resolver } {
  const server = plainServer(ZONE, answer);
  return { ...server, resolver: createResolver({ upstream: server.transport, clock: server.clock }) };
}

describe('query()', () => {
  it('sends the message as it is and gives the response as it is, with where it came from', async () => {
    const { resolver, clock, transport } = lab({ delayMs: 20 });
    const message = queryMessage('www.example', 'A', { id: 4711, cd: true });
    const response = await clock.settle(resolver.query(message));
    expect(decodeMessage(transport.asked[0] as Uint8Array)).toEqual(message);
    expect(response.message).toMatchObject({ id: 4711, qr: true, rcode: 'NOERROR' });
    expect(response.message.answers).toMatchObject([{ type: 'CNAME' }]);
    expect(response).toMatchObject({
      ageSeconds: 0,
      source: { kind: 'network', protocol: 'tls', elapsedMs: 20 },
    });
  });

  it('gives every rcode instead of throwing it', async () => {
    for (const rcode of ['NXDOMAIN', 'SERVFAIL', 'REFUSED'] as const) {
      const { resolver, clock } = lab({ answer: () => ({ rcode }) });
      const { message } = await clock.settle(resolver.query(queryMessage('host.example', 'A')));
      expect(message.rcode).toBe(rcode);
    }
  });

  it('asks for what resolve() answers itself, and for any type', async () => {
    const { resolver, clock, asked } = lab();
    await clock.settle(resolver.query(queryMessage('localhost', 'A')));
    await clock.settle(resolver.query(queryMessage('host.example', 'ANY')));
    expect(asked()).toEqual(['localhost. A', 'host.example. ANY']);
  });

  it('keeps its options: transport, signal, time', async () => {
    const { resolver, clock } = lab({ answer: () => 'silence' });
    const message = queryMessage('host.example', 'A');
    await expect(resolver.query(message, { transport: 'quic' })).rejects.toThrow('no upstream matches quic');
    await expect(resolver.query(message, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
    const late = clock.settle(resolver.query(message, { timeoutMs: 70 }));
    await expect(late).rejects.toThrow(TimeoutError);
    await expect(late).rejects.toThrow('host.example. A: tls://192.0.2.1');
    expect(clock.now()).toBe(70);
  });

  it('refuses what is no question, and zone transfers', async () => {
    const { resolver, asked } = lab();
    const message = queryMessage('host.example', 'A');
    const { questions } = message;
    const refused = (wrong: Message): Promise<unknown> => resolver.query(wrong);
    await expect(refused({ ...message, questions: [] })).rejects.toThrow(
      'query: the message has 0 questions',
    );
    await expect(refused({ ...message, questions: [...questions, ...questions] })).rejects.toThrow(
      RangeError,
    );
    await expect(refused(queryMessage('host.example', 'AXFR'))).rejects.toThrow('AXFR is answered by many');
    await expect(resolver.query(message, { class: 'IN' } as object)).rejects.toThrow(TypeError);
    expect(asked()).toEqual([]);
    await resolver.close();
    await expect(refused(message)).rejects.toThrow(ClosedError);
  });
});
