import { lengthensWait } from './backoff';
import type { Difference } from './compare';
import type { Conversation, Turn } from './conversation';
import { consequence, type Failure } from './failure';
import { type Feedback, NOTHING, sameFeedback, saysNothing } from './feedback';

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

/** An attempt that has begun and of which no outcome is written yet. */
export interface Attempt {
  id: string;
  feedback: Feedback;
  startedAt: number;
  /**
   * Server's clock before the first attempt of unknown outcome, less 2 s; rows made earlier are of
   * none of them. Null where the server's clock is not known: any row may be.
   */
  since: number | null;
  /** An earlier attempt's outcome is unknown as well, so this one's failure does not settle it. */
  afterUnknown?: boolean;
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

export const STEPS_KEPT = 40;
const PAST_KEPT = 20;
/** Time a vendor gets to finish a request whose reply was lost, before anything else is sent. */
const ECHO_MS = 3_000;

/** Everything that can happen to an entry. Times are epoch milliseconds. */
export type EntryEvent =
  | { kind: 'pressed'; at: number; pressId: string; feedback: Feedback }
  | { kind: 'undone'; at: number; pressId: string }
  | { kind: 'attempted'; at: number; attempt: Attempt; dueAt: number }
  | { kind: 'stored'; at: number; stored: Stored; adopted?: boolean }
  | { kind: 'taken-back'; at: number }
  /** The vendor turned out to hold feedback of this person's that the ledger did not know. */
  | { kind: 'found'; at: number; stored: Stored }
  /** `settles`: the vendor certainly did not act on the attempt, so that it need not be repaired. */
  | { kind: 'failed'; at: number; failure: Failure; dueAt: number; settles: boolean }
  | { kind: 'row-gone'; at: number }
  | { kind: 'unfinished'; at: number; dueAt: number; settles: boolean }
  | { kind: 'held'; at: number; hold: Hold }
  | { kind: 'released'; at: number; vouched: boolean }
  | { kind: 'discarded'; at: number }
  | { kind: 'reviewed'; at: number }
  /** The network is back: what only waited for it need not wait out its time. */
  | { kind: 'reachable'; at: number }
  | { kind: 'confirmed'; at: number };

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

/** An entry before its first press: adopted from the vendor when `stored` is given. */
export function begin(beginning: Beginning, at: number): Entry {
  return {
    ...beginning,
    intent: beginning.stored?.feedback ?? NOTHING,
    pressId: '',
    pressedAt: at,
    createdAt: at,
    state: beginning.stored ? 'stored' : 'discarded',
    hold: null,
    attempt: null,
    past: [],
    attempts: 0,
    dueAt: null,
    failure: null,
    vouchedByPerson: false,
    steps: beginning.stored ? [{ at, what: 'adopted' }] : [],
  };
}

/** What the vendor holds by the last receipt. */
export function heldByVendor(entry: Entry): Feedback {
  return entry.stored?.feedback ?? NOTHING;
}

/** Whether an unsettled attempt may have reached the vendor. */
export function outcomeUnknown(entry: Entry): boolean {
  return entry.attempt !== null;
}

/** Whether something of the person's is still on its way or waits for them. */
export function isUnsettled(entry: Entry): boolean {
  return entry.state !== 'stored' && entry.state !== 'discarded';
}

/** Whether delivery has the entry in hand; settled, or held for a person, it has not. */
function isOnItsWay(entry: Entry): boolean {
  return isUnsettled(entry) && entry.state !== 'held';
}

/** What Undo would bring back; null where there is nothing to undo. */
export function undoTarget(entry: Entry): Feedback | null {
  const last = entry.past.at(-1);
  if (last) return last;
  return saysNothing(entry.intent) ? null : NOTHING;
}

/** The entry after `event`. Pure; an event that does not apply leaves the entry as it is. */
export function next(entry: Entry, event: EntryEvent): Entry {
  switch (event.kind) {
    case 'pressed':
      return intend(entry, event.feedback, event, pushPast(entry, event.feedback));
    case 'undone': {
      const target = undoTarget(entry);
      return target ? intend(entry, target, event, entry.past.slice(0, -1)) : entry;
    }
    case 'attempted':
      if (!isOnItsWay(entry)) return entry;
      return noted(
        {
          ...entry,
          state: 'sending',
          hold: null,
          failure: null,
          attempt: event.attempt,
          dueAt: event.dueAt,
        },
        { at: event.at, what: 'sent', feedback: event.attempt.feedback },
      );
    case 'stored':
      return settled(entry, event.stored, {
        at: event.at,
        what: event.adopted ? 'adopted' : 'stored',
        feedback: event.stored.feedback,
      });
    case 'found':
      return found(entry, event);
    case 'taken-back':
      return settled(entry, null, { at: event.at, what: 'stored', feedback: NOTHING });
    case 'failed':
      return isOnItsWay(entry) ? failed(entry, event) : late(entry, event);
    case 'row-gone':
      return rowGone(entry, event.at);
    case 'unfinished':
      if (!isOnItsWay(entry)) return late(entry, event);
      return noted(
        {
          ...entry,
          state: 'waiting',
          attempt: event.settles ? doubtful(entry.attempt) : entry.attempt,
          failure: null,
          dueAt: event.dueAt,
        },
        { at: event.at, what: 'waiting' },
      );
    case 'held':
      if (!isUnsettled(entry)) return entry;
      return noted(
        { ...entry, state: 'held', hold: event.hold, dueAt: null, failure: null },
        { at: event.at, what: 'held', failure: failureOf(event.hold) },
      );
    case 'released':
      if (!isUnsettled(entry) || entry.state === 'sending') return entry;
      return noted(
        {
          ...entry,
          state: 'queued',
          hold: null,
          failure: null,
          attempts: 0,
          dueAt: event.at,
          vouchedByPerson: entry.vouchedByPerson || event.vouched,
        },
        { at: event.at, what: 'released' },
      );
    case 'discarded':
      return discarded(entry, event.at);
    case 'reachable':
      return entry.state === 'queued' && entry.failure && entry.failure.kind !== 'rate-limited'
        ? { ...entry, dueAt: Math.min(entry.dueAt ?? event.at, event.at) }
        : entry;
    case 'confirmed':
      return { ...entry, confirmedAt: event.at };
    case 'reviewed':
      return entry.stored && !entry.stored.reviewed
        ? { ...entry, stored: { ...entry.stored, reviewed: true } }
        : entry;
  }
}

/** What is found becomes what Undo goes back to; what the person has said since goes on top of it. */
function found(entry: Entry, { at, stored }: Extract<EntryEvent, { kind: 'found' }>): Entry {
  if (entry.stored !== null || entry.attempt !== null) return entry;
  const step: Step = { at, what: 'adopted', feedback: stored.feedback };
  if (!isUnsettled(entry)) {
    const past = worthUndoing(entry.past, stored.feedback);
    return noted({ ...entry, stored, past, intent: stored.feedback, state: 'stored' }, step);
  }
  const past = [...entry.past, stored.feedback].slice(-PAST_KEPT);
  return noted({ ...entry, stored, past }, step);
}

/** An outcome that comes after the person decided otherwise changes what is known, no more. */
function late(entry: Entry, { settles }: { settles: boolean }): Entry {
  return settles && entry.attempt ? { ...entry, attempt: doubtful(entry.attempt) } : entry;
}

/** What is left of an attempt the vendor certainly did not act on: the doubt of an earlier one. */
function doubtful(attempt: Attempt | null): Attempt | null {
  return attempt?.afterUnknown ? attempt : null;
}

function rowGone(entry: Entry, at: number): Entry {
  const gone: Entry = { ...entry, stored: null, attempt: null };
  const step: Step = { at, what: 'row-gone' };
  if (isOnItsWay(entry)) return noted({ ...gone, state: 'queued', dueAt: at }, step);
  if (entry.state === 'held') return noted(gone, step);
  const past = worthUndoing(entry.past, NOTHING);
  return noted({ ...gone, past, intent: NOTHING, state: 'discarded' }, step);
}

function pushPast(entry: Entry, feedback: Feedback): Feedback[] {
  const held = heldByVendor(entry);
  if (entry.state !== 'stored' || sameFeedback(held, feedback)) return entry.past;
  return [...entry.past, held].slice(-PAST_KEPT);
}

/** Without what is there anyway: an Undo that changes nothing would look broken. */
function worthUndoing(past: Feedback[], present: Feedback): Feedback[] {
  const last = past.at(-1);
  return last && sameFeedback(last, present) ? worthUndoing(past.slice(0, -1), present) : past;
}

function intend(
  entry: Entry,
  feedback: Feedback,
  { at, pressId }: { at: number; pressId: string },
  past: Feedback[],
): Entry {
  if (entry.pressId === pressId && pressId !== '') return entry;
  // Pressing again does not hurry a vendor that has asked to wait.
  const toldToWait = entry.failure?.kind === 'rate-limited' && (entry.dueAt ?? 0) > at;
  const dueAt = toldToWait ? entry.dueAt : afterEcho(entry.attempt, at, at);
  const pressed = noted(
    {
      ...entry,
      intent: feedback,
      pressId,
      pressedAt: at,
      past,
      hold: null,
      failure: toldToWait ? entry.failure : null,
      attempts: 0,
      vouchedByPerson: false,
    },
    { at, what: 'pressed', feedback },
  );
  if (entry.attempt)
    return {
      ...pressed,
      state: entry.state === 'sending' ? 'sending' : 'queued',
      dueAt: entry.state === 'sending' ? entry.dueAt : dueAt,
    };
  if (!sameFeedback(feedback, heldByVendor(entry))) return { ...pressed, state: 'queued', dueAt };
  return {
    ...pressed,
    past: worthUndoing(past, feedback),
    state: entry.stored ? 'stored' : 'discarded',
    failure: null,
    dueAt: null,
  };
}

function settled(entry: Entry, stored: Stored | null, step: Step): Entry {
  // Whoever let go of a newer press, or never pressed, means what the vendor holds.
  const intent = isUnsettled(entry) ? entry.intent : (stored?.feedback ?? NOTHING);
  const sent = isUnsettled(entry)
    ? (entry.attempt?.feedback ?? stored?.feedback ?? NOTHING)
    : intent;
  const newer = !sameFeedback(sent, intent);
  const done = !newer && (stored !== null || saysNothing(intent));
  const returned = sameFeedback(intent, heldByVendor(entry));
  const past =
    newer && !returned
      ? [...entry.past, stored?.feedback ?? NOTHING].slice(-PAST_KEPT)
      : worthUndoing(entry.past, intent);
  const base: Entry = {
    ...entry,
    intent,
    past,
    stored,
    attempt: null,
    attempts: 0,
    hold: null,
    failure: null,
    vouchedByPerson: newer ? entry.vouchedByPerson : false,
  };
  if (newer && entry.state === 'held') {
    return noted({ ...base, state: 'held', hold: entry.hold, dueAt: null }, step);
  }
  return noted({ ...base, state: done ? 'stored' : 'queued', dueAt: done ? null : step.at }, step);
}

function failed(
  entry: Entry,
  { at, failure, dueAt, settles }: Extract<EntryEvent, { kind: 'failed' }>,
): Entry {
  const { waitsFor } = consequence(failure);
  const step: Step = { at, what: 'failed', failure: failure.kind };
  const attempt = settles ? doubtful(entry.attempt) : entry.attempt;
  const tried: Entry = {
    ...entry,
    attempt,
    attempts: entry.attempts + (lengthensWait(failure) ? 1 : 0),
  };
  if (waitsFor === 'person' || waitsFor === 'key') {
    // What was refused was not what the person means now; a wait holds for both.
    if (settles && entry.attempt && !sameFeedback(entry.attempt.feedback, entry.intent)) {
      return noted({ ...tried, state: 'queued', failure: null, dueAt: at }, step);
    }
    const hold: Hold = { kind: 'failure', failure };
    return noted({ ...tried, state: 'held', hold, failure: null, dueAt: null }, step);
  }
  if (waitsFor === 'answer')
    return noted({ ...tried, state: 'waiting', failure: null, dueAt }, step);
  return noted({ ...tried, state: 'queued', failure, dueAt: afterEcho(attempt, dueAt, at) }, step);
}

/**
 * `dueAt`, or later while a request of unknown outcome may still be at work at the vendor: it could
 * overtake the next one, or make its row just after somebody has looked for it.
 */
function afterEcho(attempt: Attempt | null, dueAt: number, now: number): number {
  return attempt ? Math.max(dueAt, Math.min(attempt.startedAt, now) + ECHO_MS) : dueAt;
}

/** An attempt of unknown outcome stays known, so that a later press repairs it, not doubles it. */
function discarded(entry: Entry, at: number): Entry {
  if (entry.state === 'sending' || !isUnsettled(entry)) return entry;
  const gone: Entry = {
    ...entry,
    intent: heldByVendor(entry),
    past: worthUndoing(entry.past, heldByVendor(entry)),
    state: entry.stored ? 'stored' : 'discarded',
    hold: null,
    failure: null,
    attempts: 0,
    dueAt: null,
    vouchedByPerson: false,
  };
  return noted(gone, { at, what: 'discarded' });
}

function failureOf(hold: Hold): Failure['kind'] | undefined {
  return hold.kind === 'failure' ? hold.failure.kind : undefined;
}

/** Adds a step; polling an unfinished answer is one step, however often it is asked. */
function noted(entry: Entry, step: Step): Entry {
  const last = entry.steps.at(-1);
  if (step.what === 'waiting' && last?.what === 'waiting') return entry;
  return { ...entry, steps: [...entry.steps, step].slice(-STEPS_KEPT) };
}
