import type { Feedback } from './feedback';

/** An attempt that has begun and of which no outcome is written yet. */
export interface Attempt {
  id: string;
  feedback: Feedback;
  startedAt: number;
  /**
   * Server's clock before the first attempt of unknown outcome, less 2 s; rows made earlier are of
   * none of them. Null where the server's clock is not known: any row may be.
   */
  since: number | null;
  /** An earlier attempt's outcome is unknown as well, so this one's failure does not settle it. */
  afterUnknown?: boolean;
}

/** Time a vendor gets to finish a request whose reply was lost, before anything else is sent. */
const ECHO_MS = 3_000;

/** What is left of an attempt the vendor certainly did not act on: the doubt of an earlier one. */
export function doubtful(attempt: Attempt | null): Attempt | null {
  return attempt?.afterUnknown ? attempt : null;
}

/**
 * `dueAt`, or later while a request of unknown outcome may still be at work at the vendor: it could
 * overtake the next one, or make its row just after somebody has looked for it.
 */
export function afterEcho(attempt: Attempt | null, now: number, dueAt = now): number {
  return attempt ? Math.max(dueAt, Math.min(attempt.startedAt, now) + ECHO_MS) : dueAt;
}
