// A Debian sid tree with the toolchain: made once by debootstrap, then reused.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './paths.mjs';

const SUITE = 'sid';
/** A dated mirror (https://snapshot.debian.org/archive/debian/<time>/) brings an older toolchain back. */
const MIRROR = process.env.DEBIAN_MIRROR ?? 'http://deb.debian.org/debian';
const PACKAGES = [
  'ca-certificates',
  'rustc',
  'cargo',
  'libstd-rust-dev-wasm32',
  'lld',
  'clang',
  'llvm',
  'binaryen',
  'wasi-libc',
];

export const tree = join(cache, 'debian-sid');

/** Makes the tree if it is not there. With `fresh`, makes it anew. */
export function makeTree({ fresh }) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('building the engine needs Linux and root (debootstrap, chroot)');
  }
  if (fresh) rmSync(tree, { recursive: true, force: true });
  if (!existsSync(tree)) {
    console.error(`making a Debian ${SUITE} tree in ${tree}: once, about a minute`);
    installDebootstrap();
    mkdirSync(cache, { recursive: true });
    const unfinished = `${tree}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    run('debootstrap', ['--variant=minbase', `--include=${PACKAGES.join(',')}`, SUITE, unfinished, MIRROR]);
    renameSync(unfinished, tree);
  }
  // The tree uses this machine's resolver and trust to fetch crates.
  for (const file of ['/etc/resolv.conf', '/etc/ssl/certs/ca-certificates.crt']) {
    if (existsSync(file)) copyFileSync(file, join(tree, file));
  }
}

/** Runs a shell script inside the tree, with /proc mounted for its duration, and returns what it printed. */
export function runInTree(script, environment = {}) {
  const variables = Object.entries({
    HOME: '/root',
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C.UTF-8',
    ...environment,
  });
  return run('unshare', [
    '--mount',
    'sh',
    '-c',
    'mount -t proc proc "$0/proc" && exec chroot "$0" env -i "$@"',
    tree,
    ...variables.map(([name, value]) => `${name}=${value}`),
    'sh',
    '-euc',
    script,
  ]);
}

/** `name version` of each package of the toolchain. */
export function toolchainVersions() {
  const names = [...PACKAGES.filter((name) => name !== 'ca-certificates'), 'clang-21', 'lld-21', 'llvm-21'];
  return runInTree(`dpkg-query -W -f '\${Package} \${Version}\\n' ${names.join(' ')} | sort`);
}

function installDebootstrap() {
  if (spawnSync('debootstrap', ['--version']).status === 0) return;
  run('apt-get', ['update']);
  run('apt-get', ['install', '--yes', '--no-install-recommends', 'debootstrap', 'debian-archive-keyring']);
}

function run(command, args) {
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 << 20,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with status ${status}:\n${stdout.slice(-4_000)}`);
  return stdout;
}
