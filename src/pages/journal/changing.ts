import { UNNAMED } from '../../domain/conversation';
import type { Entry } from '../../domain/entry';
import { lastSight } from '../../domain/watch';
import type { ConversationView, Known, Preferences } from '../../messages/view';

/** What the worker says of an entry's conversation at one moment. */
export interface Standing {
  view: ConversationView;
  known: Known | null;
  preferences: Preferences;
}

/**
 * Whether feedback can be changed without the answer in sight: where answers are named, when the
 * vendor has named this one; where only the latest can be rated, while somebody has watched that it
 * still is the one. And only over the connection it was given over: another is another person.
 *
 * @param now epoch milliseconds
 */
export function mayChange(
  { connection, turn, pressedAt, confirmedAt = 0 }: Entry,
  { view, known, preferences }: Standing,
  now: number,
): boolean {
  const isOwn = connection === null || connection === view.connection?.id;
  if (!isOwn || known === null || view.turn !== turn) return false;
  if (view.expresses.rates === 'any') {
    return turn === UNNAMED || (known.answers?.some((answer) => answer.turn === turn) ?? false);
  }
  const limitMs = preferences.watchMinutes * 60_000;
  const seenAt = lastSight([known.watch], Math.max(pressedAt, confirmedAt), limitMs);
  return known.progress.turn === turn && now - seenAt <= limitMs;
}
