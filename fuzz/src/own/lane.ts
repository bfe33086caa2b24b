import { signatureOf } from '../finding.ts';
import type { Stopwatch, Target } from '../target.ts';
import { examine, findingOf } from './examine.ts';
import type { Report, Tally } from './jobs.ts';
import type { Progress } from './progress.ts';
import { TargetInputs } from './target-inputs.ts';

/** Of how many kinds of fault a target is looked through further. */
const MAX_SIGNATURES = 40;
/** Seeds from this length on are looked at for the memory that their values hold, others by chance. */
const LARGE_OCTETS = 4096;

/** One target on its way through its inputs. */
export class Lane {
  readonly target: Target;
  readonly tally: Tally;
  /** The index of the next input. */
  next: number;
  readonly #inputs: TargetInputs;
  readonly #progress: Progress;
  readonly #place: number;
  readonly #say: (report: Report) => void;
  readonly #signatures: Set<string> = new Set();
  readonly #stopwatch: Stopwatch = { decodeMs: 0 };
  #accepted: Uint8Array | undefined;

  /** `place` is that of the target among all, for `progress`. */
  constructor(
    target: Target,
    { seed, tally, next }: { readonly seed: number; readonly tally: Tally; readonly next: number },
    place: number,
    progress: Progress,
    say: (report: Report) => void,
  ) {
    this.target = target;
    this.tally = { ...tally };
    this.next = next;
    this.#inputs = new TargetInputs(target, seed);
    this.#place = place;
    this.#progress = progress;
    this.#say = say;
  }

  /** Whether seeds are left, which come before all other inputs. */
  get inSeeds(): boolean {
    return this.next < this.#inputs.seedCount;
  }

  /** False once so many kinds of fault were found that more would tell nothing. */
  get open(): boolean {
    return this.#signatures.size < MAX_SIGNATURES;
  }

  /** Tries the next inputs. */
  async advance(count: number): Promise<void> {
    const { target, tally } = this;
    let startMs = performance.now();
    for (let left = count; left > 0 && this.open; left--) {
      const weigh = this.inSeeds;
      const index = this.next++;
      this.#progress.begin(this.#place, index);
      const input = this.#inputs.at(index);
      try {
        const outcome = examine(target, input, weigh && input.length >= LARGE_OCTETS, this.#stopwatch);
        tally[outcome]++;
        if (outcome === 'accepted') this.#accepted = input;
      } catch (error) {
        tally.failed++;
        const failedMs = performance.now();
        await this.#report(error, input, weigh);
        startMs += performance.now() - failedMs;
      }
    }
    tally.ms += performance.now() - startMs;
  }

  /** Looks at the memory that the value of the last accepted input holds. */
  async weigh(): Promise<void> {
    const input = this.#accepted;
    if (input === undefined || !this.target.retained) return;
    this.#progress.tick();
    try {
      examine(this.target, input, true);
    } catch (error) {
      await this.#report(error, input, true);
    }
  }

  /** The first fault of a kind. */
  async #report(error: unknown, input: Uint8Array, weigh: boolean): Promise<void> {
    const signature = signatureOf(error);
    if (this.#signatures.has(signature)) return;
    this.#signatures.add(signature);
    const unsteady = { target: this.target.name, input, report: `${signature} (not when tried again)` };
    const finding = await findingOf(this.target, input, weigh, () => this.#progress.tick());
    this.#say({ kind: 'finding', finding: finding ?? unsteady });
  }
}
