import type { Attempt } from '../domain/attempt';
import type { Conversation, Turn } from '../domain/conversation';
import type { Stored } from '../domain/entry';
import { consequence, type Failure, fail, type Result, succeed } from '../domain/failure';
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
  if (newest && (own.length === 1 || own === named)) {
    const removed = await remove(access, conversation, own.slice(1));
    return removed.ok ? succeed(newest) : removed;
  }
  const nameless = alike.some(({ author }) => author === null);
  if (newest || nameless || found.value.unassigned) return fail({ kind: 'cannot-tell-own-row' });
  return succeed(null);
}

/**
 * What is left of a row that was just made and of its twins. Both browsers send a request again by
 * themselves when a connection that has served before is cut ahead of the reply's first byte, a
 * POST as well, and tell nobody (`ShouldResendRequest` in Chromium's HttpNetworkTransaction, `Close`
 * in Firefox's nsHttpTransaction).
 *
 * @returns the row; a failure when for now nobody can tell how many there are
 */
export async function withoutTwins(
  access: OpenAccess,
  conversation: Conversation,
  turn: Turn,
  attempt: Attempt,
  made: Stored,
): Promise<Result<Stored>> {
  const knownAs = made.author ?? access.connection.knownAs;
  const asMaker = { ...access, connection: { ...access.connection, knownAs } };
  const sought = { ...attempt, feedback: made.feedback };
  const own = await findOwnRow(asMaker, conversation, turn, sought);
  if (!own.ok) return isRefusal(own.failure) ? succeed(made) : own;
  return succeed(own.value ? { ...made, row: own.value.row } : made);
}

/** What the vendor refuses to delete stays; what could not be asked for now is asked for again. */
async function remove(
  access: OpenAccess,
  conversation: Conversation,
  rows: Receipt[],
): Promise<Result<null>> {
  for (const { row } of rows) {
    const gone = row === null ? null : await access.api.retract?.(access, conversation, row);
    if (gone && !gone.ok && !isRefusal(gone.failure)) return gone;
  }
  return succeed(null);
}

/** Whether the vendor itself has said no, which asking again does not change. */
function isRefusal(failure: Failure): boolean {
  const { waitsFor, outcome } = consequence(failure);
  return waitsFor !== 'time' && outcome === 'certain';
}
