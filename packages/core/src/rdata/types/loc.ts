import { ParseError } from '../../errors/index.ts';
import type { Reader, Writer } from '../../wire/index.ts';
import type { RdataCodec, RdataFields, RdataText } from '../codec.ts';

/**
 * Where the host or network is, on the ellipsoid of WGS 84 (RFC 1876 2).
 * `size`, `horizPre` and `vertPre` are in centimetres, and one digit times a power of ten: 0 to 9,000,000,000.
 */
export interface Loc {
  readonly version: 0;
  /** The diameter of a sphere around what is located. */
  readonly size: number;
  /** The diameter of the circle of error, horizontally. */
  readonly horizPre: number;
  /** The span of the error, vertically. */
  readonly vertPre: number;
  /** In thousandths of a second of arc from the equator, positive to the north: 324,000,000 either way. */
  readonly latitude: number;
  /** In thousandths of a second of arc from the prime meridian, positive to the east: 648,000,000 either way. */
  readonly longitude: number;
  /** In centimetres above the ellipsoid: -10,000,000 to 4,284,967,295. */
  readonly altitude: number;
}

/** What stands for the equator and for the prime meridian on the wire. */
const ORIGIN = 2 ** 31;
/** What stands for the ellipsoid on the wire. */
const SEA_LEVEL = 10_000_000;
const MILLISECONDS_PER_DEGREE = 3_600_000;
const MAX_LATITUDE = 90 * MILLISECONDS_PER_DEGREE;
const MAX_LONGITUDE = 180 * MILLISECONDS_PER_DEGREE;
const MAX_ALTITUDE = 0xffff_ffff - SEA_LEVEL;
const MAX_SIZE = 9_000_000_000;
/** Of ten, in a size. */
const MAX_POWER = 9;

export const loc: RdataCodec<Loc> = {
  code: 29,
  read: (reader) => {
    const version = reader.u8();
    if (version !== 0) throw reader.error(`a LOC record of version ${version}`, reader.offset - 1);
    return {
      version,
      size: readSize(reader),
      horizPre: readSize(reader),
      vertPre: readSize(reader),
      latitude: readAngle(reader, MAX_LATITUDE),
      longitude: readAngle(reader, MAX_LONGITUDE),
      altitude: reader.u32() - SEA_LEVEL,
    };
  },
  write: (writer, { version, size, horizPre, vertPre, latitude, longitude, altitude }) => {
    if (version !== 0) throw new RangeError(`a LOC record of version ${String(version)}`);
    for (const each of [size, horizPre, vertPre, latitude, longitude, altitude])
      if (!Number.isInteger(each)) throw new RangeError(`${String(each)} is no integer`);
    writer.u8(version);
    for (const each of [size, horizPre, vertPre]) writer.u8(sizeOctet(each));
    writeAngle(writer, latitude, MAX_LATITUDE);
    writeAngle(writer, longitude, MAX_LONGITUDE);
    writer.u32(altitude + SEA_LEVEL);
  },
};

/** Four bits of a digit and four of the power of ten. Others than 0 to 9, and 0 times 10 and more, are undefined. */
function readSize(reader: Reader): number {
  const octet = reader.u8();
  const [digit, power] = [octet >>> 4, octet & 0xf];
  if (digit > 9 || power > MAX_POWER || (digit === 0 && power > 0))
    throw reader.error(`${digit} times 10 to the power of ${power} is no size`, reader.offset - 1);
  return digit * 10 ** power;
}

function sizeOctet(centimetres: number): number {
  let [digit, power] = [centimetres, 0];
  for (; digit > 9 && power < MAX_POWER; power++) digit /= 10;
  if (!Number.isInteger(digit) || digit < 0 || digit > 9)
    throw new RangeError(`${centimetres} cm is not one digit times a power of ten`);
  return (digit << 4) | power;
}

function readAngle(reader: Reader, maximum: number): number {
  const angle = reader.u32() - ORIGIN;
  if (Math.abs(angle) > maximum) throw reader.error('an angle beyond its range', reader.offset - 4);
  return angle;
}

function writeAngle(writer: Writer, angle: number, maximum: number): void {
  if (!(Math.abs(angle) <= maximum)) throw new RangeError(`${angle} is an angle beyond its range`);
  writer.u32(angle + ORIGIN);
}

/** What the sizes are where the text leaves them out: 1 m, 10 km and 10 m (RFC 1876 3). */
const DEFAULTS = { size: 100, horizPre: 1_000_000, vertPre: 1_000 };

export const locText: RdataText<Loc> = {
  parse: (fields) => ({
    version: 0,
    latitude: parseAngle(fields, 'N', 'S', MAX_LATITUDE),
    longitude: parseAngle(fields, 'E', 'W', MAX_LONGITUDE),
    altitude: parseMetres(fields, -SEA_LEVEL, MAX_ALTITUDE),
    size: parseSize(fields, DEFAULTS.size),
    horizPre: parseSize(fields, DEFAULTS.horizPre),
    vertPre: parseSize(fields, DEFAULTS.vertPre),
  }),
  print: ({ latitude, longitude, altitude, size, horizPre, vertPre }) => {
    const isDefault =
      size === DEFAULTS.size && horizPre === DEFAULTS.horizPre && vertPre === DEFAULTS.vertPre;
    const lengths = isDefault ? [altitude] : [altitude, size, horizPre, vertPre];
    return [
      printAngle(latitude, 'N', 'S'),
      printAngle(longitude, 'E', 'W'),
      ...lengths.map(printMetres),
    ].join(' ');
  },
};

/** `d [m [s[.sss]]]` and the hemisphere. */
function parseAngle(fields: RdataFields, positive: string, negative: string, maximum: number): number {
  let angle = fields.integer(maximum / MILLISECONDS_PER_DEGREE) * MILLISECONDS_PER_DEGREE;
  let word = fields.word();
  if (/^\d{1,2}$/.test(word)) {
    angle += parseSixtieths(word) * 60;
    word = fields.word();
    if (/^\d/.test(word)) {
      angle += parseSixtieths(word);
      word = fields.word();
    }
  }
  const hemisphere = word.toUpperCase();
  if (hemisphere !== positive && hemisphere !== negative)
    throw new ParseError(`${JSON.stringify(word)} is neither ${positive} nor ${negative}`);
  if (angle > maximum) throw new ParseError('an angle beyond its range');
  return hemisphere === positive || angle === 0 ? angle : -angle;
}

/** Seconds, or minutes in seconds, of 0 to 59.999: in thousandths. */
function parseSixtieths(text: string): number {
  const parts = /^([0-5]?\d)(?:\.(\d{1,3}))?$/.exec(text);
  if (parts === null) throw new ParseError(`${JSON.stringify(text)} is no number of 0 to 59.999`);
  return Number(parts[1]) * 1000 + Number((parts[2] ?? '').padEnd(3, '0'));
}

function printAngle(angle: number, positive: string, negative: string): string {
  const milliseconds = Math.abs(angle);
  const seconds = Math.trunc(milliseconds / 1000);
  const [degrees, minutes] = [Math.trunc(seconds / 3600), Math.trunc(seconds / 60) % 60];
  const fraction = String(milliseconds % 1000).padStart(3, '0');
  return `${degrees} ${minutes} ${seconds % 60}.${fraction} ${angle < 0 ? negative : positive}`;
}

/** Metres with up to two decimals, with an `m` or without: in centimetres. */
function parseMetres(fields: RdataFields, minimum: number, maximum: number): number {
  const text = fields.word();
  const parts = /^(-?)(\d{1,8})(?:\.(\d{1,2}))?m?$/i.exec(text);
  const length =
    parts === null ? Number.NaN : Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'));
  const centimetres = parts?.[1] === '-' && length > 0 ? -length : length;
  if (!(centimetres >= minimum && centimetres <= maximum))
    throw new ParseError(
      `${JSON.stringify(text)} is no length of ${minimum / 100} to ${maximum / 100} metres`,
    );
  return centimetres;
}

/** Of more digits than one, the first counts, as in RFC 1876 A. */
function parseSize(fields: RdataFields, whereAbsent: number): number {
  if (!fields.more) return whereAbsent;
  const centimetres = parseMetres(fields, 0, MAX_SIZE);
  let power = 1;
  while (centimetres >= power * 10) power *= 10;
  return centimetres - (centimetres % power);
}

function printMetres(centimetres: number): string {
  const length = Math.abs(centimetres);
  const fraction = String(length % 100).padStart(2, '0');
  return `${centimetres < 0 ? '-' : ''}${Math.trunc(length / 100)}.${fraction}m`;
}
