import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/index.ts';
import { AddressMemory, MEMORY_MS } from './address-memory.ts';
import type { Address } from './contract.ts';

const V6A: Address = { address: '2001:db8::a', family: 6 };
const V6B: Address = { address: '2001:db8::b', family: 6 };
const V4A: Address = { address: '192.0.2.1', family: 4 };
const V4B: Address = { address: '192.0.2.2', family: 4 };
const ALL = [V6A, V6B, V4A, V4B];

function lab(): { clock: VirtualClock; memory: AddressMemory } {
  const clock = new VirtualClock();
  return { clock, memory: new AddressMemory(clock) };
}

describe('AddressMemory', () => {
  it('lets families take turns, beginning with that of the first address (RFC 8305 4)', () => {
    const { memory } = lab();
    expect(memory.order(ALL)).toEqual([V6A, V4A, V6B, V4B]);
    expect(memory.order([V4A, V4B, V6A, V6B])).toEqual([V4A, V6A, V4B, V6B]);
    expect(memory.order([V6A, V6B, V4A])).toEqual([V6A, V4A, V6B]);
    expect(memory.order([V4B, V4A])).toEqual([V4B, V4A]);
    expect(memory.order([])).toEqual([]);
  });

  it('puts the address that worked last first in its family', () => {
    const { memory } = lab();
    memory.worked(V6B);
    memory.worked(V4B);
    expect(memory.order(ALL)).toEqual([V6B, V4B, V6A, V4A]);
  });

  it('begins with IPv4 while IPv6 is broken, and tries IPv6 again after ten minutes (RFC 6555 4.2)', async () => {
    const { clock, memory } = lab();
    memory.failed(V6A);
    memory.worked(V4A);
    expect(memory.order(ALL)).toEqual([V4A, V6B, V4B, V6A]);
    await clock.advance(MEMORY_MS - 1);
    memory.worked(V4A);
    expect(memory.order(ALL)[0]).toBe(V4A);
    await clock.advance(1);
    expect(memory.order(ALL)[0]).toBe(V6A);
  });

  it('begins with IPv6 again as soon as it worked', () => {
    const { memory } = lab();
    memory.failed(V6A);
    memory.worked(V4A);
    memory.worked(V6B);
    expect(memory.order(ALL)[0]).toBe(V6B);
  });

  it('takes no family for broken where the other one did not work either', async () => {
    const { clock, memory } = lab();
    memory.worked(V4A);
    await clock.advance(1);
    memory.failed(V6A);
    expect(memory.order(ALL)).toEqual([V6B, V4A, V6A, V4B]);
    memory.failed(V6B);
    expect(memory.order(ALL)[0]).toBe(V4A);
    await clock.advance(1);
    memory.failed(V4A);
    memory.failed(V4B);
    // The one whose failure is the oldest: there is no better one.
    expect(memory.order(ALL)[0]).toBe(V6A);
  });

  type Step = readonly ['worked' | 'failed', Address] | readonly ['wait', number];
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.tuple(fc.constantFrom('worked' as const, 'failed' as const), fc.constantFrom(...ALL)),
    fc.tuple(fc.constant('wait' as const), fc.integer({ min: 0, max: MEMORY_MS })),
  );

  async function replay(steps: readonly Step[]): Promise<ReturnType<typeof lab>> {
    const { clock, memory } = lab();
    for (const [what, of] of steps) {
      if (what === 'wait') await clock.advance(of);
      else memory[what](of);
    }
    return { clock, memory };
  }

  it('loses and invents no address, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step), fc.shuffledSubarray(ALL), async (steps, addresses) => {
        const { memory } = await replay(steps);
        const ordered = memory.order(addresses);
        expect(new Set(ordered)).toEqual(new Set(addresses));
        expect(ordered).toHaveLength(addresses.length);
      }),
    );
  });

  it('never begins with an address that failed where there is one that did not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step), async (steps) => {
        const { memory } = await replay(steps);
        const [first] = memory.order(ALL);
        fc.pre(ALL.some((each) => memory.failedAtMs(each) === -Infinity));
        expect(memory.failedAtMs(first as Address)).toBe(-Infinity);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has forgotten everything that speaks against an address after ten minutes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step), async (steps) => {
        const { clock, memory } = await replay(steps);
        await clock.advance(MEMORY_MS);
        expect(memory.order(ALL)[0]?.family).toBe(6);
        expect(ALL.map((each) => memory.failedAtMs(each))).toEqual(ALL.map(() => -Infinity));
      }),
    );
  });

  it('stays small where a source gives other addresses each time', () => {
    const { memory } = lab();
    const many = Array.from({ length: 1_000 }, (_, at): Address => ({
      address: `10.0.${at >> 8}.${at & 255}`,
      family: 4,
    }));
    for (const each of many) memory.failed(each);
    expect(many.filter((each) => memory.failedAtMs(each) > -Infinity)).toHaveLength(64);
  });
});
