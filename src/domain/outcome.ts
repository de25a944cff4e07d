import { afterEcho, doubtful } from './attempt';
import { lengthensWait } from './backoff';
import {
  AT_REST,
  type Entry,
  type Hold,
  heldByVendor,
  isOnItsWay,
  isUnsettled,
  noted,
  type Step,
  type Stored,
} from './entry';
import { consequence } from './failure';
import { NOTHING, sameFeedback, saysNothing } from './feedback';
import type { EntryEvent } from './transition';
import { remembered, worthUndoing } from './undoing';

/** The vendor certainly holds `stored` (null: nothing); `step` tells how that became known. */
export function settled(entry: Entry, stored: Stored | null, step: Step): Entry {
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
      ? remembered(entry.past, stored?.feedback ?? NOTHING)
      : worthUndoing(entry.past, intent);
  const base: Entry = {
    ...entry,
    ...AT_REST,
    intent,
    past,
    stored,
    attempt: null,
    vouchedByPerson: newer && entry.vouchedByPerson,
    state: 'stored',
  };
  if (newer && entry.state === 'held') {
    return noted({ ...base, state: 'held', hold: entry.hold }, step);
  }
  return noted(done ? base : { ...base, state: 'queued', dueAt: step.at }, step);
}

/** An attempt failed, or could not even be made. */
export function failed(
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
    failure: null,
    state: 'waiting',
    dueAt,
  };
  if (waitsFor === 'person' || waitsFor === 'key') {
    // What was refused was not what the person means now; a wait holds for both.
    if (settles && entry.attempt && !sameFeedback(entry.attempt.feedback, entry.intent)) {
      return noted({ ...tried, state: 'queued', dueAt: at }, step);
    }
    const hold: Hold = { kind: 'failure', failure };
    return noted({ ...tried, state: 'held', hold, dueAt: null }, step);
  }
  if (waitsFor === 'answer') return noted(tried, step);
  return noted({ ...tried, state: 'queued', failure, dueAt: afterEcho(attempt, at, dueAt) }, step);
}

/** What is found becomes what Undo goes back to; what the person has said since goes on top of it. */
export function found(entry: Entry, { at, stored }: Extract<EntryEvent, { kind: 'found' }>): Entry {
  if (entry.stored !== null || entry.attempt !== null) return entry;
  const step: Step = { at, what: 'adopted', feedback: stored.feedback };
  if (!isUnsettled(entry)) {
    const past = worthUndoing(entry.past, stored.feedback);
    return noted({ ...entry, stored, past, intent: stored.feedback, state: 'stored' }, step);
  }
  const past = remembered(entry.past, stored.feedback);
  return noted({ ...entry, stored, past }, step);
}

/** An outcome that comes after the person decided otherwise changes what is known, no more. */
export function late(entry: Entry, { settles }: { settles: boolean }): Entry {
  return settles && entry.attempt ? { ...entry, attempt: doubtful(entry.attempt) } : entry;
}

/** The row is not at the vendor any more: what is meant is made anew, what is settled is gone. */
export function rowGone(entry: Entry, at: number): Entry {
  const gone: Entry = { ...entry, stored: null, attempt: null };
  const step: Step = { at, what: 'row-gone' };
  if (isOnItsWay(entry)) return noted({ ...gone, state: 'queued', dueAt: at }, step);
  if (entry.state === 'held') return noted(gone, step);
  const past = worthUndoing(entry.past, NOTHING);
  return noted({ ...gone, past, intent: NOTHING, state: 'discarded' }, step);
}
