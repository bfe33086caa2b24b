import type { Reader, Writer } from '../wire/index.ts';
import { type CodeTable, codeTable } from './codes.ts';
import { type ChainOption, chain } from './options/chain.ts';
import { type ClientSubnetOption, clientSubnet } from './options/client-subnet.ts';
import type { EdnsOptionCodec } from './options/codec.ts';
import { type CookieOption, cookie } from './options/cookie.ts';
import { type ExpireOption, expire } from './options/expire.ts';
import { extendedError, type ExtendedErrorOption } from './options/extended-error.ts';
import { type KeyTagOption, keyTag } from './options/key-tag.ts';
import { type LlqOption, llq } from './options/llq.ts';
import { type NsidOption, nsid } from './options/nsid.ts';
import { type PaddingOption, padding } from './options/padding.ts';
import { type ReportChannelOption, reportChannel } from './options/report-channel.ts';
import { clientTag, serverTag, type TagOption } from './options/tag.ts';
import { type TcpKeepaliveOption, tcpKeepalive } from './options/tcp-keepalive.ts';
import { dau, dhu, n3u, type UnderstoodAlgorithmsOption } from './options/understood-algorithms.ts';
import { type UpdateLeaseOption, updateLease } from './options/update-lease.ts';
import { type ZoneVersionOption, zoneVersion } from './options/zone-version.ts';

/** The data of each EDNS option that is typed, by its name (IANA: DNS EDNS0 Option Codes). */
export interface EdnsOptionData {
  readonly LLQ: LlqOption;
  readonly UL: UpdateLeaseOption;
  readonly NSID: NsidOption;
  readonly DAU: UnderstoodAlgorithmsOption;
  readonly DHU: UnderstoodAlgorithmsOption;
  readonly N3U: UnderstoodAlgorithmsOption;
  readonly ECS: ClientSubnetOption;
  readonly EXPIRE: ExpireOption;
  readonly COOKIE: CookieOption;
  readonly 'TCP-KEEPALIVE': TcpKeepaliveOption;
  readonly PADDING: PaddingOption;
  readonly CHAIN: ChainOption;
  readonly 'KEY-TAG': KeyTagOption;
  readonly EDE: ExtendedErrorOption;
  readonly 'CLIENT-TAG': TagOption;
  readonly 'SERVER-TAG': TagOption;
  readonly 'REPORT-CHANNEL': ReportChannelOption;
  readonly ZONEVERSION: ZoneVersionOption;
}

/** An option whose data is typed. */
export type EdnsOptionName = keyof EdnsOptionData;
/** Any other option, by its number. */
export type NumberedEdnsOption = `OPT${number}`;

/**
 * An EDNS option, discriminated by `code` (RFC 6891 6.1.2). One that is not known is called by its number, `OPT65001`,
 * and its data is octets. So is a known one whose octets are not of its form: a hint that cannot be read is no reason to
 * lose the answer that it came with, and whoever wants to refuse it, as servers do with FORMERR, sees that it is there.
 */
export type EdnsOption =
  | {
      [Code in EdnsOptionName]: { readonly code: Code; readonly data: EdnsOptionData[Code] };
    }[EdnsOptionName]
  | { readonly code: NumberedEdnsOption; readonly data: Uint8Array };

/** One line an option, by code. */
const CODECS: { readonly [Code in EdnsOptionName]: EdnsOptionCodec<EdnsOptionData[Code]> } = {
  LLQ: llq,
  UL: updateLease,
  NSID: nsid,
  DAU: dau,
  DHU: dhu,
  N3U: n3u,
  ECS: clientSubnet,
  EXPIRE: expire,
  COOKIE: cookie,
  'TCP-KEEPALIVE': tcpKeepalive,
  PADDING: padding,
  CHAIN: chain,
  'KEY-TAG': keyTag,
  EDE: extendedError,
  'CLIENT-TAG': clientTag,
  'SERVER-TAG': serverTag,
  'REPORT-CHANNEL': reportChannel,
  ZONEVERSION: zoneVersion,
};

/** The code points of EDNS options. */
export const ednsOptionCodes: CodeTable<EdnsOptionName | NumberedEdnsOption> = /* @__PURE__ */ codeTable(
  Object.fromEntries(Object.entries(CODECS).map(([name, { code }]) => [name, code])) as Record<
    EdnsOptionName,
    number
  >,
  'OPT',
  0xffff,
);

/** Reads an option. Throws `WireError` where it is longer than what it stands in. */
export function readOption(reader: Reader): EdnsOption {
  const code = reader.u16();
  const name = ednsOptionCodes.name(code);
  const length = reader.u16();
  return reader.within(length, () => {
    const start = reader.offset;
    if (isTyped(name)) {
      const data = CODECS[name].read(reader);
      if (data !== undefined) return { code: name, data } as EdnsOption;
      reader.offset = start;
    }
    return { code: `OPT${code}`, data: reader.octets(length) };
  });
}

/** Writes an option. Throws `RangeError`, and `TypeError` for what the types rule out. */
export function writeOption(writer: Writer, { code, data }: EdnsOption): void {
  // What is no object would lack optional fields without a word.
  if (typeof data !== 'object') throw new TypeError('data that is no object');
  writer.u16(ednsOptionCodes.code(code));
  writer.lengthPrefixed(() => {
    if (isTyped(code)) (CODECS[code] as EdnsOptionCodec<unknown>).write(writer, data);
    else writer.octets(data as Uint8Array);
  });
}

function isTyped(name: string): name is EdnsOptionName {
  return Object.hasOwn(CODECS, name);
}
