import { join } from 'node:path';

/** What the prebuilt addon of the fuzzer was linked against. */
const GLIBC = [2, 38] as const;
/** In the Debian tree of the interop suite. */
const LOADER = 'lib64/ld-linux-x86-64.so.2';
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'];

/**
 * The command that starts Node so that the fuzzer's addon loads: Node itself, or where the system's glibc is too old
 * Node with the libraries of the interop suite's Debian tree, which is made where it is absent. Throws where neither can be.
 */
export async function nodeCommand(): Promise<readonly string[]> {
  const glibc = glibcVersion();
  if (process.platform !== 'linux' || (glibc !== undefined && isEnough(glibc))) return [process.execPath];
  const need = `it needs glibc ${GLIBC.join('.')}, this system has ${glibc ?? 'none'}`;
  if (process.arch !== 'x64') throw new Error(need);
  try {
    const { debianTree } = await import('@hushdns/interop');
    const tree = debianTree();
    const libraries = LIBRARIES.map((folder) => join(tree, folder)).join(':');
    return [join(tree, LOADER), '--library-path', libraries, process.execPath];
  } catch (cause) {
    throw new Error(`${need}; ${(cause as Error).message}`, { cause });
  }
}

function glibcVersion(): string | undefined {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime;
}

function isEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > GLIBC[0] || (major === GLIBC[0] && minor >= GLIBC[1]);
}
