import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/domain/entry';
import { type Feedback, sameFeedback } from '../../../src/domain/feedback';
import { next } from '../../../src/domain/transition';
import { undoTarget } from '../../../src/domain/undoing';
import {
  BAD,
  delivered,
  failed,
  GOOD,
  having,
  NOTHING,
  press,
  RUNS,
  receipt,
  sent,
  storedAs,
  undo,
  untouched,
  WORDS,
} from './entries';

/** What the vendor holds after each Undo until there is nothing left to undo. */
function undoneToTheEnd(entry: Entry): Feedback[] {
  const seen: Feedback[] = [];
  let latest = entry;
  while (undoTarget(latest) && seen.length < 100) {
    latest = delivered(next(latest, undo(500)), 501);
    seen.push(latest.stored?.feedback ?? NOTHING);
  }
  return seen;
}

const FEEDBACK = fc.constantFrom(GOOD, BAD, WORDS, NOTHING, { rating: null, comment: 'Why?' });

describe('Undo restores the previous stored value, or takes back where there was none', () => {
  test('step by step, in the order the values were stored', () => {
    fc.assert(
      fc.property(fc.array(FEEDBACK, { minLength: 1, maxLength: 15 }), (values) => {
        let entry = untouched();
        const history: Feedback[] = [NOTHING];
        for (const value of values) {
          entry = delivered(next(entry, press(value)));
          if (!sameFeedback(history.at(-1) as Feedback, value)) history.push(value);
        }
        expect(undoneToTheEnd(entry)).toEqual(history.slice(0, -1).reverse());
      }),
      RUNS,
    );
  });

  test('a press that was in flight when the next one came is a stored value, too', () => {
    const entry = delivered(having(press(GOOD), sent(GOOD), press(BAD), storedAs(GOOD)));
    expect(undoneToTheEnd(entry)).toEqual([GOOD, NOTHING]);
  });

  test('a press that the vendor refused is not one', () => {
    const refused = failed({ kind: 'rejected', status: 422, message: '' }, true);
    const entry = delivered(having(press(GOOD), sent(GOOD), press(BAD), refused));
    expect(undoneToTheEnd(entry)).toEqual([NOTHING]);
  });

  test('while the press is in flight it waits for it, and then takes it back', () => {
    const pressed = having(press(GOOD), sent(GOOD), undo());
    expect(pressed).toMatchObject({ state: 'sending', intent: NOTHING });
    const entry = next(pressed, storedAs(GOOD));
    expect(entry).toMatchObject({ state: 'queued', intent: NOTHING });
    expect(undoTarget(delivered(entry))).toBeNull();
  });

  test('what was undone in flight does not come back by the next Undo', () => {
    const entry = [press(GOOD), press(BAD), press(WORDS)].reduce(
      (known, event) => delivered(next(known, event)),
      untouched(),
    );
    const changing = [press({ rating: 'bad', comment: 'x' }), sent({ rating: 'bad', comment: 'x' })]
      .concat(undo(), storedAs({ rating: 'bad', comment: 'x' }))
      .reduce(next, entry);
    expect(undoneToTheEnd(delivered(changing))).toEqual([BAD, GOOD, NOTHING]);
  });

  test('a change of mind that was never sent leaves no Undo behind that does nothing', () => {
    const stored = having(press(GOOD), sent(GOOD), storedAs(GOOD));
    const back = [press(BAD), press(GOOD)].reduce(next, stored);
    expect(back).toMatchObject({ state: 'stored', dueAt: null });
    expect(undoneToTheEnd(back)).toEqual([NOTHING]);
  });

  test('the same press delivered twice is one step', () => {
    const once = press(BAD);
    const stored = having(press(GOOD), sent(GOOD), storedAs(GOOD), once);
    expect(next(stored, once)).toBe(stored);
    const undone = undo();
    const back = next(stored, undone);
    expect(next(back, undone)).toBe(back);
  });

  test('feedback found at the vendor is what Undo goes back to', () => {
    const entry = having(press(GOOD), { kind: 'found', at: 2, stored: receipt(BAD) });
    expect(undoneToTheEnd(delivered(entry)).at(0)).toEqual(BAD);
  });
});

describe('Discard', () => {
  test('while sending has no effect', () => {
    const sending = having(press(GOOD), sent(GOOD));
    expect(next(sending, { kind: 'discarded', at: 5 })).toBe(sending);
  });

  test('goes back to what is stored and leaves it alone', () => {
    const entry = having(press(GOOD), sent(GOOD), storedAs(GOOD), press(BAD), {
      kind: 'discarded',
      at: 9,
    });
    expect(entry).toMatchObject({ state: 'stored', intent: GOOD, dueAt: null, past: [] });
  });

  test('a late outcome does not bring back what was let go, nor send "nothing" in its place', () => {
    const gone = having(press(GOOD), { kind: 'discarded', at: 9 });
    const late = [
      failed({ kind: 'offline' }, false),
      { kind: 'unfinished', at: 9, dueAt: 9, settles: false } as const,
      { kind: 'held', at: 9, hold: { kind: 'answer-changed' } } as const,
    ];
    for (const event of late) expect(next(gone, event)).toBe(gone);
  });

  test('keeps in mind an attempt that may have arrived, so that the next press looks for it', () => {
    const lost = failed({ kind: 'intercepted' }, false);
    const entry = having(press(GOOD), sent(GOOD), lost, { kind: 'discarded', at: 9 });
    expect(entry).toMatchObject({ state: 'discarded', attempt: { feedback: GOOD } });
    expect(next(entry, press(GOOD))).toMatchObject({
      state: 'queued',
      attempt: { feedback: GOOD },
    });
  });

  test('of a newer press that cannot be sent leaves the one in flight as it is', () => {
    const long = { rating: 'bad' as const, comment: 'x'.repeat(2_001) };
    const tooLong = { kind: 'comment-too-long', limit: 2_000 } as const;
    const held = having(press(GOOD), sent(GOOD), press(long), {
      kind: 'held',
      at: 3,
      hold: { kind: 'failure', failure: tooLong },
    });
    expect(next(held, storedAs(GOOD))).toMatchObject({ state: 'held', intent: long });
    const gone = next(held, { kind: 'discarded', at: 4 });
    expect(next(gone, storedAs(GOOD, 5))).toMatchObject({
      state: 'stored',
      intent: GOOD,
      dueAt: null,
    });
  });
});
