import { parseArgs } from 'node:util';
import { printReport } from './report.ts';
import { soak, SOAK_PROTOCOLS, type SoakProtocol } from './soak.ts';

const USAGE = `Usage: pnpm soak [options]

  --queries N     how many in all, 1,000,000 by default, shared among the protocols
  --in-flight N   how many at a time, 200 by default
  --protocol P    udp, tcp, tls, https or quic; may be repeated; all by default
  --seed N        of the servers' faults
`;
const DEFAULT_QUERIES = 1_000_000;
const DEFAULT_IN_FLIGHT = 200;
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

try {
  const { values } = parseArgs({
    options: {
      queries: { type: 'string', default: String(DEFAULT_QUERIES) },
      'in-flight': { type: 'string', default: String(DEFAULT_IN_FLIGHT) },
      protocol: { type: 'string', multiple: true, default: [...SOAK_PROTOCOLS] },
      seed: { type: 'string', default: String(Date.now() & 0x7fff_ffff) },
    },
  });
  const protocols = values.protocol.map(soakProtocol);
  const seed = positive('seed', values.seed);
  process.stdout.write(`soak: seed ${seed}\n`);
  for (const protocol of protocols) {
    const result = await soak({
      protocol,
      queries: Math.ceil(positive('queries', values.queries) / protocols.length),
      inFlight: positive('in-flight', values['in-flight']),
      seed,
    });
    const failures = printReport(result);
    if (failures.length > 0) process.exitCode = EXIT_FAILED;
  }
} catch (error) {
  if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}

function soakProtocol(text: string): SoakProtocol {
  const found = SOAK_PROTOCOLS.find((each) => each === text);
  if (found === undefined) throw new RangeError(`no protocol ${text}`);
  return found;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`--${option} wants a positive integer, not ${text}`);
}
