import { begin, type Entry } from '../../../src/domain/entry';
import { next } from '../../../src/domain/transition';
import { type BrokenRow, type EntryRow, rowOf } from '../../../src/pages/journal/row';

const ID = '0f6c2e4a-7b1d-4e53-9a86-3d5c8f2091ae';
export const ADDRESS = `https://app.clarityq.ai/c/${ID}`;

/** An entry right after its press. */
export function entryOf(key: string, pressedAt: number, change: Partial<Entry> = {}): Entry {
  const empty = begin(
    {
      key,
      connection: 'c',
      conversation: { vendor: 'clarityq', origin: 'https://api.clarityq.ai', scope: null, id: ID },
      turn: 1,
      page: { title: 'June dip', address: ADDRESS },
      question: null,
      stored: null,
    },
    pressedAt,
  );
  const feedback = { rating: 'good', comment: '' } as const;
  const pressed = next(empty, { kind: 'pressed', at: pressedAt, pressId: key, feedback });
  return { ...pressed, ...change };
}

/** The same as a row of the list. */
export function row(key: string, pressedAt: number, change: Partial<Entry> = {}): EntryRow {
  return rowOf(entryOf(key, pressedAt, change), 'Retail analytics');
}

export function broken(key: string, at: number, raw = '{"key":1}'): BrokenRow {
  return { kind: 'unreadable', key, at, raw };
}

/** What a vendor that took it says of it. */
export function stored(at: number, author: string | null = null): NonNullable<Entry['stored']> {
  const feedback = { rating: 'good', comment: '' } as const;
  return { feedback, at, row: null, author, reviewed: false, differences: [] };
}
