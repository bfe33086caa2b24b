import { type Name, writeName } from '../../name/index.ts';
import type { EdnsOptionCodec } from './codec.ts';
import { readWholeName } from './name.ts';

/** Where a resolver may report what is wrong with the zone (RFC 9567 5). */
export interface ReportChannelOption {
  readonly agentDomain: Name;
}

export const reportChannel: EdnsOptionCodec<ReportChannelOption> = {
  code: 18,
  read: (reader) => {
    const agentDomain = readWholeName(reader);
    return agentDomain && { agentDomain };
  },
  write: (writer, { agentDomain }) => writeName(writer, agentDomain),
};
