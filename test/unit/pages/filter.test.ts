import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import type { Entry } from '../../../src/domain/entry';
import {
  EVERYTHING,
  type Filter,
  filtered,
  isEverything,
  RATINGS,
  SPANS,
  STATES,
  stateGroup,
} from '../../../src/pages/journal/filter';
import type { Row } from '../../../src/pages/journal/row';
import { foldAhead } from '../../../src/pages/journal/search';
import { broken, row, stored } from './journalRows';

const NOW = new Date(2026, 10, 21, 15).getTime();
const DAY = 86_400_000;
const keys = (rows: readonly Row[]) => rows.map(({ key }) => key);
const narrowed = (rows: readonly Row[], filter: Partial<Filter>) =>
  keys(filtered(rows, { ...EVERYTHING, ...filter }, NOW));
const saying = (key: string, comment: string, change: Partial<Entry> = {}) =>
  row(key, NOW, { intent: { rating: null, comment }, ...change });

describe('searching', () => {
  const rows = [
    saying('a', 'Die Märkte fehlen', { question: 'Umsatz im Juni?' }),
    saying('b', '', { page: { title: 'Reisekosten', address: 'https://app.clarityq.ai/p/77' } }),
    saying('c', 'ＦＵＬＬ width', { stored: stored(1, 'mira@northwind.example') }),
    saying('d', 'שָׁלוֹם'),
    saying('e', 'İstanbul and Straße'),
    broken('f', NOW, '{"comment":"half a row"}'),
  ];

  it.each([
    ['märkte', 'a'],
    ['MARKTE', 'a'],
    ['juni fehlen', 'a'],
    ['fehlen   juni ', 'a'],
    ['reise', 'b'],
    ['p/77', 'b'],
    ['full', 'c'],
    ['mira@', 'c'],
    ['שלום', 'd'],
    ['istanbul', 'e'],
    ['straße', 'e'],
    ['half', 'f'],
  ])('%s finds %s', (query, key) => {
    expect(narrowed(rows, { query })).toEqual([key]);
  });

  it('finds a row only where all words are in it', () => {
    expect(narrowed(rows, { query: 'juni reise' })).toEqual([]);
    expect(narrowed(rows, { query: 'nowhere' })).toEqual([]);
  });

  it('takes no pattern for one', () => {
    expect(narrowed(rows, { query: '.*' })).toEqual([]);
    expect(narrowed(rows, { query: '(' })).toEqual([]);
  });

  it('leaves everything in for blanks', () => {
    expect(narrowed(rows, { query: ' \t' })).toEqual(keys(rows));
    expect(isEverything({ ...EVERYTHING, query: '  ' })).toBe(true);
    expect(isEverything({ ...EVERYTHING, vendor: 'clarityq' })).toBe(false);
  });
});

describe('filters', () => {
  it('by rating: one without a rating is none, not neutral', () => {
    const rows = [
      row('g', NOW),
      row('n', NOW, { intent: { rating: 'neutral', comment: '' } }),
      saying('x', 'words'),
      broken('u', NOW),
    ];
    expect(RATINGS.map((rating) => narrowed(rows, { rating }))).toEqual([['g'], ['n'], [], ['x']]);
  });

  it('by vendor', () => {
    const other = { vendor: 'clarifeye', origin: 'o', scope: null, id: 'i' };
    const rows = [row('a', NOW), row('b', NOW, { conversation: other }), broken('u', NOW)];
    expect(narrowed(rows, { vendor: 'clarityq' })).toEqual(['a']);
    expect(narrowed(rows, { vendor: 'clarifeye' })).toEqual(['b']);
  });

  it('by time: days begin at midnight', () => {
    const rows = [0, 14, 16, 24 * 6 + 14, 24 * 6 + 16, 24 * 40, 24 * 366].map((hours) =>
      row(String(hours), NOW - hours * 3_600_000),
    );
    expect(narrowed(rows, { when: 'today' })).toEqual(['0', '14']);
    expect(narrowed(rows, { when: '7' })).toEqual(['0', '14', '16', '158']);
    expect(narrowed(rows, { when: '30' })).toHaveLength(5);
    expect(narrowed(rows, { when: '365' })).toHaveLength(6);
  });

  it('by state: each state is in one group', () => {
    const held = { kind: 'answer-changed' } as const;
    const differs = { ...stored(1), differences: [{ kind: 'comment-missing' as const }] };
    const nothing = { ...stored(1), feedback: { rating: null, comment: '' } };
    const rows = [
      row('held', NOW, { state: 'held', hold: held }),
      row('queued', NOW),
      row('sending', NOW, { state: 'sending' }),
      row('offline', NOW, { failure: { kind: 'offline' } }),
      row('waiting', NOW, { state: 'waiting' }),
      row('stored', NOW, { state: 'stored', stored: stored(1) }),
      row('differs', NOW, { state: 'stored', stored: differs }),
      row('reviewed', NOW, { state: 'stored', stored: { ...stored(1), reviewed: true } }),
      row('back', NOW, { state: 'stored', stored: nothing }),
      row('discarded', NOW, { state: 'discarded' }),
      broken('broken', NOW),
    ];
    expect(Object.fromEntries(STATES.map((state) => [state, narrowed(rows, { state })]))).toEqual({
      'needs-person': ['held'],
      'on-its-way': ['queued', 'sending', 'offline', 'waiting'],
      stored: ['stored'],
      differs: ['differs'],
      reviewed: ['reviewed'],
      'taken-back': ['back'],
      discarded: ['discarded'],
      unreadable: ['broken'],
    });
  });
});

const anyRow = fc
  .record({
    key: fc.uuid(),
    at: fc.integer({ min: NOW - 500 * DAY, max: NOW }),
    rating: fc.constantFrom('good', 'neutral', 'bad', null),
    comment: fc.string({ maxLength: 8 }),
    state: fc.constantFrom('queued', 'sending', 'waiting', 'stored', 'discarded'),
    isBroken: fc.boolean(),
  })
  .map(
    ({ key, at, rating, comment, state, isBroken }): Row =>
      isBroken ? broken(key, at) : row(key, at, { state, intent: { rating, comment } }),
  );
const anyFilter: fc.Arbitrary<Filter> = fc.record({
  query: fc.string({ maxLength: 3 }),
  vendor: fc.constantFrom('', 'clarityq', 'clarifeye'),
  rating: fc.constantFrom('', ...RATINGS),
  state: fc.constantFrom('', ...STATES),
  when: fc.constantFrom('', ...SPANS),
});

test('a filter is what each of its parts leaves, in the order there was', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 30 }), anyFilter, (rows, filter) => {
      const parts = Object.entries(filter).map(([name, value]) =>
        filtered(rows, { ...EVERYTHING, [name]: value }, NOW),
      );
      const expected = rows.filter((each) => parts.every((part) => part.includes(each)));
      expect(filtered(rows, filter, NOW)).toEqual(expected);
    }),
  );
});

test('the states leave every row in exactly one group', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 30 }), (rows) => {
      const groups = STATES.flatMap((state) => filtered(rows, { ...EVERYTHING, state }, NOW));
      expect(groups).toHaveLength(rows.length);
      expect(rows.every((each) => STATES.includes(stateGroup(each)))).toBe(true);
    }),
  );
});

describe('folding ahead', () => {
  /** Folds while there is time; `moments` says how many looks at the time find some, each time. */
  function ahead(rows: readonly Row[], moments: number[], signal = new AbortController().signal) {
    const works: ((spare: { timeRemaining(): number }) => void)[] = [];
    foldAhead(rows, (work) => works.push(work), signal);
    for (let left of moments) {
      works.shift()?.({
        timeRemaining: () => {
          left -= 1;
          return left < 0 ? 0 : 1;
        },
      });
    }
    return works.length;
  }
  const many = () => Array.from({ length: 170 }, (_, n) => saying(`row ${n}`, `Number ${n}`));
  const foldedBy = (work: () => unknown): number => {
    const normalized = vi.spyOn(String.prototype, 'normalize');
    work();
    const { length } = normalized.mock.calls;
    normalized.mockRestore();
    return length;
  };

  it('leaves the first search nothing but its own words, and finds the same', () => {
    const rows = many();
    expect(foldedBy(() => expect(ahead(rows, [Infinity])).toBe(0))).toBe(170);
    expect(foldedBy(() => expect(narrowed(rows, { query: 'NUMBER 16' })).toHaveLength(12))).toBe(1);
  });

  it('stops where the time is over and goes on when there is some again', () => {
    const rows = many();
    expect(foldedBy(() => ahead(rows, [1]))).toBe(50);
    expect(foldedBy(() => ahead(rows, [2, 0, 1, 1]))).toBe(120);
    expect(foldedBy(() => narrowed(rows, { query: '1' }))).toBe(1);
  });

  it('ends with its page', () => {
    const gone = new AbortController();
    gone.abort();
    expect(foldedBy(() => expect(ahead(many(), [Infinity], gone.signal)).toBe(0))).toBe(0);
  });
});
