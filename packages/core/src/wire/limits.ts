/** A message's header (RFC 1035 4.1.1). */
export const HEADER_OCTETS = 12;
/** Behind a question's name: type and class (RFC 1035 4.1.2). */
export const QUESTION_FIELDS_OCTETS = 4;
/** Between a record's owner and its rdata: type, class, TTL and the length of the rdata (RFC 1035 4.1.3). */
export const RECORD_FIELDS_OCTETS = 10;
/** The longest message that a 2-byte length can frame (RFC 1035 4.2.2). */
export const MAX_MESSAGE_OCTETS = 65_535;
/** A name in wire form, its root label included (RFC 1035 2.3.4). */
export const MAX_NAME_OCTETS = 255;
/** A label without its length octet (RFC 1035 2.3.4). */
export const MAX_LABEL_OCTETS = 63;
/** The labels that fit into the longest name, the root not counted: 127 of one octet (RFC 1035 2.3.4). */
export const MAX_LABELS = 127;
/** A character-string without its length octet (RFC 1035 3.3). */
export const MAX_CHARACTER_STRING_OCTETS = 255;
/** The farthest offset that a compression pointer can hold (RFC 1035 4.1.4). */
export const MAX_POINTER_OFFSET = 0x3fff;
/** A TTL with a larger value counts as 0 (RFC 2181 8). */
export const MAX_TTL_SECONDS = 0x7fff_ffff;
