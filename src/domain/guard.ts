import type { Turn } from './conversation';
import type { Entry, Hold } from './entry';
import { saysNothing } from './feedback';
import { lastSight, type Watch } from './watch';

/** What the guard has to know before a vendor's "latest answer" may be rated. */
export interface Situation {
  /** The answer the person saw. */
  turn: Turn;
  /** The answer that is the latest now, as far as can be told. */
  latest: Turn;
  pressedAt: number;
  /** The unbroken time in which looks found this answer under way; null where none did. */
  underWay: Watch | null;
  watch: Watch | null;
  now: number;
  limitMs: number;
  /** The person has said to send all the same. */
  vouchedByPerson: boolean;
}

/**
 * May this still be sent to the answer the person saw? When in doubt it is held: a rating on the
 * wrong answer is worse than a question.
 *
 * @returns null to send, or why to hold it
 */
export function guard(situation: Situation): Hold | null {
  if (situation.latest > situation.turn) return { kind: 'answer-changed' };
  if (situation.vouchedByPerson) return null;
  const { now, limitMs } = situation;
  const from = Math.min(situation.pressedAt, now);
  const blind = now - lastSight([situation.watch, situation.underWay], from, limitMs);
  if (blind <= limitMs) return null;
  return { kind: 'not-vouched', minutes: Math.max(1, Math.round(blind / 60_000)) };
}

/**
 * Whether a stored feedback on "the latest answer" may be about another answer by now, because
 * nobody has watched in between. Then it is shown with a question, and not changed unasked.
 */
export function inDoubt(entry: Entry, watch: Watch | null, now: number, limitMs: number): boolean {
  if (entry.state !== 'stored' || saysNothing(entry.intent)) return false;
  const touchedAt = Math.max(entry.pressedAt, entry.confirmedAt ?? 0);
  return now - lastSight([watch], touchedAt, limitMs) > limitMs;
}
