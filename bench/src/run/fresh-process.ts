import type { Contender } from '../model.ts';

/** A contender whose process is a new one for each task: what is resident in a used one tells nothing. */
export function freshProcess(contender: Contender): Contender {
  return {
    ...contender,
    canProfile: false,
    start: async (cpu) => {
      // The first one shows that there is such a contender.
      await using first = await contender.start(cpu);
      return {
        version: first.version,
        measure: async (task) => {
          await using running = await contender.start(cpu);
          // Awaited here: the process is to live until then.
          return await running.measure(task);
        },
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
}
