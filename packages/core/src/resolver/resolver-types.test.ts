import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ResourceRecord } from '../message/index.ts';
import type { RecordType, UnknownRdata } from '../rdata/index.ts';
import type { A, Mx } from '../rdata/common-codecs.ts';
import type { Ipseckey } from '../rdata/further-codecs.ts';
import type { Response } from '../layers/index.ts';
import type { Answer, Lookup, LookupOptions, Resolver, ResolverOptions, Reverse } from './index.ts';

/** What the type checker gives to one who asks: nothing of this is called. */
const asked = {
  default: (resolver: Resolver) => resolver.resolve('example'),
  mx: (resolver: Resolver) => resolver.resolve('example', 'MX'),
  ipseckey: (resolver: Resolver) => resolver.resolve('example', 'IPSECKEY'),
  numbered: (resolver: Resolver) => resolver.resolve('example', 'TYPE65280'),
  some: (resolver: Resolver, type: 'A' | 'MX') => resolver.resolve('example', type),
  any: (resolver: Resolver, type: RecordType) => resolver.resolve('example', type),
  // @ts-expect-error A question may have this type, an answer has no records of it.
  meta: (resolver: Resolver) => resolver.resolve('example', 'ANY'),
  // @ts-expect-error There is no such type.
  none: (resolver: Resolver) => resolver.resolve('example', 'NOPE'),
};

type RdataOf<Call extends keyof typeof asked> = Awaited<
  ReturnType<(typeof asked)[Call]>
>['records'][number]['rdata'];

describe('resolve()', () => {
  it('gives the rdata of the type asked for to the type checker, and octets for an unknown one', () => {
    expectTypeOf<RdataOf<'default'>>().toEqualTypeOf<A>();
    expectTypeOf<RdataOf<'mx'>>().toEqualTypeOf<Mx>();
    expectTypeOf<RdataOf<'ipseckey'>>().toEqualTypeOf<Ipseckey>();
    expectTypeOf<RdataOf<'numbered'>>().toEqualTypeOf<UnknownRdata>();
    expectTypeOf<RdataOf<'some'>>().toEqualTypeOf<A | Mx>();
    expectTypeOf<Awaited<ReturnType<typeof asked.mx>>>().toEqualTypeOf<Answer<'MX'>>();
    expectTypeOf<Answer<'MX'>['chain'][number]>().toEqualTypeOf<ResourceRecord<'CNAME'>>();
  });

  it('tells records of any type apart by their type', () => {
    const preferenceOf = (record: ResourceRecord): number | undefined => {
      if (record.type !== 'MX') return undefined;
      expectTypeOf(record.rdata).toEqualTypeOf<Mx>();
      return record.rdata.preference;
    };
    type Any = Awaited<ReturnType<typeof asked.any>>['records'][number];
    expectTypeOf<Any>().toExtend<ResourceRecord>();
    expect(preferenceOf({ type: 'A' } as ResourceRecord)).toBeUndefined();
  });
});

describe('the other methods', () => {
  it('give what they are for', () => {
    expectTypeOf<ReturnType<Resolver['lookup']>>().toEqualTypeOf<Promise<Lookup>>();
    expectTypeOf<Lookup['addresses'][number]['family']>().toEqualTypeOf<4 | 6>();
    expectTypeOf<Lookup['https']>().toEqualTypeOf<Answer<'HTTPS'> | undefined>();
    expectTypeOf<ReturnType<Resolver['reverse']>>().toEqualTypeOf<Promise<Reverse>>();
    expectTypeOf<ReturnType<Resolver['query']>>().toEqualTypeOf<Promise<Response>>();
  });

  it('take the options of a question, but no class: addresses are of IN alone', () => {
    expectTypeOf<LookupOptions>().toHaveProperty('dnssecOk');
    expectTypeOf<LookupOptions>().not.toHaveProperty('class');
    expectTypeOf<NonNullable<LookupOptions['family']>>().toEqualTypeOf<0 | 4 | 6>();
    expectTypeOf<'private'>().toExtend<NonNullable<ResolverOptions['filter']>['deny'][number]>();
    expectTypeOf<Map<string, string[]>>().toExtend<NonNullable<ResolverOptions['hosts']>>();
  });
});
