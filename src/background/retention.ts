import { type Entry, isUnsettled } from '../domain/entry';

/** No month is longer, so nothing goes before the time it was promised to stay. */
const MONTH_MS = 31 * 86_400_000;

/** What was touched before this moment is past its time; epoch milliseconds. */
export function cutoffOf(keepMonths: number, now: number): number {
  return now - keepMonths * MONTH_MS;
}

/**
 * Whether an entry may go because of its age: never what is unsent, waits or is held, nor an
 * attempt of unknown outcome, which has to be repaired, not doubled.
 *
 * @param cutoff epoch milliseconds; everything to which something happened since stays
 */
export function mayGo(entry: Entry, cutoff: number): boolean {
  const touchedAt = Math.max(
    entry.pressedAt,
    entry.confirmedAt ?? 0,
    ...entry.steps.map(({ at }) => at),
  );
  return !isUnsettled(entry) && entry.attempt === null && touchedAt < cutoff;
}
