import { dayOf } from '../times';
import type { Row } from './row';

/** One line of the list: a day's name, or a row of that day. */
export type Item =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'row'; key: string; row: Row };

/** Rows that come the latest first, each day's headed by a line of its own. */
export function byDay(rows: readonly Row[]): Item[] {
  const items: Item[] = [];
  let day = '';
  let [from, to] = [0, 0];
  for (const row of rows) {
    const { key, at } = row;
    // Naming a day is dear, and most rows are of the same one as the row before.
    if (day === '' || at < from || at >= to) {
      [from, to] = dayAround(at);
      day = dayOf(at);
      items.push({ kind: 'day', key: day, at });
    }
    items.push({ kind: 'row', key, row });
  }
  return items;
}

/** Midnight before and after a moment, on this device's calendar. */
function dayAround(at: number): [from: number, to: number] {
  const from = new Date(at);
  from.setHours(0, 0, 0, 0);
  const to = new Date(from);
  to.setDate(to.getDate() + 1);
  return [from.getTime(), to.getTime()];
}

/** How many rows still wait, and how many wait for the person. */
export function tally(rows: readonly Row[]): { needPerson: number; waiting: number } {
  let needPerson = 0;
  let waiting = 0;
  for (const row of rows) {
    if (row.kind === 'unreadable') continue;
    const { state } = row.entry;
    if (state === 'held') needPerson += 1;
    else if (state !== 'stored' && state !== 'discarded') waiting += 1;
  }
  return { needPerson, waiting };
}
