import type { Contender, RunningContender } from '../model.ts';
import type { Task } from '../tasks.ts';

/**
 * A contender with a process for each kind of its tasks: what the compiler learned from one slows the other down, where
 * no application has both.
 */
export function separateProcesses(contender: Contender, kindOf: (task: Task) => string): Contender {
  return {
    ...contender,
    start: async (cpu) => {
      // The first one shows that there is such a contender; it takes the first kind of tasks.
      let unused: RunningContender | undefined = await contender.start(cpu);
      const { version } = unused;
      const running = new Map<string, RunningContender>();
      return {
        version,
        measure: async (task) => {
          const kind = kindOf(task);
          const process = running.get(kind) ?? unused ?? (await contender.start(cpu));
          unused = undefined;
          running.set(kind, process);
          return process.measure(task);
        },
        [Symbol.asyncDispose]: async () => {
          for (const process of [...running.values(), ...(unused === undefined ? [] : [unused])])
            await process[Symbol.asyncDispose]();
        },
      };
    },
  };
}
