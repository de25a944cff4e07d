import type { Entry } from '../domain/entry';
import {
  flag,
  listOf,
  loose,
  nullable,
  number,
  object,
  oneOf,
  optional,
  read,
  text,
  whole,
} from '../vendors/shape';
import type { ConversationRecord } from './database';

const rating = nullable(oneOf('good', 'neutral', 'bad'));
const feedback = object({ rating, comment: text });
const failure = loose({ kind: text });
const time = number;

const conversation = object({
  vendor: text,
  origin: text,
  scope: nullable(text),
  id: text,
});

/** The shape of an entry on disk, as far as the rules rely on it. */
const entry = loose({
  key: text,
  connection: nullable(text),
  conversation,
  turn: whole,
  page: object({ title: text, address: text }),
  question: nullable(text),
  intent: feedback,
  pressId: text,
  pressedAt: time,
  createdAt: time,
  state: oneOf('queued', 'sending', 'waiting', 'stored', 'held', 'discarded'),
  hold: nullable(
    loose({
      kind: oneOf('answer-changed', 'not-vouched', 'failure'),
      failure: optional(failure),
    }),
  ),
  attempt: nullable(
    object({
      id: text,
      feedback,
      startedAt: time,
      since: nullable(time),
      afterUnknown: optional(flag),
    }),
  ),
  stored: nullable(
    loose({
      feedback,
      at: time,
      row: nullable(text),
      author: nullable(text),
      reviewed: flag,
      differences: listOf(loose({ kind: text })),
    }),
  ),
  past: listOf(feedback),
  attempts: whole,
  dueAt: nullable(time),
  failure: nullable(failure),
  vouchedByPerson: flag,
  steps: listOf(loose({ at: time, what: text })),
});

/** Reads an entry from disk; null when it is not one, so that the row can be set aside. */
export function readEntry(row: unknown): Entry | null {
  const found = read(entry, row);
  if (!found || (found.hold?.kind === 'failure' && !found.hold.failure)) return null;
  return found as unknown as Entry;
}

/** The shape of a conversation's record on disk, as far as the rules rely on it. */
const record = loose({
  key: text,
  conversation,
  title: nullable(text),
  progress: object({
    turn: whole,
    phase: oneOf('unknown', 'answering', 'ready', 'failed'),
    begunAt: time,
  }),
  finishedAt: nullable(time),
  underWaySince: optional(nullable(time)),
  watch: nullable(object({ from: time, to: time })),
  answers: nullable(
    listOf(
      object({
        turn: whole,
        question: nullable(text),
        ready: flag,
        askedAt: optional(nullable(time)),
      }),
    ),
  ),
  lookedAt: nullable(time),
  skew: nullable(time),
  problem: nullable(failure),
});

/** Reads a conversation's record from disk; null when there is none, or it is not one. */
export function readConversation(row: unknown): ConversationRecord | null {
  return (read(record, row) as unknown as ConversationRecord | undefined) ?? null;
}
