import type { Conversation } from '../../domain/conversation';

/** What a practice conversation shows: each stands for one way a vendor can answer. */
export const LESSONS = [
  'stored',
  'unfinished',
  'unreachable',
  'changed',
  'refused',
  'differs',
] as const;

export type Lesson = (typeof LESSONS)[number];

/** Stands where other vendors have their API. `.invalid` never leads anywhere (RFC 2606). */
export const PRACTICE_ORIGIN = 'https://practice.invalid';

/**
 * A conversation for one lesson. What is practised and since when stands in its id, so that nobody
 * has to remember it: time in its first twelve digits, as in a UUIDv7, the lesson's place in its last.
 *
 * @param begunAt epoch milliseconds
 */
export function practiceConversation(lesson: Lesson, begunAt: number): Conversation {
  const time = begunAt.toString(16).padStart(12, '0');
  const place = LESSONS.indexOf(lesson).toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${place}`;
  return { vendor: 'practice', origin: PRACTICE_ORIGIN, scope: null, id };
}

/** What a practice conversation's id says; undefined as its lesson where it names none. */
export function lessonOf(id: string): { lesson: Lesson | undefined; begunAt: number } {
  return {
    lesson: LESSONS[Number.parseInt(id.slice(-12), 16)],
    begunAt: Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16),
  };
}
