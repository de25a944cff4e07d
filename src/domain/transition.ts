import { type Attempt, afterEcho, doubtful } from './attempt';
import {
  AT_REST,
  type Entry,
  type Hold,
  heldByVendor,
  isOnItsWay,
  isUnsettled,
  noted,
  type Stored,
} from './entry';
import type { Failure } from './failure';
import { type Feedback, NOTHING, sameFeedback } from './feedback';
import { failed, found, late, rowGone, settled } from './outcome';
import { pushPast, undoTarget, worthUndoing } from './undoing';

/** Everything that can happen to an entry. Times are epoch milliseconds. */
export type EntryEvent =
  | { kind: 'pressed'; at: number; pressId: string; feedback: Feedback }
  | { kind: 'undone'; at: number; pressId: string }
  /** `mayRepeat`: sent twice it is stored once; else what the person vouched for holds for one go. */
  | { kind: 'attempted'; at: number; attempt: Attempt; dueAt: number; mayRepeat: boolean }
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
          vouchedByPerson: entry.vouchedByPerson && event.mayRepeat,
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
          ...AT_REST,
          state: 'queued',
          dueAt: afterEcho(entry.attempt, event.at),
          vouchedByPerson: entry.vouchedByPerson || event.vouched,
        },
        { at: event.at, what: 'released' },
      );
    case 'discarded':
      return discarded(entry, event.at);
    case 'reachable':
      return entry.state === 'queued' && entry.failure && entry.failure.kind !== 'rate-limited'
        ? {
            ...entry,
            dueAt: Math.min(entry.dueAt ?? Infinity, afterEcho(entry.attempt, event.at)),
          }
        : entry;
    case 'confirmed':
      return { ...entry, confirmedAt: event.at };
    case 'reviewed':
      return entry.stored && !entry.stored.reviewed
        ? { ...entry, stored: { ...entry.stored, reviewed: true } }
        : entry;
  }
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
  const dueAt = toldToWait ? entry.dueAt : afterEcho(entry.attempt, at);
  const pressed = noted(
    {
      ...entry,
      ...AT_REST,
      intent: feedback,
      pressId,
      pressedAt: at,
      past,
    },
    { at, what: 'pressed', feedback },
  );
  if (entry.attempt || !sameFeedback(feedback, heldByVendor(entry))) {
    const failure = toldToWait ? entry.failure : null;
    return entry.state === 'sending'
      ? { ...pressed, failure, dueAt: entry.dueAt }
      : { ...pressed, failure, dueAt, state: 'queued' };
  }
  return {
    ...pressed,
    past: worthUndoing(past, feedback),
    state: entry.stored ? 'stored' : 'discarded',
  };
}

/** An attempt of unknown outcome stays known, so that a later press repairs it, not doubles it. */
function discarded(entry: Entry, at: number): Entry {
  if (entry.state === 'sending' || !isUnsettled(entry)) return entry;
  const gone: Entry = {
    ...entry,
    ...AT_REST,
    intent: heldByVendor(entry),
    past: worthUndoing(entry.past, heldByVendor(entry)),
    state: entry.stored ? 'stored' : 'discarded',
  };
  return noted(gone, { at, what: 'discarded' });
}

function failureOf(hold: Hold): Failure['kind'] | undefined {
  return hold.kind === 'failure' ? hold.failure.kind : undefined;
}
