import { compare } from '../domain/compare';
import type { Entry, Stored } from '../domain/entry';
import { type Result, succeed } from '../domain/failure';
import { saysNothing } from '../domain/feedback';
import type { EntryEvent } from '../domain/transition';
import type { Receipt } from '../vendors/api';
import { noteResult, type OpenAccess, type Reach } from './access';

/** What of an entry decides on the request. */
export type Sent = Pick<Entry, 'attempt' | 'conversation' | 'intent' | 'stored' | 'turn'>;

/** Writes at the vendor, which nothing else does, and says what the reply amounts to. */
export async function send(
  world: Reach,
  access: OpenAccess,
  entry: Sent,
): Promise<Result<EntryEvent>> {
  const { api } = access;
  const feedback = entry.attempt?.feedback ?? entry.intent;
  const row = entry.stored?.row ?? null;
  if (saysNothing(feedback) && api.retract) {
    if (row !== null) {
      const gone = await api.retract(access, entry.conversation, row);
      if (!gone.ok) return gone;
    }
    return succeed({ kind: 'taken-back', at: world.now() });
  }
  const { conversation, turn } = entry;
  const reply = await api.submit(access, { conversation, turn, feedback }, row);
  if (!reply.ok) {
    return row !== null && reply.failure.kind === 'not-found'
      ? succeed({ kind: 'row-gone', at: world.now() })
      : reply;
  }
  await noteResult(world, access.connection, null);
  await noteOwner(world, access, reply.value);
  const stored = storedFrom(reply.value, entry, access);
  return succeed({ kind: 'stored', at: world.now(), stored });
}

/** What a receipt says is stored, and in what that differs from what was meant. */
export function storedFrom(receipt: Receipt, entry: Sent, access: OpenAccess): Stored {
  const meant = {
    feedback: entry.attempt?.feedback ?? entry.intent,
    conversationId: entry.conversation.id,
    turn: entry.turn,
    author: access.connection.actAs ?? access.connection.knownAs,
  };
  return {
    feedback: receipt.feedback,
    at: receipt.at,
    row: receipt.row,
    author: receipt.author,
    reviewed: receipt.reviewed,
    differences: compare(meant, receipt),
  };
}

/** The first receipt that does not carry the name to act as tells who the key belongs to. */
async function noteOwner(
  world: Reach,
  { connection }: OpenAccess,
  { author }: Receipt,
): Promise<void> {
  if (author === null || author === connection.knownAs) return;
  if (connection.actAs !== null && author.toLowerCase() === connection.actAs.toLowerCase()) return;
  await world.settings.changeConnection(connection.id, (row) => row && { ...row, knownAs: author });
}
