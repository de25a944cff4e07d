import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, heldByVendor, isUnsettled, STEPS_KEPT } from '../../../src/domain/entry';
import { type Feedback, sameFeedback, saysNothing } from '../../../src/domain/feedback';
import { receiptOf } from '../../../src/domain/receipt';
import { type EntryEvent, next } from '../../../src/domain/transition';
import { undoTarget } from '../../../src/domain/undoing';
import { BAD, frozen, GOOD, NOTHING, RUNS, receipt, untouched, WORDS } from './entries';

const FEEDBACK = fc.constantFrom(GOOD, BAD, WORDS, NOTHING, { rating: null, comment: 'Why?' });

/** What may happen next; what a vendor stores is settled when the entry in hand is known. */
const HAPPENING = fc.oneof(
  fc.record({ kind: fc.constant('pressed' as const), feedback: FEEDBACK }),
  fc.record({ kind: fc.constantFrom('undone', 'discarded', 'attempted', 'stored', 'reviewed') }),
  fc.record({ kind: fc.constantFrom('taken-back', 'row-gone', 'held') }),
  fc.record({ kind: fc.constant('found' as const), feedback: FEEDBACK }),
  fc.record({ kind: fc.constant('released' as const), vouched: fc.boolean() }),
  fc.record({ kind: fc.constant('unfinished' as const), settles: fc.boolean() }),
  fc.record({
    kind: fc.constant('failed' as const),
    settles: fc.boolean(),
    failure: fc.constantFrom('timeout', 'offline', 'key-refused', 'no-access', 'not-ready'),
  }),
);

type Happening = typeof HAPPENING extends fc.Arbitrary<infer T> ? T : never;

/** The event as it would come about: the vendor is honest and stores what was sent. */
function eventOf(entry: Entry, happening: Happening, at: number): EntryEvent | null {
  const sent = entry.attempt?.feedback ?? entry.intent;
  const given = happening as Record<string, unknown>;
  switch (happening.kind) {
    case 'pressed':
      return { kind: 'pressed', at, pressId: `press ${at}`, feedback: given.feedback as Feedback };
    case 'undone':
      return { kind: 'undone', at, pressId: `press ${at}` };
    case 'attempted': {
      const attempt = { id: `attempt ${at}`, feedback: entry.intent, startedAt: at, since: at };
      return { kind: 'attempted', at, attempt, dueAt: at + 35_000, mayRepeat: at % 2 === 0 };
    }
    case 'stored':
      return entry.attempt ? { kind: 'stored', at, stored: receipt(sent, at) } : null;
    case 'taken-back':
      return entry.attempt && saysNothing(sent) ? { kind: 'taken-back', at } : null;
    case 'found':
      return { kind: 'found', at, stored: receipt(given.feedback as Feedback, at) };
    case 'failed': {
      const failure = { kind: given.failure } as Extract<EntryEvent, { kind: 'failed' }>['failure'];
      return { kind: 'failed', at, failure, dueAt: at + 60, settles: given.settles === true };
    }
    case 'unfinished':
      return { kind: 'unfinished', at, dueAt: at + 5, settles: given.settles === true };
    case 'held':
      return { kind: 'held', at, hold: { kind: 'answer-changed' } };
    case 'released':
      return { kind: 'released', at, vouched: given.vouched === true };
    default:
      return { kind: happening.kind as 'discarded' | 'row-gone' | 'reviewed', at };
  }
}

function always(check: (entry: Entry, event: EntryEvent, before: Entry) => void) {
  fc.assert(
    fc.property(fc.array(HAPPENING, { maxLength: 90, size: 'max' }), (happenings) => {
      let entry = frozen(untouched());
      happenings.forEach((happening, at) => {
        const event = eventOf(entry, happening, at + 1);
        if (!event) return;
        const before = entry;
        entry = frozen(next(before, frozen(event)));
        check(entry, event, before);
      });
    }),
    RUNS,
  );
}

test('what the worker has in hand has a due time, what waits for a person has a reason', () => {
  always((entry) => {
    const inHand = ['queued', 'sending', 'waiting'].includes(entry.state);
    expect(entry.dueAt !== null).toBe(inHand);
    expect(entry.hold !== null).toBe(entry.state === 'held');
    if (entry.state === 'sending') expect(entry.attempt).not.toBeNull();
    if (entry.failure !== null) expect(entry.state).toBe('queued');
  });
});

test('nothing is stored without a receipt for the very words', () => {
  always((entry) => {
    if (isUnsettled(entry)) return;
    expect(sameFeedback(heldByVendor(entry), entry.intent)).toBe(true);
    if (entry.state === 'discarded') expect(entry.stored).toBeNull();
    else if (!saysNothing(entry.intent)) expect(entry.stored?.feedback).toEqual(entry.intent);
  });
});

test('a press stands until the person, or nobody, says otherwise', () => {
  always((entry, event, before) => {
    if (event.kind === 'pressed') expect(entry.intent).toEqual(event.feedback);
    else if (isUnsettled(before) && !['undone', 'discarded'].includes(event.kind)) {
      expect(entry.intent).toEqual(before.intent);
      if (!isUnsettled(entry)) expect(sameFeedback(heldByVendor(entry), before.intent)).toBe(true);
    }
  });
});

test('while one attempt is under way a newer intent neither replaces nor ends it', () => {
  always((entry, event, before) => {
    if (before.state !== 'sending') return;
    if (!['pressed', 'undone', 'discarded', 'released', 'reviewed'].includes(event.kind)) return;
    expect(entry.attempt).toEqual(before.attempt);
    expect(entry.state).toBe('sending');
    expect(entry.dueAt).toBe(before.dueAt);
  });
});

test('an attempt of unknown outcome is forgotten only when its outcome is known', () => {
  const settling = ['attempted', 'stored', 'taken-back', 'row-gone', 'failed', 'unfinished'];
  always((entry, event, before) => {
    if (before.attempt && !entry.attempt) {
      expect(settling).toContain(event.kind);
      if ('settles' in event) expect(event.settles).toBe(true);
    }
  });
});

test('what was settled is not put in the queue by an outcome that comes late', () => {
  always((entry, event, before) => {
    if (isUnsettled(before) || ['pressed', 'undone'].includes(event.kind)) return;
    expect(isUnsettled(entry)).toBe(false);
    expect(entry.dueAt).toBeNull();
  });
});

test('Undo is offered exactly when it would change something', () => {
  always((entry) => {
    const offered = receiptOf(entry)?.actions.includes('undo') === true;
    const target = undoTarget(entry);
    if (offered) expect(target).not.toBeNull();
    if (target && !isUnsettled(entry)) expect(sameFeedback(target, entry.intent)).toBe(false);
    if (entry.state === 'stored') expect(offered).toBe(target !== null);
  });
});

test('steps and earlier values are bounded, and the latest are kept', () => {
  let entry = untouched();
  for (let at = 1; at <= 500; at += 1) {
    const feedback: Feedback = { rating: at % 2 ? 'good' : 'bad', comment: `${at}` };
    entry = next(entry, { kind: 'pressed', at, pressId: `${at}`, feedback });
    const attempt = { id: `${at}`, feedback, startedAt: at, since: at };
    entry = next(entry, { kind: 'attempted', at, attempt, dueAt: at, mayRepeat: true });
    entry = next(entry, { kind: 'stored', at, stored: receipt(feedback, at) });
  }
  expect(entry.steps).toHaveLength(STEPS_KEPT);
  expect(entry.steps.at(-1)).toMatchObject({ what: 'stored', feedback: { comment: '500' } });
  expect(entry.past).toHaveLength(20);
  expect(entry.past.at(-1)?.comment).toBe('499');
  always((one) => {
    expect(one.steps.length).toBeLessThanOrEqual(STEPS_KEPT);
    expect(one.past.length).toBeLessThanOrEqual(20);
  });
});
