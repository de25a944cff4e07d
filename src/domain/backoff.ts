import { consequence, type Failure } from './failure';

const BASE_MS = 2_000;
const CAP_MS = 15 * 60_000;
const OFFLINE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * When to try again after a failure that time will mend.
 *
 * @param attempts attempts made so far, this one included (1 or more)
 * @param now epoch milliseconds
 * @param chance a number from 0 to 1, so that many devices do not return in step
 * @returns epoch milliseconds: doubling from 2 s to at most 15 min with up to a half taken off by
 * chance; a vendor's own `Retry-After` wins, from 2 s (a vendor that says 0 must not be stormed) to a day
 * (nothing may wait for ever in silence); offline is asked again once a minute and never grows.
 */
export function nextAttempt(
  failure: Failure,
  attempts: number,
  now: number,
  chance: number,
): number {
  if (failure.kind === 'offline') return now + OFFLINE_MS;
  if (failure.kind === 'rate-limited' && failure.retryAfterMs !== null) {
    return now + Math.min(Math.max(failure.retryAfterMs, BASE_MS), DAY_MS);
  }
  const full = Math.min(BASE_MS * 2 ** Math.max(attempts - 1, 0), CAP_MS);
  return now + Math.round(full * (1 - chance / 2));
}

/** Whether an attempt that failed so should count towards a longer wait. */
export function lengthensWait(failure: Failure): boolean {
  return failure.kind !== 'offline' && consequence(failure).waitsFor === 'time';
}
