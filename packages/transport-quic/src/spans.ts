/**
 * How many streams the newest may be ahead of the oldest unfinished one, and so how many may be under way: some servers
 * stall without a word beyond 10.
 */
export const CAUTIOUS_SPAN = 8;
/** The same for a server that has granted more streams than it began with, as one in good order does (RFC 9000 4.6). */
export const PROVEN_SPAN = 100;
