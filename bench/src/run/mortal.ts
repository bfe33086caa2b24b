import { spawnSync } from 'node:child_process';

const CAN_DIE_WITH_US = spawnSync('setpriv', ['--version']).status === 0;

/** The command, killed as soon as whoever started it has ended, however that came about; as it is where that is not to be had. */
export function mortal(command: readonly string[]): readonly string[] {
  return CAN_DIE_WITH_US ? ['setpriv', '--pdeathsig=KILL', '--', ...command] : command;
}
