import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const OCTETS_A_KIB = 1024;

/** What an application takes on with a package. */
export interface InstalledSize {
  readonly version: string;
  /** Of the package itself. */
  readonly ownKiB: number;
  /** With all that it depends on, each once. */
  readonly treeKiB: number;
  /** How many packages that are. */
  readonly packages: number;
}

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Measures a package as the folder finds it. Throws where it, or something that it needs, is not installed. */
export function installedSize(name: string, from: string): InstalledSize {
  const own = packageFolder(name, from);
  const found = new Map<string, number>();
  addTree(own, found);
  const octets = [...found.values()].reduce((sum, size) => sum + size, 0);
  return {
    version: manifestOf(own).version,
    ownKiB: (found.get(own) ?? 0) / OCTETS_A_KIB,
    treeKiB: octets / OCTETS_A_KIB,
    packages: found.size,
  };
}

/** The folder of a package as Node finds it from another one. Throws where it does not. */
export function packageFolder(name: string, from: string): string {
  const found = findPackage(name, realpathSync(from));
  if (found === undefined) throw new Error(`${name} is not installed`);
  return found;
}

/** In the `node_modules` of the folder, or of one above. */
function findPackage(name: string, folder: string): string | undefined {
  const candidate = join(folder, 'node_modules', name);
  if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  return folder === dirname(folder) ? undefined : findPackage(name, dirname(folder));
}

function addTree(folder: string, found: Map<string, number>): void {
  if (found.has(folder)) return;
  found.set(folder, packageOctets(folder));
  const { dependencies = {}, optionalDependencies = {}, ...manifest } = manifestOf(folder);
  for (const name of [...Object.keys(dependencies), ...neededPeers(manifest)])
    if (!Object.hasOwn(optionalDependencies, name)) addTree(packageFolder(name, folder), found);
  for (const name of Object.keys(optionalDependencies)) {
    const optional = findPackage(name, folder);
    // Those for other machines are not here.
    if (optional !== undefined) addTree(optional, found);
  }
}

/** npm installs them, too. */
function neededPeers({ peerDependencies = {}, peerDependenciesMeta = {} }: Partial<Manifest>): string[] {
  return Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Of a package that was installed, its files; of one of ours, those that would be published. */
function packageOctets(folder: string): number {
  return folder.includes('node_modules') ? folderOctets(folder) : publishedOctets(folder);
}

function folderOctets(folder: string): number {
  let octets = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) octets += statSync(path).size;
    else if (entry.name !== 'node_modules') octets += folderOctets(path);
  }
  return octets;
}

const published = new Map<string, number>();

function publishedOctets(folder: string): number {
  const known = published.get(folder);
  if (known !== undefined) return known;
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed] = JSON.parse(output) as { readonly unpackedSize: number }[];
  if (packed === undefined) throw new Error(`npm packs nothing of ${folder}`);
  published.set(folder, packed.unpackedSize);
  return packed.unpackedSize;
}
