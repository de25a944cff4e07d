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

/**
 * Until when somebody watched, from `from` on and from one watch to the next, with nobody looking
 * away for longer than `limitMs` in between. `from` itself is a sight. Epoch milliseconds.
 */
export function lastSight(
  watches: readonly (Watch | null)[],
  from: number,
  limitMs: number,
): number {
  const next = watches.find((one) => one && one.from - from <= limitMs && one.to > from);
  return next ? lastSight(watches, next.to, limitMs) : from;
}
