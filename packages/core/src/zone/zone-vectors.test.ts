import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ResourceRecord } from '../message/index.ts';
import { allTexts } from '../presentation/index.ts';
import { parseZone, parseZoneStream, printZone } from './index.ts';

/**
 * Zone files of other projects: see README.md there, and rdata-vectors.test.ts for the octets of ldns' records. Where the
 * folder is absent, the suite is skipped.
 */
const FOLDER =
  process.env['VECTORS_DIR'] ?? fileURLToPath(new URL('../../../../../shared/vectors', import.meta.url));

/** Lines that ldns reads and this does not: rdata-vectors.test.ts says why. */
const REFUSED_LINES = /^.*(?:LOC\s+42N|MX\s+10 "foo).*$/gm;

describe.skipIf(!existsSync(FOLDER))('zone files of other projects', () => {
  it.each([
    ['rdata/test_ldnsrr.4', 41],
    ['rdata/test_ldnsrr.5', 109],
    ['dnssec-crypto/rfc4035-appendix-A.zone', 25],
    ['dnssec-crypto/rfc5155-appendix-A.zone', 24],
  ])('%s: read, printed and read again as a stream', async (file, count) => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8').replaceAll(REFUSED_LINES, '');
    const records = [...parseZone(text, { types: allTexts, ttlSeconds: 3600 })];
    expect(records).toHaveLength(count);
    const lines = printZone(records, { types: allTexts, ttlSeconds: 3600 });
    const readAgain: ResourceRecord[] = [];
    for await (const record of parseZoneStream(lines, { types: allTexts })) readAgain.push(record);
    expect(readAgain).toEqual(records);
    console.info(`${file}: ${count} records read, printed and read again`);
  });
});
