/**
 * The unbroken time during which a document of ours could see a conversation. Where a vendor does
 * not name its answers, only such watching can vouch that the latest answer is still the one rated.
 */
export interface Watch {
  from: number;
  to: number;
}

/** How long nobody may look away by default, in minutes. */
export const LIMIT_MINUTES = 2;

/**
 * Joins a sighting to what is known.
 *
 * @param since when the reporting document began to watch without a break (epoch milliseconds)
 * @param now the moment of the report
 * @param limitMs how long nobody may have looked in between
 */
export function sighted(watch: Watch | null, since: number, now: number, limitMs: number): Watch {
  if (watch === null || since - watch.to > limitMs) return { from: Math.min(since, now), to: now };
  return { from: Math.min(watch.from, since), to: Math.max(watch.to, now) };
}

/** Milliseconds nobody has watched between `from` and `now`, at the end or in a gap before. */
export function unwatched(watch: Watch | null, from: number, now: number): number {
  if (watch === null || watch.from > from) return now - from;
  return Math.max(now - Math.max(watch.to, from), 0);
}
