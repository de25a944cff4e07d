import { describe, expect, it } from 'vitest';
import { begin, type Entry, next, type Step } from '../../../src/domain/entry';
import type { JournalRow } from '../../../src/messages/view';
import { byDay, tally } from '../../../src/pages/journal/days';
import { addressOf, senderOf, stateName } from '../../../src/pages/journal/row';
import { stepLine } from '../../../src/pages/journal/steps';
import { line } from '../../../src/pages/line';

const ID = '0f6c2e4a-7b1d-4e53-9a86-3d5c8f2091ae';

function row(key: string, pressedAt: number, change: Partial<Entry> = {}): JournalRow {
  const empty = begin(
    {
      key,
      connection: 'c',
      conversation: { vendor: 'clarityq', origin: 'https://api.clarityq.ai', scope: null, id: ID },
      turn: 1,
      page: { title: 'June dip', address: `https://app.clarityq.ai/c/${ID}` },
      question: null,
      stored: null,
    },
    pressedAt,
  );
  const entry = next(empty, {
    kind: 'pressed',
    at: pressedAt,
    pressId: key,
    feedback: { rating: 'good', comment: '' },
  });
  return {
    key,
    vendorLabel: 'ClarityQ',
    connectionName: 'Retail analytics',
    receipt: null,
    entry: { ...entry, ...change },
  };
}

const day = (date: number, hours: number) => new Date(2026, 10, date, hours).getTime();

describe('grouping by day', () => {
  it('puts the latest day and the latest press first, whatever order they come in', () => {
    const days = byDay([row('a', day(20, 9)), row('b', day(21, 8)), row('c', day(21, 18))]);
    expect(days.map((each) => [each.day, each.rows.map(({ key }) => key)])).toEqual([
      ['2026-11-21', ['c', 'b']],
      ['2026-11-20', ['a']],
    ]);
  });

  it('keeps two sides of midnight apart and loses no row', () => {
    const rows = [row('late', day(21, 24) - 1), row('early', day(21, 24))];
    expect(byDay(rows).map((each) => each.rows.length)).toEqual([1, 1]);
    expect(byDay([])).toEqual([]);
  });

  it('counts what waits and what needs a person', () => {
    const rows = [
      row('a', 1),
      row('b', 2, { state: 'waiting' }),
      row('c', 3, { state: 'held' }),
      row('d', 4, { state: 'stored' }),
      row('e', 5, { state: 'discarded' }),
    ];
    expect(tally(rows)).toEqual({ needPerson: 1, waiting: 2 });
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
    expect(addressOf(row('a', 1, { page: { title: '', address } }))).toBeNull();
  });

  it('links to the page the feedback was given on', () => {
    expect(addressOf(row('a', 1))).toBe(`https://app.clarityq.ai/c/${ID}`);
  });

  it('names the author the vendor named, else the connection', () => {
    const stored = {
      feedback: { rating: 'good', comment: '' },
      at: 1,
      row: null,
      author: 'mira@northwind.example',
      reviewed: false,
      differences: [],
    } as const;
    expect(senderOf(row('a', 1, { stored: { ...stored, differences: [] } }))).toBe(
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
