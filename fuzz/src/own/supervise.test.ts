import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Finding, saveFinding, targetNameOf } from '../finding.ts';
import type { Target } from '../target.ts';
import { targets, TRIGGER } from '../testing/planted-targets.ts';
import type { LaneState } from './jobs.ts';
import { superviseExamination, superviseRun } from './supervise.ts';

const targetsModule = new URL('../testing/planted-targets.ts', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'hushdns-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the runner', () => {
  it('finds a planted TypeError, makes its input smaller, and replays it from the file', async () => {
    const { findings, lanes } = await run('type-error', 20_000);
    expect(findings).toHaveLength(1);
    const [finding] = findings as [Finding];
    expect(finding.report).toMatch(/^TypeError: Cannot read properties of undefined/);
    expect(finding.input).toEqual(Uint8Array.of(0, 0, TRIGGER));
    expect(lanes[0]?.tally.failed).toBeGreaterThan(1);

    const file = resolve(import.meta.dirname, '../../..', saveFinding(named('type-error'), finding, folder));
    expect(targetNameOf(file)).toBe('type-error');
    const input = Uint8Array.from(readFileSync(file));
    await expect(examine('type-error', input)).resolves.toMatchObject({ report: finding.report });
    await expect(examine('sound', input)).resolves.toBe('refused');
    await expect(examine('sound', Uint8Array.of(...input, 1))).resolves.toBe('accepted');
  });

  it.each([
    ['hang', 'no end after 1 s', 1000],
    ['memory', 'all of 512 MB of memory taken', 20_000],
  ])(
    'ends an input that causes a %s, and goes on behind it',
    async (name, report, hangMs) => {
      const { findings, lanes } = await run(name, 50, { hangMs });
      expect(findings[0]).toEqual({ target: name, input: Uint8Array.of(0, 0, TRIGGER), report });
      expect(lanes[0]?.next).toBeGreaterThan(40);
    },
    60_000,
  );

  it('finds decoders that are slow, hold too much, or break a promise', async () => {
    await expect(run('slow', 50)).resolves.toMatchObject({
      findings: [
        { report: expect.stringMatching(/^TooMuch: decoding took 6\d\.\d ms for 3 octets/) as string },
      ],
    });
    await expect(examine('hoarder', new Uint8Array(5000))).resolves.toMatchObject({
      report: expect.stringMatching(/^TooMuch: the value holds \d+ octets, 1\d\d\d times/) as string,
    });
    await expect(run('violation', 100)).resolves.toMatchObject({
      findings: [
        { input: new Uint8Array(4), report: expect.stringContaining('zero is not checked') as string },
      ],
    });
  }, 60_000);

  it('finds nothing in a sound decoder, and tries the same inputs for the same seed', async () => {
    const [first, second, other] = await Promise.all([
      run('sound', 5000),
      run('sound', 5000),
      run('sound', 5000, { seed: 8 }),
    ]);
    expect(first.findings).toEqual([]);
    expect(outcomes(first)).toEqual(outcomes(second));
    expect(outcomes(first)).not.toEqual(outcomes(other));
  });
});

interface Run {
  readonly findings: readonly Finding[];
  readonly lanes: readonly LaneState[];
}

async function run(
  name: string,
  inputs: number,
  settings: { readonly seed?: number; readonly hangMs?: number } = {},
): Promise<Run> {
  const findings: Finding[] = [];
  const { lanes } = await superviseRun({
    targetsModule,
    targets: [named(name)],
    seed: 7,
    inputs,
    untilMs: Date.now() + 60_000,
    ...settings,
    onFinding: (finding) => void findings.push(finding),
  });
  return { findings, lanes };
}

function outcomes({ lanes }: Run): (readonly number[])[] {
  return lanes.map(({ tally, next }) => [next, tally.accepted, tally.refused, tally.failed]);
}

async function examine(name: string, input: Uint8Array): Promise<unknown> {
  return superviseExamination(targetsModule, named(name), input);
}

function named(name: string): Target {
  const target = targets.find((each) => each.name === name);
  if (target === undefined) throw new RangeError(`no target is called ${name}`);
  return target;
}
