import { execFileSync } from 'node:child_process';
import { debianTree } from '@hushdns/interop';

/** The version of a package of the Debian tree, without Debian's own part. */
export function treeVersion(packageName: string): string {
  const command = [debianTree(), 'dpkg-query', '--show', '--showformat=${Version}', packageName];
  return execFileSync('chroot', command, { encoding: 'utf8' }).replace(/-[^-]*$/, '');
}
