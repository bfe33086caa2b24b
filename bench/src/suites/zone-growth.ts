import { zoneText } from '../growth/zone-text.ts';
import type { Experiment } from '../model.ts';
import { nodeContender } from '../run/node-contender.ts';
import { pythonContender } from '../run/python-contender.ts';

const RECORDS = [100, 1_000, 10_000, 100_000];
const MAX_DNSPYTHON_RECORDS = 1_000;

/** How the time for a zone file grows with its records: by record it is to stay level. */
export const zoneGrowth: Experiment = {
  name: 'zone',
  title: 'Parse a zone file',
  note: 'A, AAAA, MX, TXT and CNAME records in turn.',
  axis: 'records',
  points: RECORDS.map((records) => ({
    at: records,
    task: { kind: 'operation', operation: `parse ${records}`, warmUpMs: 200, durationMs: 100 },
  })),
  metrics: [
    { key: 'perUnit', label: 'ns/record', better: 'lower' },
    { key: 'medianMs', label: 'ms/zone', better: 'lower', digits: 2 },
  ],
  reference: 'dnspython',
  contenders: [
    nodeContender({ name: 'hushdns', module: 'zone-hushdns', nodeOptions: ['--expose-gc'] }),
    pythonContender({
      name: 'dnspython',
      script: 'dnspython_codec',
      settings: {
        messages: {},
        answers: {},
        zones: Object.fromEntries(
          RECORDS.filter((records) => records <= MAX_DNSPYTHON_RECORDS).map((records) => [
            records,
            zoneText(records),
          ]),
        ),
      },
      skips: (task) =>
        task.kind === 'operation' && Number(task.operation.split(' ')[1]) > MAX_DNSPYTHON_RECORDS
          ? 'takes seconds'
          : undefined,
    }),
  ],
  rounds: 3,
};
