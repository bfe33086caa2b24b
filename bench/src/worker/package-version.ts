import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of an installed package; some do not export their package.json. */
export function packageVersion(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)));
  for (;;) {
    const version = versionIn(folder);
    if (version !== undefined) return version;
    if (folder === dirname(folder)) throw new Error(`${name} tells no version`);
    folder = dirname(folder);
  }
}

/** Some packages have further package.json files inside, without a version. */
function versionIn(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version;
}
