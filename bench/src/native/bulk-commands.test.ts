import { describe, expect, it } from 'vitest';
import { readDnsperf, readKdig } from './bulk-commands.ts';

describe('readDnsperf', () => {
  it('takes what was not NOERROR for failed', () => {
    const stdout = `
  Queries sent:         1000
  Queries completed:    990 (99.00%)
  Queries lost:         10 (1.00%)

  Response codes:       NOERROR 985 (99.49%), SERVFAIL 5 (0.51%)
  Average packet size:  request 33, response 49
  Run time (s):         0.250000
`;
    expect(readDnsperf(stdout)).toEqual({ answered: 985, failed: 5, lost: 10, elapsedMs: 250 });
    expect(() => readDnsperf(stdout.replace('Run time', 'Time'))).toThrow('Run time');
  });
});

describe('readKdig', () => {
  it('counts addresses, and others as failed', () => {
    const stdout = '192.0.2.1\n;; WARNING: response timeout for 127.0.0.1@53(UDP)\n192.0.2.1\n192.0.2.9\n';
    expect(readKdig(stdout, '192.0.2.1')).toEqual({ answered: 2, failed: 1 });
  });
});
