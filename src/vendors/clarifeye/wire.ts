import type { Feedback, Rating } from '../../domain/feedback';
import type { Look, Receipt } from '../api';
import { shortened } from '../reply';
import {
  anything,
  fits,
  flag,
  listOf,
  nullable,
  nullish,
  object,
  oneOf,
  type Read,
  read,
  type Shape,
  strict,
  such,
  text,
  that,
  uuid,
  whole,
} from '../shape';
import { epochMs } from '../timestamp';

const QUESTION_LENGTH = 120;

const content = {
  feedback: text,
  /** True good, false bad, null neutral; there is no "no rating". */
  is_positive: nullable(flag),
};

/** A new row of feedback on one answer; 0 is a query id like any other. */
export const createRequest = strict({
  ...content,
  context: strict({
    conversation_id: uuid,
    query_id: such(whole, (turn) => turn >= 0),
    source: oneOf('PlaygroundConversation'),
  }),
});

/** A change of a row; its status is the reviewers' and is left alone. */
export const changeRequest = strict(content);

/** The words and the rating as they go over the line. A comment alone is neutral here. */
export function encode(feedback: Feedback): Read<typeof changeRequest> {
  const values: Record<Rating, boolean | null> = { good: true, bad: false, neutral: null };
  return {
    feedback: feedback.comment,
    is_positive: feedback.rating === null ? null : values[feedback.rating],
  };
}

const id = that<string | number>((value) => /^(string|number)$/.test(typeof value));
const holder = object({ id });
const giver = object({ email: text });
const context = object({ conversation_id: anything, query_id: anything });

/** A row of feedback, with only what is needed asked for; what is odd in it is read as missing. */
export const rowReply = object({
  id,
  created_at: nullish(text),
  updated_at: nullish(text),
  given_by: anything,
  status: nullish(text),
  feedback: nullish(text),
  is_positive: nullish(flag),
  context: anything,
  /** These take the place of `context`. */
  conversation: anything,
  conversation_id: anything,
  query_id: anything,
});

/** What `schema` reads; null where the value is something else. */
function readable<T extends Shape>(schema: T, value: unknown): Read<T> | null {
  return read(schema, value) ?? null;
}

/** A row as far as it can be told from the reply. */
export interface Row extends Omit<Receipt, 'conversationId' | 'at'> {
  row: string;
  /** Null where the row carries no conversation. */
  conversationId: string | null;
  /** Epoch milliseconds by the vendor's clock; null where missing. */
  createdAt: number | null;
  updatedAt: number | null;
}

/** Reads a row: both the older `context` and the fields that replace it. */
export function decode(reply: Read<typeof rowReply>): Row {
  const { is_positive: positive } = reply;
  const within = readable(context, reply.context);
  const conversationId =
    idIn(within?.conversation_id) ?? idIn(reply.conversation) ?? idIn(reply.conversation_id);
  return {
    row: String(reply.id),
    feedback: {
      rating: positive === true ? 'good' : positive === false ? 'bad' : 'neutral',
      comment: reply.feedback ?? '',
    },
    conversationId: conversationId?.toLowerCase() ?? null,
    turn: readable(whole, within?.query_id) ?? readable(whole, reply.query_id),
    author: readable(giver, reply.given_by)?.email || null,
    reviewed: reply.status === 'reviewed',
    createdAt: epochMs(reply.created_at),
    updatedAt: epochMs(reply.updated_at),
  };
}

/** An id that stands there itself or within an object. */
function idIn(value: unknown): string | null {
  const found = readable(id, value) ?? readable(holder, value)?.id ?? null;
  return found === null ? null : String(found) || null;
}

/** A page of a list. Its rows are read one by one, so that an odd one does not hide the others. */
export const listReply = object({
  results: listOf(anything),
  next: nullish(text),
});

/** Projects, as a plain list or in the vendor's envelope. */
export const projectsReply = that<unknown>(
  (reply) => Array.isArray(reply) || fits(listReply, reply),
);

const project = object({ id, name: nullish(text) });

/** The projects in a list of them; what is none is left out. */
export function projectsIn(reply: Read<typeof projectsReply>): { id: string; name: string }[] {
  const list = Array.isArray(reply) ? reply : readable(listReply, reply)?.results;
  return (list ?? []).flatMap((item) => {
    const one = read(project, item);
    return one ? [{ id: String(one.id), name: one.name || String(one.id) }] : [];
  });
}

/** A conversation. */
export const conversationReply = object({
  name: nullish(text),
  chat_history: nullish(listOf(anything)),
});

const historyEntry = object({
  role: text,
  type: nullish(text),
  content: anything,
  query_id: such(whole, (turn) => turn >= 0),
  timestamp: anything,
});

/**
 * The answers of a conversation, in the order in which their questions were asked. An answer is
 * ready when its `query_id` has an assistant's message (inferred; the vendor has no status field).
 * Entries that name no query are left out.
 */
export function answersIn(history: readonly unknown[]): NonNullable<Look['answers']> {
  const answers = new Map<number, NonNullable<Look['answers']>[number]>();
  for (const item of history) {
    const entry = read(historyEntry, item);
    if (!entry) continue;
    const turn = entry.query_id;
    const askedAt = epochMs(readable(text, entry.timestamp));
    const answer = answers.get(turn) ?? { turn, question: null, ready: false, askedAt };
    const isMessage = (entry.type ?? 'message') === 'message';
    if (entry.role === 'user' && isMessage)
      answer.question ??= firstWords(readable(text, entry.content));
    if (entry.role === 'assistant' && entry.type === 'message') answer.ready = true;
    answers.set(turn, answer);
  }
  return [...answers.values()];
}

function firstWords(text: string | null): string | null {
  const words = (text ?? '').slice(0, 2_000).replace(/\s+/g, ' ').trim();
  return words === '' ? null : shortened(words.toWellFormed(), QUESTION_LENGTH);
}
