/**
 * What `npm start` and `npm test` share: they run on whatever Node and npm a fresh machine has (Node 20 or
 * newer, no pnpm), so this is plain JavaScript on node: modules alone. Everything after the installation runs
 * on the pinned tools: node_modules/.bin comes first in PATH, and with it the Node of the `node` package.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const bin = join(root, 'node_modules', '.bin');
const stampFile = join(root, 'node_modules', '.hushdns-installed');
const packagesFolder = join(root, 'packages');
const environment = {
  ...process.env,
  PATH: [bin, process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

/** Installs if the manifests or the lock file changed since the last time, and builds what changed. */
export function prepare() {
  installIfNeeded();
  turbo('build', 'The sources do not compile: the errors are above.');
}

/** Runs `turbo run <task>` in every package; `advice` is printed when it fails. */
export function turbo(task, advice) {
  say(`running ${task} in all packages`);
  // Progress goes to stderr: the stdout of `npm start -- <name>` is the answer alone.
  step(task, ['turbo', 'run', task, '--output-logs=new-only', '--no-update-notifier'], advice, 2);
}

/** Runs a script of the workspace on the pinned Node and ends this process with its exit code. */
export function finishWith(script, scriptArguments) {
  say(`running ${[script, ...scriptArguments].join(' ')}`);
  process.exit(exitCode('run', ['node', join(root, script), ...scriptArguments], 'inherit'));
}

function say(text) {
  process.stderr.write(`hushdns: ${text}\n`);
}

export function readManifest(...folder) {
  return JSON.parse(readFileSync(join(root, ...folder, 'package.json'), 'utf8'));
}

function installIfNeeded() {
  const stamp = installationHash();
  const isInstalled =
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp &&
    packageFolders().every((folder) => existsSync(join(folder, 'node_modules')));
  if (isInstalled) {
    say('dependencies are installed and up to date');
    return;
  }
  const pinned = readManifest().packageManager;
  say(
    `installing dependencies with ${pinned} (needs the network; happens once per change of pnpm-lock.yaml)`,
  );
  step(
    'install',
    [...pnpmCommand(pinned), 'install', '--frozen-lockfile'],
    'Check the network and the npm registry setting. If a package.json was edited, run ' +
      `\`npx ${pinned} install\` to bring pnpm-lock.yaml up to date.`,
    2,
  );
  writeFileSync(stampFile, stamp);
}

/** The pnpm in node_modules if it is the pinned one, else npx fetches that. */
function pnpmCommand(pinned) {
  const installed = join(root, 'node_modules', 'pnpm', 'package.json');
  const isPinned = existsSync(installed) && `pnpm@${readManifest('node_modules', 'pnpm').version}` === pinned;
  return isPinned ? ['pnpm'] : ['npx', '--yes', pinned];
}

function installationHash() {
  const manifests = packageFolders().map((folder) => join(folder, 'package.json'));
  const inputs = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((file) => join(root, file));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of [...inputs, ...manifests])
    hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

function packageFolders() {
  return readdirSync(packagesFolder)
    .toSorted()
    .map((name) => join(packagesFolder, name))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

/** Runs one step; if it fails, says which and how to go on, and ends this process with the step's exit code. */
function step(name, command, advice, stdout) {
  const startedAt = performance.now();
  const code = exitCode(name, command, stdout);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code === 0) return say(`${name} done in ${seconds} s`);
  say(`the ${name} step failed after ${seconds} s (exit code ${code}): ${command.join(' ')}`);
  say(advice);
  process.exit(code);
}

function exitCode(name, [file, ...commandArguments], stdout) {
  const result = spawnSync(file, commandArguments, {
    cwd: root,
    env: environment,
    stdio: ['inherit', stdout, 'inherit'],
  });
  if (result.error) say(`cannot ${name}: ${result.error.message}`);
  return result.status ?? 1;
}
