/**
 * What the coverage-guided fuzzer calls: it wants a module with the ending of JavaScript. It gives each kind of fault
 * as a file, once, and goes on; the fuzzer itself saves inputs that hang or end the process.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signatureOf } from '../finding.ts';
import { attempt } from '../target.ts';
import { targets } from '../targets/index.ts';

const { HUSHDNS_FUZZ_TARGET: name, HUSHDNS_FUZZ_ARTIFACTS: artifacts = '' } = process.env;
const target = targetNamed(name);
/** @type {Set<string>} */
const signatures = new Set();
// Stacks are most of what an error costs; a finding is made again with one.
Error.stackTraceLimit = 0;

/** @param {Uint8Array} data */
export function fuzz(data) {
  const input = new Uint8Array(data);
  try {
    attempt(target, input);
  } catch (error) {
    const signature = signatureOf(error);
    if (signatures.has(signature)) return;
    signatures.add(signature);
    writeFileSync(join(artifacts, createHash('sha256').update(input).digest('hex')), input);
  }
}

/** @param {string | undefined} name */
function targetNamed(name) {
  const target = targets.find((each) => each.name === name);
  if (target === undefined) throw new RangeError(`no target is called ${name}`);
  return target;
}
