import type { Attempt } from './attempt';
import type { Difference } from './compare';
import type { Conversation, Turn } from './conversation';
import type { Failure } from './failure';
import { type Feedback, NOTHING } from './feedback';

/** Why an entry is held until a person decides. */
export type Hold =
  | { kind: 'answer-changed' }
  | { kind: 'not-vouched'; minutes: number }
  | { kind: 'failure'; failure: Failure };

/** What the vendor is known to hold. */
export interface Stored {
  feedback: Feedback;
  /** Vendor's clock, epoch milliseconds. */
  at: number;
  row: string | null;
  author: string | null;
  reviewed: boolean;
  differences: Difference[];
}

/** One thing that happened to an entry, for the person who asks later. */
export interface Step {
  at: number;
  what:
    | 'pressed'
    | 'sent'
    | 'stored'
    | 'failed'
    | 'waiting'
    | 'held'
    | 'discarded'
    | 'adopted'
    | 'row-gone'
    | 'released';
  failure?: Failure['kind'];
  feedback?: Feedback;
}

export const STEPS_KEPT = 40;

/** One feedback on one answer over one connection, from the press to the vendor's receipt. */
export interface Entry {
  /** Random; connection, conversation and turn together are unique in the ledger as well. */
  key: string;
  /** Connection it travels over; null until one fits. */
  connection: string | null;
  conversation: Conversation;
  turn: Turn;
  page: { title: string; address: string };
  question: string | null;
  /** The person's latest whole intent. */
  intent: Feedback;
  pressId: string;
  pressedAt: number;
  /** When the person last said that it is still this answer, after nobody had watched. */
  confirmedAt?: number;
  createdAt: number;
  state: 'queued' | 'sending' | 'waiting' | 'stored' | 'held' | 'discarded';
  hold: Hold | null;
  attempt: Attempt | null;
  stored: Stored | null;
  /** Earlier stored values that Undo goes back to, the latest last. */
  past: Feedback[];
  /** Attempts since the last success or decision; feeds the back-off. */
  attempts: number;
  /** When to take it up again, epoch milliseconds; null when nothing is due by time. */
  dueAt: number | null;
  /** The last failure that time will mend. */
  failure: Failure | null;
  /** Whether the person said to send although nobody can vouch for the answer. */
  vouchedByPerson: boolean;
  steps: Step[];
}

/** What a new entry begins with. */
export interface Beginning {
  key: string;
  connection: string | null;
  conversation: Conversation;
  turn: Turn;
  page: { title: string; address: string };
  question: string | null;
  stored: Stored | null;
}

/** Nothing is due, nothing is held, nothing went wrong. */
export const AT_REST = {
  hold: null,
  attempts: 0,
  dueAt: null,
  failure: null,
  vouchedByPerson: false,
} as const;

/** An entry before its first press: adopted from the vendor when `stored` is given. */
export function begin(beginning: Beginning, at: number): Entry {
  return {
    ...beginning,
    intent: beginning.stored?.feedback ?? NOTHING,
    pressId: '',
    pressedAt: at,
    createdAt: at,
    state: beginning.stored ? 'stored' : 'discarded',
    ...AT_REST,
    attempt: null,
    past: [],
    steps: beginning.stored ? [{ at, what: 'adopted' }] : [],
  };
}

/** What the vendor holds by the last receipt. */
export function heldByVendor(entry: Entry): Feedback {
  return entry.stored?.feedback ?? NOTHING;
}

/** Whether something of the person's is still on its way or waits for them. */
export function isUnsettled(entry: Entry): boolean {
  return entry.state !== 'stored' && entry.state !== 'discarded';
}

/** Whether delivery has the entry in hand; settled, or held for a person, it has not. */
export function isOnItsWay(entry: Entry): boolean {
  return isUnsettled(entry) && entry.state !== 'held';
}

/** Adds a step; polling an unfinished answer is one step, however often it is asked. */
export function noted(entry: Entry, step: Step): Entry {
  const last = entry.steps.at(-1);
  if (step.what === 'waiting' && last?.what === 'waiting') return entry;
  return { ...entry, steps: [...entry.steps, step].slice(-STEPS_KEPT) };
}
