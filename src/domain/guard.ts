import type { Turn } from './conversation';
import type { Hold } from './entry';
import { unwatched, type Watch } from './watch';

/** What the guard has to know before a vendor's "latest answer" may be rated. */
export interface Situation {
  /** The answer the person saw. */
  turn: Turn;
  /** The answer that is the latest now, as far as can be told. */
  latest: Turn;
  pressedAt: number;
  /** When this answer was first seen finished, if the person pressed before; else null. */
  finishedAt: number | null;
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
  const from = Math.max(situation.pressedAt, situation.finishedAt ?? 0);
  const blind = unwatched(situation.watch, Math.min(from, situation.now), situation.now);
  if (blind <= situation.limitMs) return null;
  return { kind: 'not-vouched', minutes: Math.max(1, Math.round(blind / 60_000)) };
}
