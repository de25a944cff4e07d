import * as z from 'zod/mini';
import type { Entry } from '../domain/entry';
import { listOf, whole } from '../vendors/shape';
import type { ConversationRecord } from './database';

const rating = z.nullable(z.enum(['good', 'neutral', 'bad']));
const feedback = z.object({ rating, comment: z.string() });
const failure = z.looseObject({ kind: z.string() });
const time = z.number();

const conversation = z.object({
  vendor: z.string(),
  origin: z.string(),
  scope: z.nullable(z.string()),
  id: z.string(),
});

/** The shape of an entry on disk, as far as the rules rely on it. */
const entry = z.looseObject({
  key: z.string(),
  connection: z.nullable(z.string()),
  conversation,
  turn: whole,
  page: z.object({ title: z.string(), address: z.string() }),
  question: z.nullable(z.string()),
  intent: feedback,
  pressId: z.string(),
  pressedAt: time,
  createdAt: time,
  state: z.enum(['queued', 'sending', 'waiting', 'stored', 'held', 'discarded']),
  hold: z.nullable(
    z.looseObject({
      kind: z.enum(['answer-changed', 'not-vouched', 'failure']),
      failure: z.optional(failure),
    }),
  ),
  attempt: z.nullable(
    z.object({
      id: z.string(),
      feedback,
      startedAt: time,
      since: z.nullable(time),
      afterUnknown: z.optional(z.boolean()),
    }),
  ),
  stored: z.nullable(
    z.looseObject({
      feedback,
      at: time,
      row: z.nullable(z.string()),
      author: z.nullable(z.string()),
      reviewed: z.boolean(),
      differences: listOf(z.looseObject({ kind: z.string() })),
    }),
  ),
  past: listOf(feedback),
  attempts: whole,
  dueAt: z.nullable(time),
  failure: z.nullable(failure),
  vouchedByPerson: z.boolean(),
  steps: listOf(z.looseObject({ at: time, what: z.string() })),
});

/** Reads an entry from disk; null when it is not one, so that the row can be set aside. */
export function readEntry(row: unknown): Entry | null {
  const parsed = entry.safeParse(row);
  if (!parsed.success) return null;
  const { hold } = parsed.data;
  return hold?.kind === 'failure' && !hold.failure ? null : (parsed.data as unknown as Entry);
}

/** The shape of a conversation's record on disk, as far as the rules rely on it. */
const record = z.looseObject({
  key: z.string(),
  conversation,
  title: z.nullable(z.string()),
  progress: z.object({
    turn: whole,
    phase: z.enum(['unknown', 'answering', 'ready', 'failed']),
    begunAt: time,
  }),
  finishedAt: z.nullable(time),
  underWaySince: z.optional(z.nullable(time)),
  watch: z.nullable(z.object({ from: time, to: time })),
  answers: z.nullable(
    listOf(z.object({ turn: whole, question: z.nullable(z.string()), ready: z.boolean() })),
  ),
  lookedAt: z.nullable(time),
  skew: z.nullable(time),
  problem: z.nullable(failure),
});

/** Reads a conversation's record from disk; null when there is none, or it is not one. */
export function readConversation(row: unknown): ConversationRecord | null {
  const parsed = record.safeParse(row);
  return parsed.success ? (parsed.data as unknown as ConversationRecord) : null;
}
