import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { say } from '../say.ts';
import { run } from './run.ts';

const SUITE = 'trixie';
/** Debian's archive, or a mirror of it. */
const MIRROR = process.env['DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian';
const PACKAGES = [
  'knot',
  'unbound',
  'hickory-dns',
  'knot-dnsutils',
  'dnsperf',
  // What the bench runs beside them.
  'time',
  'iproute2',
  'nftables',
  'python3-httpx',
  'python3-h2',
  'python3-aioquic',
  'python3-dnspython',
  // debootstrap does not find it by the names that it provides.
  'python3-cffi-backend',
];
/** Compile the DoQ server on quic-go and leave the tree again: they are four times as large as the rest. */
const GO_PACKAGES = ['golang-go', 'golang-github-lucas-clemente-quic-go-dev', 'golang-github-miekg-dns-dev'];
const GO_ENVIRONMENT = [
  'GOROOT=/usr/lib/go',
  'GOPATH=/usr/share/gocode',
  'GO111MODULE=off',
  'GOTELEMETRY=off',
  'GOCACHE=/build/cache',
];
const APT_ENVIRONMENT = [
  'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
  'LC_ALL=C.UTF-8',
  'DEBIAN_FRONTEND=noninteractive',
];

const sources = join(import.meta.dirname, '../../servers');
const cache = join(import.meta.dirname, '../../../.cache/interop');
const tree = join(cache, `debian-${SUITE}`);
const log = join(cache, `debian-${SUITE}.log`);
/** Says, inside the tree, what it was made from. */
const stampFile = join(tree, 'etc/hushdns-interop');

/** The folder of the Debian tree that holds the servers: made the first time, and again when what it is made from changes. */
export function debianTree(): string {
  const stamp = stampOfSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return tree;
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error(
      'the interop servers need Linux and root: they live in a Debian tree (debootstrap, chroot)',
    );
  mkdirSync(cache, { recursive: true });
  rmSync(log, { force: true });
  installDebootstrap();
  const unfinished = `${tree}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  say(`making a Debian ${SUITE} tree with the servers, about two minutes, once`);
  const include = `--include=${PACKAGES.join(',')}`;
  run('debootstrap', ['--variant=minbase', include, SUITE, unfinished, MIRROR], {
    log,
    advice: `Can this machine reach ${MIRROR}? DEBIAN_MIRROR names another mirror.`,
  });
  addSources(unfinished);
  rmSync(tree, { recursive: true, force: true });
  renameSync(unfinished, tree);
  writeFileSync(stampFile, stamp);
  return tree;
}

/** The project's own servers: the one in Python as it is, the one in Go compiled. */
function addSources(root: string): void {
  say('compiling the DoQ server on quic-go');
  if (existsSync('/etc/resolv.conf')) copyFileSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
  mkdirSync(join(root, 'build'));
  copyFileSync(join(sources, 'quic_go_doq.go'), join(root, 'build/quic_go_doq.go'));
  copyFileSync(join(sources, 'aioquic_doq.py'), join(root, 'usr/local/bin/aioquic_doq.py'));
  const inTree = (...command: string[]): void =>
    run('chroot', [root, 'env', '-i', ...APT_ENVIRONMENT, ...GO_ENVIRONMENT, ...command], {
      log,
      advice: `Is the network up, and does ${MIRROR} serve ${SUITE}?`,
    });
  inTree('apt-get', 'install', '--yes', '--no-install-recommends', ...GO_PACKAGES);
  inTree('go', 'build', '-o', '/usr/local/bin/quic-go-doq', '/build/quic_go_doq.go');
  inTree('apt-get', 'purge', '--yes', '--autoremove', ...GO_PACKAGES);
  inTree('apt-get', 'clean');
  rmSync(join(root, 'build'), { recursive: true });
}

function installDebootstrap(): void {
  if (existsSync('/usr/sbin/debootstrap')) return;
  say('installing debootstrap');
  const advice = 'Install debootstrap by hand, then run this again.';
  run('apt-get', ['update'], { log, advice });
  run('apt-get', ['install', '--yes', '--no-install-recommends', 'debootstrap'], { log, advice });
}

function stampOfSources(): string {
  const hash = createHash('sha256').update(JSON.stringify([SUITE, PACKAGES, GO_PACKAGES]));
  for (const file of ['quic_go_doq.go', 'aioquic_doq.py']) hash.update(readFileSync(join(sources, file)));
  return hash.digest('hex');
}
