import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codePoints,
  type Expression,
  type Feedback,
  NOTHING,
  press,
  room,
  sameFeedback,
  saysNothing,
  withComment,
} from '../../../src/domain/feedback';
import { RUNS } from './entries';

const CLARITYQ: Expression = {
  ratings: ['good', 'bad'],
  commentLimit: 2_000,
  rates: 'latest',
  commentAlone: 'none',
  takingOff: 'clears rating',
  readsBack: false,
};
const CLARIFEYE: Expression = {
  ratings: ['good', 'neutral', 'bad'],
  commentLimit: null,
  rates: 'any',
  commentAlone: 'neutral',
  takingOff: 'takes back',
  readsBack: true,
};
const said = (rating: Feedback['rating'], comment = ''): Feedback => ({ rating, comment });

describe('a press', () => {
  test('keeps the words', () => {
    expect(press(CLARITYQ, said('good', 'why'), 'bad')).toEqual(said('bad', 'why'));
    expect(press(CLARIFEYE, NOTHING, 'neutral')).toEqual(said('neutral'));
  });

  test('of the pressed thumb takes it off: ClarityQ keeps the comment, Clarifeye takes all back', () => {
    expect(press(CLARITYQ, said('good', 'why'), 'good')).toEqual(said(null, 'why'));
    expect(press(CLARIFEYE, said('good', 'why'), 'good')).toEqual(NOTHING);
    expect(press(CLARIFEYE, said('neutral'), 'neutral')).toEqual(NOTHING);
  });

  test('leaves what stood before as it was', () => {
    const before = Object.freeze(said('good', 'why'));
    press(CLARITYQ, before, 'good');
    expect(before).toEqual(said('good', 'why'));
    expect(NOTHING).toEqual(said(null));
  });
});

describe('a comment', () => {
  test('without a thumb is neutral at Clarifeye and only a comment at ClarityQ', () => {
    expect(withComment(CLARIFEYE, NOTHING, 'why')).toEqual(said('neutral', 'why'));
    expect(withComment(CLARITYQ, NOTHING, 'why')).toEqual(said(null, 'why'));
  });

  test('of blanks says nothing and makes no rating', () => {
    for (const blanks of ['', ' ', '\n\t\u00a0\u3000']) {
      expect(saysNothing(withComment(CLARIFEYE, NOTHING, blanks))).toBe(true);
    }
  });

  test('loses its outer blanks and nothing within', () => {
    expect(withComment(CLARITYQ, said('bad'), '  two  words\n\nmore \n')).toEqual(
      said('bad', 'two  words\n\nmore'),
    );
  });

  test('is compared as text, not as code units', () => {
    expect(sameFeedback(said('good', '\u00e9'), said('good', 'e\u0301'))).toBe(true);
    expect(sameFeedback(said('good', 'e'), said('good', '\u00e9'))).toBe(false);
    expect(sameFeedback(said('neutral'), said(null))).toBe(false);
  });
});

describe('the counter', () => {
  test('counts code points as the vendor does', () => {
    expect(codePoints('👍')).toBe(1);
    expect(codePoints('👩‍👩‍👧‍👦')).toBe(7);
    expect(codePoints('e\u0301')).toBe(2);
    expect(codePoints('\ud83d')).toBe(1);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(codePoints(text)).toBe(Array.from(text).length);
      }),
      RUNS,
    );
  });

  test.each([
    [0, 2_000, 'plain'],
    [1_799, 201, 'plain'],
    [1_800, 200, 'warn'],
    [2_000, 0, 'warn'],
    [2_001, -1, 'over'],
  ] as const)('at %d code points %d are left: %s', (used, left, tone) => {
    const comment = '👍'.repeat(used);
    expect(room(CLARITYQ, comment)).toEqual({ used, limit: 2_000, left, tone });
  });

  test('is absent where the vendor names no limit', () => {
    expect(room(CLARIFEYE, 'x'.repeat(100_000))).toBeNull();
  });
});
