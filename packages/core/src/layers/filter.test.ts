import { describe, expect, it } from 'vitest';
import { FilteredError, NoDataError } from '../errors/index.ts';
import { allTexts, parseRecord } from '../presentation/index.ts';
import type { RecordType } from '../rdata/index.ts';
import { type Answer, createResolver, type ResolverOptions } from '../resolver/index.ts';
import { plainServer } from '../testing/server-samples.ts';

const ZONE = `
$TTL 300
public.example.  A 8.8.8.8
public.example.  AAAA 2606:4700::1111
rebind.example.  A 8.8.8.8
rebind.example.  A 192.168.1.1
inside.example.  A 10.0.0.1
inside.example.  AAAA ::ffff:10.0.0.1
alias.example.   CNAME inside.example.
home.example.    CNAME localhost.
web.example.     HTTPS 1 . alpn=h2 ipv4hint=8.8.8.8,10.0.0.1 ipv6hint=fd00::1
must.example.    HTTPS 1 . mandatory=ipv4hint ipv4hint=10.0.0.1
must.example.    HTTPS 2 . alpn=h2
mail.example.    MX 10 inside.example.
`;
const FILTER = { filter: { deny: ['special'] } };

function lab(options: Partial<ResolverOptions>): (name: string, type?: RecordType) => Promise<Answer> {
  const { transport: upstream, clock } = plainServer(ZONE);
  const resolver = createResolver({ upstream, clock, ...options });
  return (name, type = 'A') => clock.settle<Answer>(resolver.resolve(name, type));
}

const addressesIn = ({ records }: Answer): unknown[] =>
  records.map((each) => ('address' in each.rdata ? each.rdata.address : undefined));

describe('a filter', () => {
  it.each(['inside.example', 'alias.example', 'home.example', 'localhost'])(
    'refuses %s, whose addresses are all denied, and nothing does without it',
    async (name) => {
      await expect(lab(FILTER)(name)).rejects.toThrow(FilteredError);
      await expect(lab({})(name)).resolves.toBeDefined();
    },
  );

  it('names what was denied and by what', async () => {
    const failed = lab(FILTER)('alias.example');
    await expect(failed).rejects.toThrow(
      'alias.example. A: 10.0.0.1 is denied by the filter (special, 10.0.0.0/8)',
    );
    await expect(failed).rejects.toMatchObject({
      code: 'EFILTERED',
      hostname: 'alias.example.',
      type: 'A',
      address: '10.0.0.1',
      rule: 'special',
      network: '10.0.0.0/8',
    });
    await expect(lab(FILTER)('inside.example', 'AAAA')).rejects.toMatchObject({ address: '::ffff:10.0.0.1' });
  });

  it('takes what is denied out of an answer that has more, and out of its message', async () => {
    const answer = await lab(FILTER)('rebind.example');
    expect(addressesIn(answer)).toEqual(['8.8.8.8']);
    expect(answer.message.answers).toHaveLength(1);
    expect(addressesIn(await lab({})('rebind.example'))).toEqual(['8.8.8.8', '192.168.1.1']);
  });

  it('leaves alone what is not denied, and names that have no addresses', async () => {
    const resolve = lab(FILTER);
    expect(addressesIn(await resolve('public.example'))).toEqual(['8.8.8.8']);
    expect(addressesIn(await resolve('public.example', 'AAAA'))).toEqual(['2606:4700::1111']);
    expect((await resolve('mail.example', 'MX')).records).toHaveLength(1);
    await expect(resolve('mail.example')).rejects.toThrow(NoDataError);
  });

  it('lets through what is allowed', async () => {
    const resolve = lab({ filter: { deny: ['special'], allow: ['10.0.0.0/24'] } });
    expect(addressesIn(await resolve('alias.example'))).toEqual(['10.0.0.1']);
  });

  it('applies to hosts', async () => {
    const resolve = lab({ ...FILTER, hosts: { 'printer.lan': ['192.168.1.9'] } });
    await expect(resolve('printer.lan')).rejects.toThrow(FilteredError);
  });

  it('takes denied hints out of HTTPS records (RFC 9460 7.3), and records that must have them (RFC 9460 8)', async () => {
    const resolve = lab(FILTER);
    const { records } = await resolve('web.example', 'HTTPS');
    expect(records).toMatchObject([{ rdata: { priority: 1 } }]);
    expect(records.map(({ rdata }) => 'params' in rdata && rdata.params)).toEqual([
      { alpn: ['h2'], ipv4hint: ['8.8.8.8'] },
    ]);
    expect((await resolve('must.example', 'HTTPS')).records).toMatchObject([{ rdata: { priority: 2 } }]);
  });

  it('looks at records beside the answer as well', async () => {
    const additionals = ['a.example. 1 A 10.0.0.1', 'b.example. 1 A 8.8.8.8'].map((line) =>
      parseRecord(line, { types: allTexts }),
    );
    const answers = [parseRecord('mail.example. 1 MX 10 a.example.', { types: allTexts })];
    const { transport: upstream, clock } = plainServer('', { answer: () => ({ answers, additionals }) });
    const resolver = createResolver({ upstream, clock, ...FILTER });
    const { message } = await clock.settle(resolver.resolve('mail.example', 'MX'));
    expect(message.additionals.map(({ name }) => name.text)).toEqual(['b.example.']);
  });

  it.each([
    [{ deny: ['10.0.0.0/33'] }, 'createResolver: filter.deny[0]: "10.0.0.0/33" is no network'],
    [{ deny: ['any', 'privat'] }, 'createResolver: filter.deny[1]: "privat" is no network'],
    [
      { deny: [], allow: ['10.0.0.1/8'] },
      'createResolver: filter.allow[0]: 10.0.0.1/8 has bits behind its prefix',
    ],
    [{ allow: ['10.0.0.0/8'] }, 'createResolver: filter: deny is missing: a list of texts'],
    [{ deny: 'private' }, 'createResolver: filter: deny is "private": a list of texts'],
    [{ deny: [], alow: [] }, 'createResolver: filter: there is no option "alow": did you mean allow?'],
    ['private', 'createResolver: filter is "private"'],
  ])('that cannot be used is refused: %j', (wrong, message) => {
    expect(() => lab({ filter: wrong as { deny: [] } })).toThrow(message);
  });
});
