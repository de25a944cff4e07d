import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LONGEST_REASON,
  MOST_REASONS,
  pressedIn,
  toggled,
  writable,
  wrongWith,
} from '../../../src/domain/reasons';

const KNOWN = ['Correct', 'Clear', 'Complete', 'Wrong', 'Wrong chart', 'Größe fehlt', '👍🏽'];

describe('quick reasons in a comment', () => {
  it('lead it, each a sentence that anybody can read', () => {
    const first = toggled(KNOWN, 'Same figures as in the report.', 'Correct');
    expect(first).toBe('Correct. Same figures as in the report.');
    expect(toggled(KNOWN, first, 'Complete')).toBe(
      'Correct. Complete. Same figures as in the report.',
    );
    expect(toggled(KNOWN, '', 'Clear').trim()).toBe('Clear.');
  });

  it.each([
    ['Correct. Complete. Same figures.', ['Correct', 'Complete']],
    ['Correct.', ['Correct']],
    ['Correct. ', ['Correct']],
    ['Correct.\nClear.\nand more', ['Correct', 'Clear']],
    ['Wrong chart. Wrong. Clear', ['Wrong chart', 'Wrong']],
    ['Correct', []],
    ['Correct.But then', []],
    ['Correctly put. Clear.', []],
    ['As it says. Correct.', []],
    ['correct. Clear.', []],
    ['', []],
  ])('are read back from %j', (comment, pressed) => {
    expect(pressedIn(KNOWN, comment)).toEqual(pressed);
  });

  it('leave room to write on where nothing follows them', () => {
    expect(writable(KNOWN, 'Correct.')).toBe('Correct. ');
    expect(writable(KNOWN, 'Correct. ')).toBe('Correct. ');
    expect(writable(KNOWN, 'Correct. And')).toBe('Correct. And');
    expect(writable(KNOWN, 'Words.')).toBe('Words.');
    expect(writable(KNOWN, '')).toBe('');
  });

  it('taken off leave not one of theirs, though somebody typed one twice', () => {
    expect(toggled(KNOWN, 'Clear. Correct. Clear. Words', 'Clear')).toBe('Correct. Words');
  });

  const comment = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom(...KNOWN, '. ', '.', ' ', '\n', 'words'), { maxLength: 12 })
      .map((parts) => parts.join('')),
  );
  const reason = fc.constantFrom(...KNOWN);

  it('pressed are pressed, taken off are not, and nothing else changes', () => {
    fc.assert(
      fc.property(comment, reason, (text, one) => {
        const before = pressedIn(KNOWN, text);
        const after = pressedIn(KNOWN, toggled(KNOWN, text, one));
        const others = (list: string[]) => list.filter((other) => other !== one);
        expect(others(after)).toEqual(others(before));
        expect(after.includes(one)).toBe(!before.includes(one));
      }),
    );
  });

  it('pressed and taken off again leave the text as it was', () => {
    fc.assert(
      fc.property(comment, reason, (text, one) => {
        fc.pre(!pressedIn(KNOWN, text).includes(one));
        const twice = toggled(KNOWN, toggled(KNOWN, text, one), one);
        expect(twice).toBe(writable(KNOWN, text));
      }),
    );
  });

  it('pressed are still pressed once the text was trimmed, as it is before it is stored', () => {
    fc.assert(
      fc.property(fc.uniqueArray(reason), fc.string({ unit: 'grapheme' }), (pressed, words) => {
        fc.pre(pressedIn(KNOWN, words.trim()).length === 0);
        const text = pressed.reduce((so, one) => toggled(KNOWN, so, one), words.trim());
        expect(pressedIn(KNOWN, text.trim())).toEqual(pressed);
        expect(text.trim().endsWith(words.trim())).toBe(true);
      }),
    );
  });

  it('that one does not know are words like others', () => {
    fc.assert(
      fc.property(comment, (text) => {
        expect(pressedIn([], text)).toEqual([]);
        expect(writable([], text)).toBe(text);
      }),
    );
  });
});

describe('a quick reason that ends with a colon', () => {
  const EXPECTED = 'Expected instead:';
  const known = [...KNOWN, EXPECTED];
  const press = (comment: string, reason = EXPECTED) => toggled(known, comment, reason);

  it('begins a line at the end of the comment', () => {
    expect(press('')).toBe('Expected instead: ');
    expect(press('The week is wrong')).toBe('The week is wrong\nExpected instead: ');
    expect(press('Wrong.')).toBe('Wrong. \nExpected instead: ');
  });

  it.each(['', 'Wrong. ', 'The week is wrong', 'Wrong. The week is wrong'])(
    'pressed again before anything was added leaves %j',
    (comment) => {
      expect(press(press(comment))).toBe(comment);
      expect(press(press(comment).trim())).toBe(comment);
    },
  );

  it.each(['Expected instead: week 23', 'Wrong. \nExpected instead: the week\nbefore'])(
    'once followed by words stays: %j',
    (comment) => {
      expect(press(comment)).toBe(comment);
      expect(pressedIn(known, comment)).toContain(EXPECTED);
    },
  );

  it('is read back wherever it stands, beside the reasons that lead', () => {
    expect(pressedIn(known, 'Wrong chart.\nExpected instead: bars')).toEqual([
      'Wrong chart',
      EXPECTED,
    ]);
    const both = press(press('The week is wrong'), 'Wrong');
    expect(both).toBe('Wrong. The week is wrong\nExpected instead: ');
    expect(press(both, 'Wrong')).toBe('The week is wrong\nExpected instead: ');
    expect(pressedIn(known, press('Expected instead: bars', 'Wrong'))).toEqual(['Wrong', EXPECTED]);
    expect(pressedIn(known, 'As expected. Instead: bars')).toEqual([]);
  });
});

describe('a list of quick reasons', () => {
  it.each<[string[], ReturnType<typeof wrongWith>]>([
    [[], null],
    [KNOWN, null],
    [['a'.repeat(LONGEST_REASON)], null],
    [['👍'.repeat(LONGEST_REASON)], null],
    [['a'.repeat(LONGEST_REASON + 1)], 'long'],
    [Array.from({ length: MOST_REASONS }, (_, at) => `Reason ${at}`), null],
    [Array.from({ length: MOST_REASONS + 1 }, (_, at) => `Reason ${at}`), 'many'],
    [[''], 'empty'],
    [[' Clear'], 'empty'],
    [['No. 5 is wrong'], 'stop'],
    [['Two\nlines'], 'stop'],
    [['Clear', 'clear'], 'twice'],
    [['Caf\u00e9', 'Cafe\u0301'], 'twice'],
  ])('%j: %s', (list, wrong) => {
    expect(wrongWith(list)).toBe(wrong);
  });
});
