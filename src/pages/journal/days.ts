import type { JournalRow } from '../../messages/view';
import { dayOf } from '../times';

/** The rows of one calendar day, the latest first. */
export interface Day {
  day: string;
  /** A moment of that day, epoch milliseconds, to name it by. */
  at: number;
  rows: JournalRow[];
}

/** Groups rows by the day of their last press, the latest day and row first. */
export function byDay(rows: readonly JournalRow[]): Day[] {
  const days = new Map<string, Day>();
  const latestFirst = [...rows].sort(
    (a, b) => b.entry.pressedAt - a.entry.pressedAt || a.key.localeCompare(b.key),
  );
  for (const row of latestFirst) {
    const at = row.entry.pressedAt;
    const day = dayOf(at);
    const known = days.get(day);
    if (known) known.rows.push(row);
    else days.set(day, { day, at, rows: [row] });
  }
  return [...days.values()];
}

/** How many rows still wait, and how many wait for the person. */
export function tally(rows: readonly JournalRow[]): { needPerson: number; waiting: number } {
  let needPerson = 0;
  let waiting = 0;
  for (const { entry } of rows) {
    if (entry.state === 'held') needPerson += 1;
    else if (entry.state !== 'stored' && entry.state !== 'discarded') waiting += 1;
  }
  return { needPerson, waiting };
}
