import * as z from 'zod/mini';
import { uuid as anyUuid, whole } from '../vendors/shape';
import type { Message, RequestKind } from './client';

/** Who may ask: a vendor's top document with our content scripts, or one of our own pages. */
export type SenderKind = 'document' | 'page';

/** Lower case only: an id must not come in two spellings. */
const uuid = anyUuid.check(z.refine((id) => id === id.toLowerCase()));
const short = z.string().check(z.maxLength(200));
const title = z.string().check(z.maxLength(500));
/** As long as the longest that is recognised: what gets a panel can be rated. */
const address = z.string().check(z.maxLength(8_192));
/** Four times the longest comment any vendor takes, so that one too long is kept, not refused. */
const text = z.string().check(z.maxLength(20_000));
const origin = short.check(z.refine((value) => /^https:\/\/[a-z0-9.-]+$/.test(value)));
const time = z.number().check(z.refine((value) => value >= 0));
const turn = whole.check(z.refine((value) => value >= 0));

const conversation = z.object({
  vendor: short,
  origin,
  scope: z.nullable(short),
  id: uuid,
});
const feedback = z.object({
  rating: z.nullable(z.enum(['good', 'neutral', 'bad'])),
  comment: text,
});
const page = z.object({ title, address });
const corner = z.enum(['bottom-end', 'bottom-start', 'top-end', 'top-start']);
const connectionDraft = z.object({
  id: z.nullable(short),
  vendor: short,
  name: short,
  origin: z.string().check(z.maxLength(300)),
  scope: z.nullable(short),
  scopeName: z.nullable(title),
  actAs: z.nullable(title),
  key: z.nullable(
    z.string().check(
      z.maxLength(8_000),
      z.refine((key) => key !== ''),
    ),
  ),
});

/** A whole number from 1 on. */
const upTo = (most: number) => whole.check(z.refine((value) => value > 0 && value <= most));

/** What may be preferred, also as it lies on disk. */
export const preferences = z.object({
  /** How long stored feedback is kept; null for ever. */
  keepMonths: z.nullable(upTo(120)),
  /** The guard's limit. */
  watchMinutes: upTo(60),
});

const both: SenderKind[] = ['document', 'page'];
const documents: SenderKind[] = ['document'];
const pages: SenderKind[] = ['page'];

/** Every message: who may send it, and what it has to look like. Unknown fields fall away. */
export const contract = {
  recognised: {
    from: documents,
    input: z.object({ conversation, watchingSince: time }),
  },
  left: { from: documents, input: z.object({ watchingSince: time }) },
  called: {
    from: documents,
    input: z.object({ conversation, startedAt: time, run: z.boolean(), watchingSince: time }),
  },
  online: { from: documents, input: z.object({}) },
  view: {
    from: both,
    input: z.object({ conversation, turn: z.nullable(turn), look: z.boolean() }),
  },
  rate: { from: both, input: z.object({ conversation, turn, pressId: uuid, feedback, page }) },
  draft: { from: both, input: z.object({ conversation, turn, text: z.nullable(text) }) },
  undo: { from: both, input: z.object({ conversation, turn, pressId: uuid }) },
  decide: {
    from: both,
    input: z.object({
      conversation,
      turn,
      decision: z.enum([
        'discard',
        'retry',
        'rate-new',
        'send-anyway',
        'still-this',
        'newer-answer',
      ]),
    }),
  },
  choose: { from: both, input: z.object({ conversation, connection: short }) },
  place: { from: documents, input: z.object({ corner, hidden: z.boolean() }) },
  open: {
    from: both,
    input: z.object({ page: z.enum(['options', 'journal']), vendor: z.nullable(short) }),
  },
  tab: { from: pages, input: z.object({ tabId: whole, address }) },
  show: { from: pages, input: z.object({ host: short, hidden: z.boolean() }) },
  unsettled: { from: pages, input: z.object({}) },
  connections: { from: pages, input: z.object({}) },
  saveConnection: { from: pages, input: connectionDraft },
  testConnection: { from: pages, input: connectionDraft },
  removeConnection: { from: pages, input: z.object({ id: short }) },
  restoreConnection: { from: pages, input: z.object({ id: short }) },
  journal: {
    from: pages,
    input: z.object({
      of: z.nullable(conversation),
      before: z.nullable(time),
    }),
  },
  unreadable: { from: pages, input: z.object({ after: turn }) },
  preferences: { from: pages, input: z.object({}) },
  prefer: { from: pages, input: preferences },
  erase: { from: pages, input: z.object({}) },
  notices: { from: pages, input: z.object({}) },
} satisfies Record<RequestKind, { from: SenderKind[]; input: z.core.$ZodType }>;

/**
 * Reads a message from any sender.
 *
 * @returns the message, or the refusal: `unknown-message` for none of ours, `malformed` for one of
 * ours that does not fit
 */
export function readMessage(raw: unknown): Message | 'unknown-message' | 'malformed' {
  const kind = (raw as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(contract, kind)) return 'unknown-message';
  const parsed = contract[kind as RequestKind].input.safeParse(raw);
  return parsed.success ? ({ ...parsed.data, kind } as Message) : 'malformed';
}
