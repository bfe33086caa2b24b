import type { RecordClass, ResourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { commonTexts } from '../presentation/common-texts.ts';
import type { ParseOptions } from '../presentation/rdata-text.ts';
import type { CommonType, KnownType, NumberedType } from '../rdata/index.ts';
import { Include, type ZoneChunk, ZoneFile } from './zone-file.ts';

/** An included file: whole, or piece by piece. */
export type ZoneSource = ZoneChunk | Iterable<ZoneChunk>;
/** The same, where it may take time. */
export type AsyncZoneSource = ZoneSource | AsyncIterable<ZoneChunk>;

/** How a master file is read; `Source` is what its `include` gives. */
export interface ZoneOptions<
  Known extends KnownType = KnownType,
  Source = ZoneSource,
> extends ParseOptions<Known> {
  /** The TTL of records that have none, as a `$TTL` before the text would say it. */
  readonly ttlSeconds?: number;
  /** The class of records that have none, before any that has one. IN by default. */
  readonly class?: RecordClass;
  /** What errors call the text. */
  readonly file?: string;
  /**
   * Opens a file that `$INCLUDE` names, for the file that includes it (undefined where that has no name). Its errors
   * are passed on. Without it, `$INCLUDE` is refused: a zone file must not choose what is read.
   */
  readonly include?: (path: string, includedFrom: string | undefined) => Source;
}

/**
 * Reads a master file (RFC 1035 5, `$TTL` of RFC 2308 4): its records, one by one.
 * A type that is not registered is refused by its mnemonic.
 * Throws `ParseError` with file, line and column.
 */
export function parseZone<Known extends KnownType = CommonType>(
  text: string,
  options: ZoneOptions<Known> = {},
): Generator<ResourceRecord<NoInfer<Known> | NumberedType>> {
  return readFile(text, firstFile(options), options.include) as Generator<
    ResourceRecord<NoInfer<Known> | NumberedType>
  >;
}

/**
 * The same from a stream, `createReadStream(path)` or the body of a `fetch` for example, of text or of octets of UTF-8.
 * It holds a chunk and an entry at a time, and reads on as records are taken.
 */
export function parseZoneStream<Known extends KnownType = CommonType>(
  chunks: AsyncZoneSource,
  options: ZoneOptions<Known, AsyncZoneSource | Promise<AsyncZoneSource>> = {},
): AsyncGenerator<ResourceRecord<NoInfer<Known> | NumberedType>> {
  return readStream(chunks, firstFile(options), options.include) as AsyncGenerator<
    ResourceRecord<NoInfer<Known> | NumberedType>
  >;
}

type Loader<Source> = ZoneOptions<KnownType, Source>['include'];

function firstFile(options: ZoneOptions<KnownType, unknown>): ZoneFile {
  const state = {
    types: options.types ?? commonTexts,
    includes: options.include !== undefined,
    defaultTtl: options.ttlSeconds,
    lastTtl: undefined,
    lastClass: options.class ?? 'IN',
    included: 0,
  };
  return new ZoneFile(state, { origin: options.origin ?? Name.root, name: options.file, depth: 0 });
}

function* readFile(source: ZoneSource, file: ZoneFile, load: Loader<ZoneSource>): Generator<ResourceRecord> {
  for (const items of read(source, file)) {
    for (const item of items) {
      if (!(item instanceof Include)) yield item;
      else if (load !== undefined) yield* readFile(load(item.path, file.name), item.file, load);
    }
  }
}

function* read(source: ZoneSource, file: ZoneFile): Generator<Iterable<ResourceRecord | Include>> {
  for (const chunk of isChunk(source) ? [source] : source) yield file.push(chunk);
  yield file.end();
}

async function* readStream(
  source: AsyncZoneSource,
  file: ZoneFile,
  load: Loader<AsyncZoneSource | Promise<AsyncZoneSource>>,
): AsyncGenerator<ResourceRecord> {
  for await (const items of readAsync(source, file)) {
    for (const item of items) {
      if (!(item instanceof Include)) yield item;
      else if (load !== undefined) yield* readStream(await load(item.path, file.name), item.file, load);
    }
  }
}

async function* readAsync(
  source: AsyncZoneSource,
  file: ZoneFile,
): AsyncGenerator<Iterable<ResourceRecord | Include>> {
  for await (const chunk of isChunk(source) ? [source] : source) yield file.push(chunk);
  yield file.end();
}

function isChunk(source: AsyncZoneSource): source is ZoneChunk {
  return typeof source === 'string' || source instanceof Uint8Array;
}
