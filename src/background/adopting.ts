import { scoped } from '../domain/connection';
import { begin, type Entry, type Stored } from '../domain/entry';
import { next } from '../domain/transition';
import type { Receipt } from '../vendors/api';
import type { OpenAccess } from './access';
import type { ConversationRecord } from './database';
import type { Ledger } from './ledger';

/** What adopting needs beside the ledger. */
export interface AdoptingWorld {
  ledger: Ledger;
  now(): number;
  newId(): string;
}

/**
 * Reads the person's own rows of a conversation back from the vendor, where it can list them:
 * feedback given on another device or with the vendor's own thumbs is shown as pressed, so that
 * the next press changes it instead of making a double; feedback that was deleted there is shown
 * as pressed no more, so that the next press makes it anew. Done only once it is known whose rows
 * are the person's own; an administrator's key lists everybody's.
 */
export async function adoptOwnRows(
  world: AdoptingWorld,
  access: OpenAccess,
  record: ConversationRecord,
): Promise<void> {
  const { api, connection } = access;
  const own = (connection.actAs ?? connection.knownAs)?.toLowerCase();
  if (!api.find || !own) return;
  const conversation = scoped(connection, record.conversation);
  const askedAt = world.now();
  const found = await api.find(access, { conversation, turn: null, since: null });
  if (!found.ok) return;
  const newest = new Map<number, Receipt>();
  for (const row of found.value.rows) {
    if (row.turn === null || row.author?.toLowerCase() !== own) continue;
    const known = newest.get(row.turn);
    if (!known || known.at < row.at) newest.set(row.turn, row);
  }
  for (const [turn, row] of newest) {
    await adopt(world, access, { ...record, conversation }, turn, row, askedAt);
  }
  await world.ledger.changeConversation(conversation, world.now(), (known) => ({
    ...known,
    readBackAt: world.now(),
  }));
  if (found.value.unassigned) return;
  const listed = new Set(found.value.rows.map(({ row }) => row));
  const isGone = (entry: Entry): boolean =>
    entry.state === 'stored' &&
    entry.attempt === null &&
    entry.connection === connection.id &&
    entry.stored?.author?.toLowerCase() === own &&
    !listed.has(entry.stored.row) &&
    !wroteSince(entry, askedAt);
  for (const { key } of await world.ledger.of(conversation)) {
    await world.ledger.changeByKey(key, (entry) =>
      isGone(entry) ? next(entry, { kind: 'row-gone', at: world.now() }) : entry,
    );
  }
}

async function adopt(
  world: AdoptingWorld,
  { connection }: OpenAccess,
  record: ConversationRecord,
  turn: number,
  row: Receipt,
  askedAt: number,
): Promise<void> {
  const { conversation } = record;
  const at = world.now();
  const { feedback, author, reviewed } = row;
  const stored: Stored = { feedback, at: row.at, row: row.row, author, reviewed, differences: [] };
  await world.ledger.change({ conversation, turn, connection: connection.id }, (entry) => {
    if (entry) return wroteSince(entry, askedAt) ? entry : refreshed(entry, stored, at);
    const page = { title: record.title ?? '', address: '' };
    const question = record.answers?.find((answer) => answer.turn === turn)?.question ?? null;
    return begin(
      { key: world.newId(), connection: connection.id, conversation, turn, page, question, stored },
      at,
    );
  });
}

/** Whether a row was made, changed or deleted after the list was asked for, which then is old. */
function wroteSince(entry: Entry, askedAt: number): boolean {
  return entry.steps.some(
    ({ at, what }) => at >= askedAt && (what === 'stored' || what === 'row-gone'),
  );
}

/** Only what the person cannot have overtaken is taken over from the vendor. */
function refreshed(entry: Entry, stored: Stored, at: number): Entry {
  const known = next(entry, { kind: 'found', at, stored });
  const same = known.stored?.row === stored.row;
  return same && stored.reviewed ? next(known, { kind: 'reviewed', at }) : known;
}
