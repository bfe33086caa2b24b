import { readFileSync } from 'node:fs';
import { allTypes, type RecordType } from '@hushdns/core';
import { Command, InvalidArgumentError } from 'commander';

/** What the command was asked to do. */
export interface CommandLine {
  readonly questions: readonly Question[];
  readonly upstreams: readonly string[];
  /** Absent where the caller named none. */
  readonly bootstrap: readonly string[] | undefined;
  /** The path of a file with certificates in PEM. */
  readonly caFile: string | undefined;
  readonly timeoutMs: number;
  /** Whether every upstream is asked, not only the first that answers. */
  readonly each: boolean;
  readonly json: boolean;
  readonly dangerAllowPlaintext: boolean;
}

export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

/** Where the command writes; a process, or a test. */
export interface CommandOutput {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

interface Flags {
  readonly upstream: readonly string[];
  readonly bootstrap?: readonly string[];
  readonly ca?: string;
  readonly timeout: number;
  readonly each?: true;
  readonly json?: true;
  readonly dangerAllowPlaintext?: true;
}

const HELP = `
Upstreams:
  quic://dns.adguard-dns.com     DNS over QUIC
  https://dns.google/dns-query   DNS over HTTPS
  tls://1.1.1.1                  DNS over TLS; tls://1.1.1.1#cloudflare-dns.com names the server too
  tcp://192.0.2.53               plain DNS over TCP
  udp://192.0.2.53, 192.0.2.53   plain DNS over UDP

Examples:
  hushdns example.com --upstream tls://9.9.9.9
  hushdns example.com MX TXT www.example.com AAAA --upstream quic://dns.adguard-dns.com
`;

/** Reads the command line. Throws commander's `CommanderError` for one that cannot be used, and to end after help or version. */
export function parseCommandLine(argv: readonly string[], { stdout, stderr }: CommandOutput): CommandLine {
  const program = new Command('hushdns')
    .description(
      'Resolves names over encrypted or plain DNS. A type applies to the name before it; A is the default.',
    )
    .argument('<question...>', 'names, each with the types to ask for: example.com MX TXT')
    .option(
      '-u, --upstream <url>',
      'where to ask; given several times, they are tried in this order',
      collect,
      [],
    )
    .option(
      '-b, --bootstrap <url>',
      "where to ask for an upstream's host name, like --upstream (default: tls://1.1.1.1, tls://9.9.9.9)",
      collect,
    )
    .option('--ca <file>', "trust the certificates in this PEM file instead of Node's")
    .option('-t, --timeout <ms>', 'how long an answer may take', parseMilliseconds, 5_000)
    .option('--each', 'ask every upstream and show what each says')
    .option('--json', 'print one JSON object a line')
    .option('--danger-allow-plaintext', 'let plain upstreams stand in for encrypted ones')
    .version(version())
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .parse(argv, { from: 'user' });
  const flags = program.opts<Flags>();
  if (flags.upstream.length === 0)
    program.error('error: no upstream given: say where to ask, as in --upstream tls://9.9.9.9');
  return {
    questions: questionsFrom(program.args),
    upstreams: flags.upstream,
    bootstrap: flags.bootstrap,
    caFile: flags.ca,
    timeoutMs: flags.timeout,
    each: flags.each ?? false,
    json: flags.json ?? false,
    dangerAllowPlaintext: flags.dangerAllowPlaintext ?? false,
  };
}

/** As `dig` reads them: a word that is a type belongs to the name before it. */
function questionsFrom(words: readonly string[]): Question[] {
  const names: { name: string; types: RecordType[] }[] = [];
  for (const word of words) {
    const type = allTypes.parse(word);
    const current = names.at(-1);
    if (type === undefined || current === undefined) names.push({ name: word, types: [] });
    else current.types.push(type);
  }
  return names.flatMap(({ name, types }) =>
    (types.length === 0 ? ['A' as const] : types).map((type) => ({ name, type })),
  );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function parseMilliseconds(text: string): number {
  const milliseconds = Number(text);
  if (/^\d+$/.test(text) && milliseconds > 0) return milliseconds;
  throw new InvalidArgumentError('It must be a positive number of milliseconds.');
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}
