import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { certificateAuthority, type DnsServer, startServer, zone } from '@hushdns/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = new URL('../../../', import.meta.url);
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];
/** The quic-engine's snippet is run by its own test, the testkit's too. */
const WITH_SNIPPETS = [
  'README.md',
  ...['hushdns', 'core', 'transport-udp', 'transport-tls', 'transport-https', 'transport-quic'].map(
    (name) => `packages/${name}/README.md`,
  ),
];
const document = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8');

/** What the snippets ask for, and the host that they bootstrap. */
const ZONE = `
$TTL 300
com.                  SOA ns.example.com. admin.example.com. 1 1h 1h 1h 5m
example.com.          A 192.0.2.1
example.com.          AAAA 2001:db8::1
example.com.          MX 10 mail.example.com.
example.com.          TXT "v=spf1 -all"
example.com.          HTTPS 1 . alpn="h3,h2"
www.corp.example.com. A 192.0.2.3
dns.adguard-dns.com.  A 127.0.0.1
`;

/** Asks what a snippet has registered with `ipcMain`, as a window would. */
const ELECTRON_STAND_IN = `
export const ipcMain = {
  async handle(channel, handler) {
    const { records } = await handler({}, 'example.com', 'A');
    process.stdout.write(channel + ' ' + records[0].address);
  },
};
`;

interface Snippet {
  readonly heading: string;
  readonly code: string;
}

function snippetsOf(text: string): Snippet[] {
  const snippets: Snippet[] = [];
  let heading = '';
  for (const [, title, code] of text.matchAll(/^#+ (.+)$|^```ts\n([\s\S]*?)^```$/gm)) {
    if (code === undefined) heading = title ?? '';
    else snippets.push({ heading, code });
  }
  return snippets;
}

/** The same snippet with the public servers' ports being those of the server on loopback. */
function onLoopback(code: string, { endpoints }: DnsServer): string {
  const port = (protocol: string): string => new URL(endpoints[protocol as 'tls']).port;
  return code
    .replaceAll(
      /\b(tls|https|quic):\/\/[\d.]+/g,
      (_url, protocol: string) => `${protocol}://127.0.0.1:${port(protocol)}`,
    )
    .replaceAll('quic://dns.adguard-dns.com', `quic://dns.adguard-dns.com:${port('quic')}`)
    .replaceAll("'192.0.2.53'", `'${endpoints.udp}'`);
}

/** The comments that stand right below a `console.log`. */
function promisedOutput(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\n\s*\/\/ (.+)$/gm)].map(([, line]) => line as string);
}

describe('the snippets of the documents run and print what they say', () => {
  let server: DnsServer;
  let folder: string;

  beforeAll(async () => {
    const authority = await certificateAuthority();
    const certificate = await authority.issue({
      dnsNames: ['cloudflare-dns.com', 'dns.google', 'dns.adguard-dns.com'],
      ipAddresses: ['127.0.0.1'],
    });
    server = await startServer({ zone: zone(ZONE, 'com.'), certificate });
    // Within the package, so that `hushdns` is this one.
    folder = await mkdtemp(fileURLToPath(new URL('../.snippets-', import.meta.url)));
    await writeFile(`${folder}/ca.pem`, server.ca);
    await mkdir(`${folder}/node_modules/electron`, { recursive: true });
    await writeFile(`${folder}/node_modules/electron/index.mjs`, ELECTRON_STAND_IN);
    await writeFile(
      `${folder}/node_modules/electron/package.json`,
      '{"name":"electron","exports":"./index.mjs"}',
    );
  });

  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const snippets = WITH_SNIPPETS.flatMap((path) =>
    snippetsOf(document(path)).map((each) => ({ path, ...each })),
  );
  it.each(snippets)('$path: $heading', async ({ path, heading, code }) => {
    const file = `${folder}/${`${path} ${heading}`.replaceAll(/\W+/g, '-')}.mts`;
    await writeFile(file, onLoopback(code, server));
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: `${folder}/ca.pem` };
    const { stdout, stderr } = await run(process.execPath, [file], { env, timeout: 10_000 });
    const promised = heading === 'Electron' ? ['resolve 192.0.2.1'] : promisedOutput(code);
    expect(promised).not.toEqual([]);
    expect({ stdout: stdout.trim().split('\n'), stderr }).toEqual({ stdout: promised, stderr: '' });
  });
});

describe('the paths in the documents', () => {
  it.each(DOCUMENTS)('%s names only what there is', (name) => {
    const links = [...document(name).matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path as string);
    expect(links.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  });
});
