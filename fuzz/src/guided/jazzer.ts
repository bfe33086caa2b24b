import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../say.ts';
import { cache } from './cache.ts';

const SOURCES = join(import.meta.dirname, '../../jazzer');
const FILES = ['package.json', 'package-lock.json'];
const folder = join(cache, 'jazzer');
const stampFile = join(folder, '.installed');

/**
 * The command line of Jazzer.js, installed the first time and when its lock file changes. It is no dependency of the
 * workspace, since its 105 packages of 31 MB would lengthen everybody's installation by seconds.
 */
export function jazzer(): string {
  const stamp = FILES.map((file) => readFileSync(join(SOURCES, file), 'utf8')).join('\n');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) install(stamp);
  return join(folder, 'node_modules/@jazzer.js/core/dist/cli.js');
}

function install(stamp: string): void {
  say('installing Jazzer.js, once');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(join(SOURCES, file), join(folder, file));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error, stderr } = spawnSync('npm', ['ci', ...options], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm could not install it: ${error?.message ?? stderr.trim()}`);
  writeFileSync(stampFile, stamp);
}
