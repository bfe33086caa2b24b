import type { Message } from '../message/index.ts';

/** The flags of a header in the order in which `dig` prints them. */
export const FLAGS = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;

export type Section = 'questions' | 'answers' | 'authorities' | 'additionals';

/** What a section is called above it and in the counts of the header. */
interface SectionNames {
  readonly section: Section;
  readonly title: string;
  readonly count: string;
}

const SECTIONS: readonly SectionNames[] = [
  { section: 'questions', title: 'QUESTION', count: 'QUERY' },
  { section: 'answers', title: 'ANSWER', count: 'ANSWER' },
  { section: 'authorities', title: 'AUTHORITY', count: 'AUTHORITY' },
  { section: 'additionals', title: 'ADDITIONAL', count: 'ADDITIONAL' },
];
/** Dynamic updates have other names for them (RFC 2136 2). */
const UPDATE_SECTIONS: readonly SectionNames[] = [
  { section: 'questions', title: 'ZONE', count: 'ZONE' },
  { section: 'answers', title: 'PREREQUISITE', count: 'PREREQ' },
  { section: 'authorities', title: 'UPDATE', count: 'UPDATE' },
  { section: 'additionals', title: 'ADDITIONAL', count: 'ADDITIONAL' },
];

export function sectionsOf({ opcode }: Pick<Message, 'opcode'>): readonly SectionNames[] {
  return opcode === 'UPDATE' ? UPDATE_SECTIONS : SECTIONS;
}

/** The section under a title. `dig` sets signatures of the whole message apart from the additional section. */
export function sectionTitled(title: string): Section | undefined {
  if (title === 'TSIG' || title === 'SIG0') return 'additionals';
  return [...SECTIONS, ...UPDATE_SECTIONS].find((each) => each.title === title)?.section;
}

/** The section that a count of the header is of. */
export function sectionCounted(count: string): Section | undefined {
  return [...SECTIONS, ...UPDATE_SECTIONS].find((each) => each.count === count)?.section;
}
