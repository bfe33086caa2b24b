import { abortCases } from './cases/abort.ts';
import { addressCases } from './cases/addresses.ts';
import { certificateCases } from './cases/certificates.ts';
import { closeCases } from './cases/close.ts';
import { connectionLossCases } from './cases/connection-loss.ts';
import { deadlineCases } from './cases/deadline.ts';
import { economyCases } from './cases/economy.ts';
import { framingCases } from './cases/framing.ts';
import { hostileCases } from './cases/hostile.ts';
import { processCases } from './cases/process.ts';
import { replyCases } from './cases/replies.ts';
import { selectionCases } from './cases/selection.ts';
import { streamCases } from './cases/streams.ts';
import { bind, type CaseDefinition } from './conformance-case.ts';
import type { ConformanceCase, ConformanceHarness } from './harness.ts';

const ALL: readonly CaseDefinition[] = [
  ...replyCases,
  ...framingCases,
  ...abortCases,
  ...deadlineCases,
  ...connectionLossCases,
  ...streamCases,
  ...hostileCases,
  ...certificateCases,
  ...economyCases,
  ...closeCases,
  ...selectionCases,
  ...addressCases,
  ...processCases,
];

/**
 * What the Transport contract of `@hushdns/core/transport` demands of a transport for this protocol, case by case.
 * Cases run one after the other, in any order: each follows what the whole process opens.
 */
export function conformanceCases(harness: ConformanceHarness): ConformanceCase[] {
  return ALL.filter(({ protocols }) => protocols?.includes(harness.protocol) ?? true).map((each) =>
    bind(each, harness),
  );
}
