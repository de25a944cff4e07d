import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, type Meant, type Told } from '../../../src/domain/compare';
import { RUNS } from './entries';

const ID = 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d';
const meant = (comment: string): Meant => ({
  feedback: { rating: 'good', comment },
  conversationId: ID,
  turn: 0,
  author: 'ann@example.com',
});
const told = (comment: string, change: Partial<Told> = {}): Told => ({
  ...meant(comment),
  ...change,
});

const ODD = [
  'naïve café',
  'שלום, התשובה נכונה',
  'الإجابة صحيحة',
  '日本語のコメント。',
  '👩‍👩‍👧‍👦 family, 🏳️‍🌈 flag, 👍🏽 tone',
  'e\u0301 decomposed, \u00e9 composed, \uac00 syllable, \u1100\u1161 jamo',
  'zero\u200bwidth\u200djoiner \ufeff mark',
  '\u202eright to left override',
  'quotes "\'` <script>alert(1)</script> &amp; \\u0000',
  'tab\tand\nline\r\nends\rof all kinds',
  '\ufb01 ligature, \u212b ångström, \u2126 ohm',
];

describe('unchanged comments raise no alarm', () => {
  test('in 500 Unicode comments, over the wire as JSON', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(...ODD),
      fc
        .tuple(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme' }))
        .map((two) => two.join(' ')),
    );
    fc.assert(
      fc.property(text, (comment) => {
        const back = JSON.parse(JSON.stringify(told(comment))) as Told;
        expect(compare(meant(comment), back)).toEqual([]);
      }),
      { numRuns: Math.max(500, RUNS.numRuns) },
    );
  });

  test.each(['NFC', 'NFD'] as const)(
    'a vendor that normalises to %s has changed no word',
    (form) => {
      for (const comment of ODD) {
        expect(compare(meant(comment), told(comment.normalize(form)))).toEqual([]);
      }
    },
  );

  test('a vendor may write line ends and the case of ids and addresses its own way', () => {
    const change = { conversationId: ID.toUpperCase(), author: 'Ann@Example.com' };
    expect(compare(meant('a\nb\nc'), told('a\r\nb\rc', change))).toEqual([]);
  });

  test('what a vendor does not tell is no difference', () => {
    expect(compare(meant('x'), told('x', { turn: null, author: null }))).toEqual([]);
    expect(compare({ ...meant('x'), author: null, turn: null }, told('x'))).toEqual([]);
  });
});

describe('an altered reply is noticed', () => {
  const comment = fc.string({ unit: 'grapheme', minLength: 2, maxLength: 200 });

  test('cut: how much was stored and meant, in code points', () => {
    expect(compare(meant('👍👍👍👍'), told('👍👍'))).toEqual([
      { kind: 'comment-cut', stored: 2, meant: 4 },
    ]);
    fc.assert(
      fc.property(comment, fc.nat(), (text, at) => {
        const cut = [...text].slice(0, at % [...text].length).join('');
        fc.pre(cut.normalize('NFC') !== text.normalize('NFC'));
        expect(compare(meant(text), told(cut))).toHaveLength(1);
      }),
      RUNS,
    );
  });

  test('cut in the middle of a character, between a letter and its accent', () => {
    expect(compare(meant('cafe\u0301'), told('cafe'))).toHaveLength(1);
    expect(compare(meant('ok 👍'), told('ok \ud83d'))).toHaveLength(1);
  });

  test('trimmed', () => {
    expect(compare(meant(' spaced '), told('spaced'))).toEqual([{ kind: 'comment-other' }]);
    expect(compare(meant('spaced\n'), told('spaced'))).toEqual([
      { kind: 'comment-cut', stored: 6, meant: 7 },
    ]);
  });

  test('the comment dropped', () => {
    expect(compare(meant('words'), told(''))).toEqual([{ kind: 'comment-missing' }]);
  });

  test('a comment nobody wrote', () => {
    expect(compare(meant(''), told('words'))).toEqual([{ kind: 'comment-other' }]);
  });

  test.each(['bad', 'neutral', null] as const)('the rating turned to %s', (rating) => {
    expect(compare(meant('x'), told('x', { feedback: { rating, comment: 'x' } }))).toEqual([
      { kind: 'rating', stored: rating },
    ]);
  });

  test('neutral is not "none"', () => {
    const none = { ...meant(''), feedback: { rating: null, comment: '' } };
    const neutral = told('', { feedback: { rating: 'neutral', comment: '' } });
    expect(compare(none, neutral)).toEqual([{ kind: 'rating', stored: 'neutral' }]);
  });

  test('stored in another name', () => {
    expect(compare(meant('x'), told('x', { author: 'owner@example.com' }))).toEqual([
      { kind: 'author', stored: 'owner@example.com', meant: 'ann@example.com' },
    ]);
  });

  test('stored on another conversation or answer, 0 being an answer like any other', () => {
    expect(compare(meant('x'), told('x', { conversationId: 'other' }))).toEqual([
      { kind: 'conversation' },
    ]);
    expect(compare(meant('x'), told('x', { turn: 1 }))).toEqual([{ kind: 'turn' }]);
  });

  test('everything at once', () => {
    const other: Told = {
      feedback: { rating: 'bad', comment: '' },
      conversationId: 'other',
      turn: 7,
      author: 'eve@example.com',
    };
    expect(compare(meant('x'), other).map(({ kind }) => kind)).toEqual([
      'conversation',
      'turn',
      'rating',
      'comment-missing',
      'author',
    ]);
  });
});
