/** `npm test`: installs and builds what is needed, then runs the default test suite of every package. */
import { prepare, turbo } from './workspace.mjs';

prepare();
turbo('test', 'Run one package alone with `npx vitest run` in its folder.');
