import { describe, expect, it } from 'vitest';
import type { Step } from '../../../src/domain/entry';
import { byDay, type Item, tally } from '../../../src/pages/journal/days';
import { move } from '../../../src/pages/journal/moving';
import { addressOf, latestFirst, senderOf, stateName } from '../../../src/pages/journal/row';
import { stepLine } from '../../../src/pages/journal/steps';
import { line } from '../../../src/pages/line';
import { ADDRESS, broken, entryOf, row, stored } from './journalRows';

const day = (date: number, hours: number) => new Date(2026, 10, date, hours).getTime();
const keys = (items: readonly Item[]) => items.map(({ key }) => key);

describe('grouping by day', () => {
  it('heads the rows of each day with a line of their own', () => {
    const rows = [row('c', day(21, 18)), row('b', day(21, 8)), row('a', day(20, 9))];
    expect(keys(byDay(rows))).toEqual(['2026-11-21', 'c', 'b', '2026-11-20', 'a']);
  });

  it('puts the latest press first, whatever order they come in', () => {
    const rows = [row('a', day(20, 9)), broken('x', day(21, 9)), row('b', day(21, 8))];
    expect(rows.sort(latestFirst).map(({ key }) => key)).toEqual(['x', 'b', 'a']);
    expect([row('b', 5), row('a', 5)].sort(latestFirst).map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('keeps two sides of midnight apart and loses no row', () => {
    const rows = [row('early', day(21, 24)), row('late', day(21, 24) - 1)];
    expect(keys(byDay(rows))).toEqual(['2026-11-22', 'early', '2026-11-21', 'late']);
    expect(byDay([])).toEqual([]);
  });

  it('counts what waits and what needs a person', () => {
    const rows = [
      row('a', 1),
      row('b', 2, { state: 'waiting' }),
      row('c', 3, { state: 'held' }),
      row('d', 4, { state: 'stored' }),
      row('e', 5, { state: 'discarded' }),
      broken('f', 6),
    ];
    expect(tally(rows)).toEqual({ needPerson: 1, waiting: 2 });
  });
});

describe('keys', () => {
  const rows = Array.from({ length: 30 }, (_, index) => row(`r${index}`, day(21, 0) - index * 1e7));
  const items = byDay(rows);
  const at = (key: string, from: string) => items[move(key, items, keys(items).indexOf(from)) ?? 0];

  it('go from row to row and pass over the days', () => {
    const every: string[] = [];
    let here = 'r0';
    while (every.at(-1) !== here) {
      every.push(here);
      here = at('ArrowDown', here)?.key ?? '';
    }
    expect(every).toEqual(rows.map(({ key }) => key));
  });

  it('reach the first and the last row, and stay there', () => {
    expect(at('End', 'r3')?.key).toBe('r29');
    expect(at('ArrowDown', 'r29')?.key).toBe('r29');
    expect(at('Home', 'r3')?.key).toBe('r0');
    expect(at('ArrowUp', 'r0')?.key).toBe('r0');
    expect(at('PageDown', 'r3')?.key).toBe('r13');
    expect(at('PageDown', 'r25')?.key).toBe('r29');
    expect(at('PageUp', 'r13')?.key).toBe('r3');
    expect(at('PageUp', 'r3')?.key).toBe('r0');
  });

  it('lead nowhere when they are others', () => {
    expect(['Tab', 'Enter', 'a', ' '].map((key) => move(key, items, 3))).toEqual(
      Array.from({ length: 4 }, () => null),
    );
  });
});

describe('a row', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://app.clarityq.ai/c/1',
    'chrome://settings',
    'file:///etc/passwd',
    '//evil.example',
    '',
  ])('does not link to %s', (address) => {
    expect(addressOf(entryOf('a', 1, { page: { title: '', address } }))).toBeNull();
  });

  it('links to the page the feedback was given on', () => {
    expect(addressOf(entryOf('a', 1))).toBe(ADDRESS);
  });

  it('names the author the vendor named, else the connection', () => {
    expect(senderOf(row('a', 1, { stored: stored(1, 'mira@northwind.example') }))).toBe(
      'mira@northwind.example',
    );
    expect(senderOf(row('a', 1))).toBe('Retail analytics');
    expect(senderOf({ ...row('a', 1), connectionName: null })).toBeNull();
  });

  it('has a state even where the receipt has nothing to say', () => {
    expect(stateName(null)).toEqual(line('journalDiscarded'));
    expect(stateName({ state: 'needs-person', failure: { kind: 'offline' }, actions: [] })).toEqual(
      line('journalNeedsPerson'),
    );
  });
});

describe('steps', () => {
  const said = (step: Omit<Step, 'at'>) => stepLine({ at: 1, ...step }, 'ClarityQ');

  it('tells a press, a comment alone and a taking back apart', () => {
    expect(said({ what: 'pressed', feedback: { rating: 'bad', comment: 'x' } })).toEqual(
      line('stepPressed', line('bad')),
    );
    expect(said({ what: 'pressed', feedback: { rating: null, comment: 'x' } })).toEqual(
      line('stepCommented'),
    );
    expect(said({ what: 'pressed', feedback: { rating: null, comment: '' } })).toEqual(
      line('stepTakenOff'),
    );
    expect(said({ what: 'stored', feedback: { rating: null, comment: '' } })).toEqual(
      line('stepTakenBack', 'ClarityQ'),
    );
  });

  it('says what failed, and why it is held', () => {
    expect(said({ what: 'failed', failure: 'key-refused' })).toEqual(line('failedKeyRefused'));
    expect(said({ what: 'held', failure: 'key-refused' })).toEqual(line('failedKeyRefused'));
    expect(said({ what: 'held' })).toEqual(line('stepHeld'));
  });
});
