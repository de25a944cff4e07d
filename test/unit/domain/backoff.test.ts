import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lengthensWait, nextAttempt } from '../../../src/domain/backoff';
import { consequence, type Failure } from '../../../src/domain/failure';
import { RUNS } from './entries';

const DOWN: Failure = { kind: 'vendor-down', status: 503 };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const limited = (retryAfterMs: number | null): Failure => ({ kind: 'rate-limited', retryAfterMs });

describe('back-off', () => {
  test('begins at 2 s, doubles, and stops at 15 min', () => {
    const waits = Array.from({ length: 12 }, (_, index) => nextAttempt(DOWN, index + 1, 0, 0));
    expect(waits.map((wait) => wait / 1_000)).toEqual([
      2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900,
    ]);
  });

  test('takes up to a half off by chance, and never more', () => {
    expect(nextAttempt(DOWN, 1, 0, 1)).toBe(1_000);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (attempts, chance, now) => {
          const wait = nextAttempt(DOWN, attempts, now, chance) - now;
          expect(wait).toBeGreaterThanOrEqual(1_000);
          expect(wait).toBeLessThanOrEqual(15 * MINUTE);
          expect(Number.isInteger(wait)).toBe(true);
        },
      ),
      RUNS,
    );
  });

  test('many devices do not return in step', () => {
    const waits = [0.1, 0.4, 0.9].map((chance) => nextAttempt(DOWN, 8, 0, chance));
    expect(new Set(waits).size).toBe(3);
  });

  test('offline is asked again once a minute and never grows', () => {
    for (const attempts of [0, 1, 10, 1_000]) {
      expect(nextAttempt({ kind: 'offline' }, attempts, 7, 0.5)).toBe(7 + MINUTE);
    }
    expect(lengthensWait({ kind: 'offline' })).toBe(false);
  });

  test('only what time mends lengthens the wait', () => {
    expect(lengthensWait(DOWN)).toBe(true);
    expect(lengthensWait(limited(5_000))).toBe(true);
    expect(lengthensWait({ kind: 'not-ready' })).toBe(false);
    expect(lengthensWait({ kind: 'key-refused' })).toBe(false);
  });
});

describe("a vendor's Retry-After wins", () => {
  test.each([3_000, 30_000, 3_600_000])('over a shorter and a longer back-off: %d ms', (wait) => {
    for (const attempts of [1, 50]) {
      expect(nextAttempt(limited(wait), attempts, 1_000, 0.7)).toBe(1_000 + wait);
    }
  });

  test('but a vendor that always says 0 is not stormed', () => {
    for (const wait of [0, -5_000, 1]) {
      expect(nextAttempt(limited(wait), 1, 1_000, 1)).toBe(1_000 + 2_000);
    }
  });

  test('and nothing waits for ever in silence', () => {
    for (const wait of [Number.POSITIVE_INFINITY, Number.MAX_VALUE, 10 * DAY]) {
      expect(nextAttempt(limited(wait), 1, 0, 0)).toBe(DAY);
    }
  });

  test('without one the back-off holds', () => {
    expect(nextAttempt(limited(null), 3, 0, 0)).toBe(8_000);
  });
});

test('what may have been done all the same is exactly what delivery.md calls unknown', () => {
  const unknown: Failure[] = [
    { kind: 'timeout' },
    { kind: 'unreachable' },
    DOWN,
    { kind: 'unreadable-reply', why: 'not-json' },
    { kind: 'interrupted' },
    { kind: 'intercepted' },
  ];
  const certain: Failure[] = [
    { kind: 'offline' },
    { kind: 'locked' },
    { kind: 'access-withheld', host: '' },
    { kind: 'rejected', status: 422, message: '' },
    { kind: 'key-refused' },
    { kind: 'no-access' },
    { kind: 'not-found' },
    { kind: 'not-ready' },
    limited(null),
  ];
  expect(unknown.map((one) => consequence(one).outcome)).toEqual(unknown.map(() => 'unknown'));
  expect(certain.map((one) => consequence(one).outcome)).toEqual(certain.map(() => 'certain'));
});
