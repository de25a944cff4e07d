import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guard, inDoubt, type Situation } from '../../../src/domain/guard';
import { next } from '../../../src/domain/transition';
import { LIMIT_MINUTES, lastSight, sighted, type Watch } from '../../../src/domain/watch';
import { BAD, GOOD, having, press, RUNS, sent, storedAs, undo } from './entries';

const MINUTE = 60_000;
const LIMIT = LIMIT_MINUTES * MINUTE;

function situation(change: Partial<Situation>): Situation {
  return {
    turn: 1,
    latest: 1,
    pressedAt: 0,
    underWay: null,
    watch: { from: -MINUTE, to: 0 },
    now: 0,
    limitMs: LIMIT,
    vouchedByPerson: false,
    ...change,
  };
}

describe('a turn is vouched for while a tab shows the conversation, and for 2 minutes beyond', () => {
  test('in sight all along: no question, however long ago it was pressed', () => {
    const now = 8 * 60 * MINUTE;
    expect(guard(situation({ now, watch: { from: 0, to: now } }))).toBeNull();
  });

  test('to the very millisecond', () => {
    expect(guard(situation({ now: LIMIT }))).toBeNull();
    expect(guard(situation({ now: LIMIT + 1 }))).toEqual({ kind: 'not-vouched', minutes: 2 });
  });

  test('the limit is a setting, and the minutes said are those that passed', () => {
    expect(guard(situation({ now: 5 * MINUTE, limitMs: 10 * MINUTE }))).toBeNull();
    const held = guard(situation({ now: 17 * MINUTE + 20_000, limitMs: 10 * MINUTE }));
    expect(held).toEqual({ kind: 'not-vouched', minutes: 17 });
  });

  test('never less than one minute is said', () => {
    expect(guard(situation({ now: 10_000, limitMs: 5_000 }))).toMatchObject({ minutes: 1 });
  });

  test('pressed where no tab ever showed it: the press itself is the last sight', () => {
    expect(guard(situation({ watch: null, now: LIMIT }))).toBeNull();
    expect(guard(situation({ watch: null, now: LIMIT + 1 }))).not.toBeNull();
  });

  test('a watch that began only after the press does not vouch for the time before', () => {
    const watch: Watch = { from: 10 * MINUTE, to: 11 * MINUTE };
    expect(guard(situation({ watch, now: 11 * MINUTE }))).toEqual({
      kind: 'not-vouched',
      minutes: 11,
    });
  });

  test('the time spent waiting for this answer to finish does not count', () => {
    const underWay: Watch = { from: 0, to: 20 * MINUTE };
    expect(guard(situation({ underWay, now: underWay.to + LIMIT }))).toBeNull();
    expect(guard(situation({ underWay, now: underWay.to + LIMIT + 1 }))).not.toBeNull();
  });

  test('found under way only long after the press: it may be another answer', () => {
    const underWay: Watch = { from: LIMIT + 1, to: 20 * MINUTE };
    expect(guard(situation({ underWay, now: underWay.to }))).not.toBeNull();
    const watch: Watch = { from: 0, to: 1 };
    expect(guard(situation({ underWay, watch, now: underWay.to }))).toBeNull();
  });

  test('a clock that was set back asks nothing of the person', () => {
    expect(guard(situation({ pressedAt: 60 * MINUTE, watch: null, now: 0 }))).toBeNull();
  });

  test('"Send anyway" sends', () => {
    expect(guard(situation({ now: 60 * MINUTE, vouchedByPerson: true }))).toBeNull();
  });
});

test('never rate the wrong answer: with a later one begun it is held, whoever vouches', () => {
  fc.assert(
    fc.property(
      fc.record({
        turn: fc.integer({ min: 1, max: 9 }),
        ahead: fc.integer({ min: 1, max: 9 }),
        vouchedByPerson: fc.boolean(),
        now: fc.nat(),
        pressedAt: fc.nat(),
      }),
      ({ turn, ahead, ...rest }) => {
        const held = guard(situation({ ...rest, turn, latest: turn + ahead }));
        expect(held).toEqual({ kind: 'answer-changed' });
      },
    ),
    RUNS,
  );
});

describe('what is stored is in doubt', () => {
  const stored = having(press(GOOD, 1_000), sent(GOOD), storedAs(GOOD));
  const soon = 1_000 + LIMIT;

  test('once nobody has watched for longer than the limit, and not a moment before', () => {
    expect(inDoubt(stored, null, soon, LIMIT)).toBe(false);
    expect(inDoubt(stored, null, soon + 1, LIMIT)).toBe(true);
    expect(inDoubt(stored, { from: 0, to: soon }, soon + LIMIT, LIMIT)).toBe(false);
  });

  test('although a tab shows it again: nobody knows what happened in between', () => {
    const now = 60 * MINUTE;
    expect(inDoubt(stored, { from: now - 1, to: now }, now, LIMIT)).toBe(true);
  });

  test('until the person says that it is still this answer', () => {
    const now = 60 * MINUTE;
    const confirmed = { ...stored, confirmedAt: now };
    expect(inDoubt(confirmed, null, now + LIMIT, LIMIT)).toBe(false);
    expect(inDoubt(confirmed, null, now + LIMIT + 1, LIMIT)).toBe(true);
  });

  test('never while it is under way, and never where nothing is said', () => {
    const now = 60 * MINUTE;
    expect(inDoubt(having(press(BAD)), null, now, LIMIT)).toBe(false);
    const takenBack = [undo(), sent({ rating: null, comment: '' })].reduce(next, stored);
    expect(inDoubt(next(takenBack, { kind: 'taken-back', at: 9 }), null, now, LIMIT)).toBe(false);
  });
});

describe('a watch', () => {
  test('goes on over a gap no longer than the limit', () => {
    expect(sighted({ from: 0, to: 10 }, 10 + LIMIT, 20 + LIMIT, LIMIT)).toEqual({
      from: 0,
      to: 20 + LIMIT,
    });
  });

  test('begins anew after a longer one', () => {
    expect(sighted({ from: 0, to: 10 }, 11 + LIMIT, 20 + LIMIT, LIMIT)).toEqual({
      from: 11 + LIMIT,
      to: 20 + LIMIT,
    });
  });

  test('of two tabs counts once, in whatever order they report', () => {
    const first = sighted(sighted(null, 0, 50, LIMIT), 20, 60, LIMIT);
    const second = sighted(sighted(null, 20, 60, LIMIT), 0, 50, LIMIT);
    expect(first).toEqual({ from: 0, to: 60 });
    expect(second).toEqual(first);
  });

  test('never begins after it ends, whatever a clock did', () => {
    const report = fc.record({ since: fc.nat(), now: fc.nat() });
    fc.assert(
      fc.property(fc.array(report, { minLength: 1 }), (reports) => {
        let watch: Watch | null = null;
        for (const { since, now } of reports) {
          watch = sighted(watch, since, now, LIMIT);
          expect(watch.from).toBeLessThanOrEqual(watch.to);
        }
      }),
      RUNS,
    );
  });

  test('vouches for no more than was seen: over generated timelines the blind time is the truth', () => {
    const look = fc.record({
      gap: fc.integer({ min: 0, max: 3 * LIMIT }),
      length: fc.integer({ min: 0, max: 3 * LIMIT }),
    });
    fc.assert(
      fc.property(fc.array(look), fc.nat(10 * LIMIT), fc.nat(5 * LIMIT), (looks, from, beyond) => {
        let clock = 0;
        let watch: Watch | null = null;
        const spans: Watch[] = [];
        for (const { gap, length } of looks) {
          const since: number = clock + gap;
          clock = since + length;
          watch = sighted(watch, since, clock, LIMIT);
          spans.push({ from: since, to: clock });
        }
        const now = clock + beyond;
        if (from > now || now - lastSight([watch], from, LIMIT) > LIMIT) return;
        // It vouches: so at no time since the press did nobody look for longer than the limit.
        let seen = from;
        for (const span of spans) {
          if (span.to < seen) continue;
          expect(span.from - seen).toBeLessThanOrEqual(LIMIT);
          seen = Math.max(seen, span.to);
        }
        expect(now - seen).toBeLessThanOrEqual(LIMIT);
      }),
      { numRuns: Math.max(1_000, RUNS.numRuns) },
    );
  });
});
