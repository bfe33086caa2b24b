import { debianTree } from '@hushdns/interop';
import { startHelper } from '../run/helper-process.ts';

/** A network of its own, with nobody in it but who is started by the wrapper. It ends with its last process. */
export interface NetworkNamespace extends AsyncDisposable {
  /** What a command is started by to be in it. */
  readonly wrapper: readonly string[];
}

export interface NamespaceOptions {
  /** What its loopback interface has beside its own, with their prefix lengths. */
  readonly addresses: readonly string[];
  /** IPv6 addresses among them of which packets vanish that are sent there: nobody is told. */
  readonly blackholed: readonly string[];
}

/** Makes one. Needs root, and the Debian tree for `ip` and `nft`. */
export async function networkNamespace({
  addresses,
  blackholed,
}: NamespaceOptions): Promise<NetworkNamespace> {
  const rule = `ip6 daddr { ${blackholed.join(', ')} } drop`;
  const script = [
    inTree('ip link set lo up'),
    ...addresses.map((address) =>
      inTree(`ip address add ${address} dev lo ${address.includes(':') ? 'nodad' : ''}`),
    ),
    inTree(`nft 'table inet blackhole { chain input { type filter hook input priority 0; ${rule}; }; }'`),
    'echo true',
    // Holds it until its input ends.
    'exec cat',
  ].join(' && ');
  const holder = await startHelper<true>(['unshare', '--net', 'sh', '-c', script], undefined);
  return {
    wrapper: ['nsenter', `--net=/proc/${holder.processId}/ns/net`],
    [Symbol.asyncDispose]: () => holder[Symbol.asyncDispose](),
  };
}

/** The command for a shell, as the Debian tree has it. */
function inTree(command: string): string {
  return `chroot '${debianTree()}' ${command}`;
}
