import type { Difference } from './compare';
import type { Entry } from './entry';
import { consequence, type Failure } from './failure';
import { saysNothing } from './feedback';

/** What a person can do about a state, in the order the buttons stand; the first is filled. */
export type Action =
  | 'undo'
  | 'discard'
  | 'retry'
  | 'options'
  | 'set-up'
  | 'unlock'
  | 'rate-new'
  | 'send-anyway'
  | 'still-this'
  | 'newer-answer';

/** The receipt line: what has become of a feedback, the same on every surface. */
export type Receipt = { actions: Action[] } & (
  | {
      state:
        | 'saved'
        | 'out-of-reach'
        | 'waiting'
        | 'gone'
        | 'reviewed'
        | 'changed'
        | 'locked'
        | 'not-set-up';
    }
  | { state: 'stored'; at: number; author: string | null }
  | { state: 'taken-back'; at: number }
  | { state: 'differs'; differences: Difference[]; at: number }
  | { state: 'not-vouched'; minutes: number }
  | { state: 'needs-person'; failure: Failure }
);

/** The receipt line for an entry; null when there is nothing to say. */
export function receiptOf(entry: Entry): Receipt | null {
  const undo: Action[] = entry.past.length > 0 || !saysNothing(entry.intent) ? ['undo'] : [];
  switch (entry.state) {
    case 'discarded':
      // Somebody deleted it at the vendor; a person who pressed it is told why it is not pressed.
      return entry.steps.at(-1)?.what === 'row-gone' ? { state: 'gone', actions: [] } : null;
    case 'waiting':
      return { state: 'waiting', actions: undo };
    case 'queued':
    case 'sending':
      return {
        state: entry.failure && isOutOfReach(entry.failure) ? 'out-of-reach' : 'saved',
        actions: undo,
      };
    case 'held':
      return heldReceipt(entry);
    case 'stored':
      return storedReceipt(entry, undo);
  }
}

function isOutOfReach(failure: Failure): boolean {
  return consequence(failure).waitsFor === 'time';
}

function heldReceipt(entry: Entry): Receipt | null {
  const hold = entry.hold;
  if (!hold) return null;
  if (hold.kind === 'answer-changed') return { state: 'changed', actions: ['rate-new', 'discard'] };
  if (hold.kind === 'not-vouched') {
    return { state: 'not-vouched', minutes: hold.minutes, actions: ['send-anyway', 'discard'] };
  }
  const { failure } = hold;
  switch (failure.kind) {
    case 'locked':
      return { state: 'locked', actions: ['unlock'] };
    case 'no-connection':
      return { state: 'not-set-up', actions: ['set-up'] };
    case 'key-refused':
    case 'no-access':
    case 'access-withheld':
    case 'outside-vendor':
    case 'not-found':
      return needsPerson(failure, ['options', 'retry', 'discard']);
    case 'barred':
    case 'comment-too-long':
    case 'several-connections':
      return needsPerson(failure, ['discard']);
    case 'cannot-tell-own-row':
      return needsPerson(failure, ['retry', 'send-anyway', 'discard']);
    default:
      return needsPerson(failure, ['retry', 'discard']);
  }
}

function needsPerson(failure: Failure, actions: Action[]): Receipt {
  return { state: 'needs-person', failure, actions };
}

function storedReceipt(entry: Entry, undo: Action[]): Receipt {
  const stored = entry.stored;
  if (!stored || saysNothing(stored.feedback)) {
    const at = stored?.at ?? entry.steps.at(-1)?.at ?? entry.pressedAt;
    return { state: 'taken-back', at, actions: undo };
  }
  if (stored.differences.length > 0) {
    return { state: 'differs', differences: stored.differences, at: stored.at, actions: undo };
  }
  if (stored.reviewed) return { state: 'reviewed', actions: undo };
  return { state: 'stored', at: stored.at, author: stored.author, actions: undo };
}
