import type { Attempt } from '../domain/attempt';
import type { Conversation, Turn } from '../domain/conversation';
import { fail, type Result, succeed } from '../domain/failure';
import { sameFeedback } from '../domain/feedback';
import type { Receipt } from '../vendors/api';
import type { OpenAccess } from './access';

/**
 * Looks for the row that an attempt of unknown outcome may have made: same conversation and
 * answer, same value and text, made since the attempt began by the server's clock, by the person
 * the connection acts as or the key's owner.
 *
 * @returns the row, null when there is certainly none, or a failure when nobody can tell; then
 * nothing may be made anew
 */
export async function findOwnRow(
  access: OpenAccess,
  conversation: Conversation,
  turn: Turn,
  attempt: Attempt,
): Promise<Result<Receipt | null>> {
  if (!access.api.find) return succeed(null);
  const found = await access.api.find(access, { conversation, turn, since: attempt.since });
  if (!found.ok) return found;
  const { connection } = access;
  const names = [connection.actAs, connection.knownAs].flatMap((name) =>
    name === null ? [] : [name.toLowerCase()],
  );
  const alike = found.value.rows.filter((row) => sameFeedback(row.feedback, attempt.feedback));
  const ownerKnown = connection.knownAs !== null;
  const named = alike.filter(
    (row) => row.author !== null && names.includes(row.author.toLowerCase()),
  );
  const own = ownerKnown || named.length > 0 ? named : alike;
  const newest = own[0];
  if (newest && (own.length === 1 || own === named)) return succeed(newest);
  const nameless = alike.some(({ author }) => author === null);
  if (newest || nameless || found.value.unassigned) return fail({ kind: 'cannot-tell-own-row' });
  return succeed(null);
}
