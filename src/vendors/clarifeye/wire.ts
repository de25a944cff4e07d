import * as z from 'zod/mini';
import type { Feedback, Rating } from '../../domain/feedback';
import type { Look, Receipt } from '../api';
import { shortened } from '../reply';
import { listOf, uuid, whole } from '../shape';
import { epochMs } from '../timestamp';

const QUESTION_LENGTH = 120;

const content = {
  feedback: z.string(),
  /** True good, false bad, null neutral; there is no "no rating". */
  is_positive: z.nullable(z.boolean()),
};

/** A new row of feedback on one answer; 0 is a query id like any other. */
export const createRequest = z.strictObject({
  ...content,
  context: z.strictObject({
    conversation_id: uuid,
    query_id: whole.check(z.refine((turn) => turn >= 0)),
    source: z.enum(['PlaygroundConversation']),
  }),
});

/** A change of a row; its status is the reviewers' and is left alone. */
export const changeRequest = z.strictObject(content);

/** The words and the rating as they go over the line. A comment alone is neutral here. */
export function encode(feedback: Feedback): z.output<typeof changeRequest> {
  const values: Record<Rating, boolean | null> = { good: true, bad: false, neutral: null };
  return {
    feedback: feedback.comment,
    is_positive: feedback.rating === null ? null : values[feedback.rating],
  };
}

/** Read where it is used, so that an odd value there does not spoil the rest. */
const anything = z.optional(z.unknown());
const id = z.unknown().check(z.refine((value) => /^(string|number)$/.test(typeof value)));
const holder = z.object({ id });
const giver = z.object({ email: z.string() });
const context = z.object({ conversation_id: anything, query_id: anything });

/** A row of feedback, with only what is needed asked for; what is odd in it is read as missing. */
export const rowReply = z.object({
  id,
  created_at: z.nullish(z.string()),
  updated_at: z.nullish(z.string()),
  given_by: anything,
  status: z.nullish(z.string()),
  feedback: z.nullish(z.string()),
  is_positive: z.nullish(z.boolean()),
  context: anything,
  /** These take the place of `context`. */
  conversation: anything,
  conversation_id: anything,
  query_id: anything,
});

/** What `schema` reads; null where the value is something else. */
function readable<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> | null {
  return schema.safeParse(value).data ?? null;
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
export function decode(reply: z.output<typeof rowReply>): Row {
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
export const listReply = z.object({
  results: listOf(z.unknown()),
  next: z.nullish(z.string()),
});

/** Projects, as a plain list or in the vendor's envelope. */
export const projectsReply = z
  .unknown()
  .check(z.refine((reply) => Array.isArray(reply) || listReply.safeParse(reply).success));

const project = z.object({ id, name: z.nullish(z.string()) });

/** The projects in a list of them; what is none is left out. */
export function projectsIn(reply: z.output<typeof projectsReply>): { id: string; name: string }[] {
  const list = Array.isArray(reply) ? reply : readable(listReply, reply)?.results;
  return (list ?? []).flatMap((item) => {
    const { data } = project.safeParse(item);
    return data ? [{ id: String(data.id), name: data.name || String(data.id) }] : [];
  });
}

/** A conversation. */
export const conversationReply = z.object({
  name: z.nullish(z.string()),
  chat_history: z.nullish(listOf(z.unknown())),
});

const historyEntry = z.object({
  role: z.string(),
  type: z.nullish(z.string()),
  content: anything,
  query_id: whole,
});

/**
 * The answers of a conversation, in the order in which their questions were asked. An answer is
 * ready when its `query_id` has an assistant's message (inferred; the vendor has no status field).
 * Entries that name no query are left out.
 */
export function answersIn(history: readonly unknown[]): NonNullable<Look['answers']> {
  const answers = new Map<number, NonNullable<Look['answers']>[number]>();
  for (const item of history) {
    const { data: entry } = historyEntry.safeParse(item);
    if (!entry) continue;
    const turn = entry.query_id;
    const answer = answers.get(turn) ?? { turn, question: null, ready: false };
    const isMessage = (entry.type ?? 'message') === 'message';
    if (entry.role === 'user' && isMessage)
      answer.question ??= firstWords(readable(z.string(), entry.content));
    if (entry.role === 'assistant' && entry.type === 'message') answer.ready = true;
    answers.set(turn, answer);
  }
  return [...answers.values()];
}

function firstWords(text: string | null): string | null {
  const words = (text ?? '').slice(0, 2_000).replace(/\s+/g, ' ').trim();
  return words === '' ? null : shortened(words.toWellFormed(), QUESTION_LENGTH);
}
