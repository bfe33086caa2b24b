// What it takes to import a package, in a process that has imported nothing else. Plain JavaScript: to strip types
// would cost more than much of what is measured here.
import { tell } from './sample.mjs';

const [, , specifier = ''] = process.argv;
const cpu = process.cpuUsage();
const startMs = performance.now();
await import(specifier);
const importMs = performance.now() - startMs;
const { user, system } = process.cpuUsage(cpu);
tell({ importMs, cpuMs: (user + system) / 1000 });
