import { parseZone } from '@hushdns/core/zone';
import { zoneText } from '../growth/zone-text.ts';
import type { WorkerContender } from '../worker/contender.ts';
import { operationContender } from '../worker/operations.ts';
import { packageVersion } from '../worker/package-version.ts';

/** `parse RECORDS`: a zone's text, record by record, none of which is kept. */
export function open(): WorkerContender {
  return operationContender(packageVersion('@hushdns/core'), (name) => {
    const records = Number(name.split(' ')[1]);
    const text = zoneText(records);
    const parsed = parse(text);
    if (parsed !== records) throw new Error(`parses ${parsed} records of ${records}`);
    return {
      run: (times) => {
        let sum = 0;
        for (let at = 0; at < times; at++) sum += parse(text);
        return sum;
      },
      units: records,
    };
  });
}

function parse(text: string): number {
  let records = 0;
  for (const record of parseZone(text)) if (record.ttlSeconds > 0) records++;
  return records;
}
