import type { Attempt } from '../../../src/domain/attempt';
import { begin, type Entry, type Stored } from '../../../src/domain/entry';
import type { Failure } from '../../../src/domain/failure';
import type { Feedback } from '../../../src/domain/feedback';
import { type EntryEvent, next } from '../../../src/domain/transition';

/** How often a property is tried; the soak asks for more. */
export const RUNS = { numRuns: Number(process.env.VERDICT_RUNS ?? 200) };

export const GOOD: Feedback = { rating: 'good', comment: '' };
export const BAD: Feedback = { rating: 'bad', comment: '' };
export const WORDS: Feedback = { rating: 'good', comment: 'The join is wrong.' };
export const NOTHING: Feedback = { rating: null, comment: '' };

export const CONVERSATION = {
  vendor: 'clarityq',
  origin: 'https://api.clarityq.ai',
  scope: null,
  id: 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d',
};

/** An entry nobody has pressed yet. */
export function untouched(): Entry {
  const page = { title: 'Revenue', address: 'https://app.clarityq.ai/' };
  return begin(
    {
      key: 'k',
      connection: 'c',
      conversation: CONVERSATION,
      turn: 1,
      page,
      question: null,
      stored: null,
    },
    0,
  );
}

/** The vendor's receipt for `feedback`. */
export function receipt(feedback: Feedback, at = 0): Stored {
  return { feedback, at, row: 'r1', author: null, reviewed: false, differences: [] };
}

export function attempt(feedback: Feedback, at = 0, id = `attempt ${at}`): Attempt {
  return { id, feedback, startedAt: at, since: at };
}

let presses = 0;
export function press(feedback: Feedback, at = 1): EntryEvent {
  presses += 1;
  return { kind: 'pressed', at, pressId: `press ${presses}`, feedback };
}

export function undo(at = 1): EntryEvent {
  presses += 1;
  return { kind: 'undone', at, pressId: `press ${presses}` };
}

export function failed(failure: Failure, settles: boolean, at = 3, dueAt = 9_000): EntryEvent {
  return { kind: 'failed', at, failure, dueAt, settles };
}

export function sent(feedback: Feedback, at = 2): EntryEvent {
  return {
    kind: 'attempted',
    at,
    attempt: attempt(feedback, at),
    dueAt: at + 35_000,
    mayRepeat: true,
  };
}

export function storedAs(feedback: Feedback, at = 3): EntryEvent {
  return { kind: 'stored', at, stored: receipt(feedback, at) };
}

/** The entry after everything that happened, in order. */
export function having(...events: EntryEvent[]): Entry {
  return events.reduce(next, untouched());
}

/** What the worker does with an entry in hand at a vendor that stores what it is sent. */
export function delivered(entry: Entry, at = 100): Entry {
  let now = at;
  let latest = entry;
  while (latest.state === 'queued') {
    latest = next(latest, sent(latest.intent, now));
    latest = next(latest, storedAs(latest.attempt?.feedback ?? NOTHING, now + 1));
    now += 2;
  }
  return latest;
}

/** `value` so that every write to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
