import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What the prebuilt addon of the fuzzer was linked against. */
const GLIBC = [2, 38] as const;
/** The Debian tree that the interop suite makes. */
const TREE = join(import.meta.dirname, '../../../.cache/interop/debian-trixie');
const LOADER = join(TREE, 'lib64/ld-linux-x86-64.so.2');
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((folder) => join(TREE, folder));

/**
 * The command that starts Node so that the fuzzer's addon loads: Node itself, or where the system's glibc is too old
 * Node with the libraries of the Debian tree. Throws where there is neither.
 */
export function nodeCommand(): readonly [command: string, ...leading: string[]] {
  const glibc = glibcVersion();
  if (process.platform !== 'linux' || (glibc !== undefined && isEnough(glibc))) return [process.execPath];
  if (process.arch === 'x64' && existsSync(LOADER))
    return [LOADER, '--library-path', LIBRARIES.join(':'), process.execPath];
  throw new Error(
    `it needs glibc ${GLIBC.join('.')}, this system has ${glibc ?? 'none'}, and the Debian tree of \`pnpm interop\` is not there`,
  );
}

function glibcVersion(): string | undefined {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime;
}

function isEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > GLIBC[0] || (major === GLIBC[0] && minor >= GLIBC[1]);
}
