import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';
import type { Conversation } from '../domain/conversation';
import type { Entry } from '../domain/entry';
import { type Database, type SetAside, STRICT } from './database';
import { mayGo } from './retention';
import { readEntry } from './rows';

/** Everything ever given, a part at a time, and the two ways it goes: by age, and all at once. */
export interface Archive {
  /** How many entries there are; one that cannot be read counts until somebody meets it. */
  count(): Promise<number>;
  /**
   * The latest entries pressed before `before` (epoch milliseconds). Those of one moment come
   * together, so that there may be more than `limit`, which is 2 at least. After the last of them
   * those are set aside that were pressed at no time.
   *
   * @returns `next`: what to ask for the entries before these; null when there are none
   */
  page(before: number, limit: number): Promise<{ rows: Entry[]; next: number | null }>;
  /** Every entry of a conversation. */
  of(conversation: Conversation): Promise<Entry[]>;
  /** Rows that were set aside, in the order they were, from the one after `after` on. */
  unreadable(after: number, limit: number): Promise<SetAside[]>;
  /** Deletes entries that may go by their age. */
  prune(cutoff: number): Promise<void>;
  /** Deletes all entries, drafts, conversations and rows set aside. */
  erase(): Promise<void>;
}

/**
 * The archive's side of the ledger on its open database.
 *
 * @param sound reads rows, setting aside what is no entry
 */
export function archiveOn(db: Database, sound: (rows: unknown[]) => Promise<Entry[]>): Archive {
  return {
    count: () => db.count('entries'),

    async page(before, limit) {
      const index = db.transaction('entries').store.index('pressed');
      const cursor = await index.openKeyCursor(pressedBefore(before), 'prev');
      const next = (await cursor?.advance(limit - 1))?.key ?? null;
      const rows = await sound(await index.getAll(pressedBefore(before, next)));
      if (next === null) {
        const inOrder = await db.countFromIndex('entries', 'pressed', pressedBefore(Infinity));
        // What has no time would never be met on the way back through time.
        if ((await db.count('entries')) > inOrder) await sound(await db.getAll('entries'));
      }
      return { rows, next };
    },

    of: async ({ vendor, origin, id }) => {
      // In an index a list comes after all numbers, so this is every turn.
      const turns = IDBKeyRange.bound([vendor, origin, id], [vendor, origin, id, []]);
      return sound(await db.getAllFromIndex('entries', 'turn', turns));
    },

    unreadable: (after, limit) => db.getAll('setAside', IDBKeyRange.lowerBound(after, true), limit),

    async prune(cutoff) {
      const tx = db.transaction('entries', 'readwrite', STRICT);
      for (const row of await tx.store.index('pressed').getAll(pressedBefore(cutoff))) {
        const entry = readEntry(row);
        if (entry && mayGo(entry, cutoff)) await tx.store.delete(entry.key);
      }
      await tx.done;
    },

    async erase() {
      await empty(db, ['entries', 'drafts', 'conversations', 'setAside']);
    },
  };
}

/** Empties tables, all in one step. */
export async function empty<Tables extends DBSchema>(
  db: IDBPDatabase<Tables>,
  tables: Iterable<StoreNames<Tables>>,
): Promise<void> {
  const tx = db.transaction([...tables], 'readwrite', STRICT);
  await Promise.all([...tables].map((table) => tx.objectStore(table).clear()));
  await tx.done;
}

/** Numbers only: a broken row may have been pressed at a word. */
function pressedBefore(before: number, from?: number | null): IDBKeyRange {
  return IDBKeyRange.bound(from ?? -Infinity, before, false, true);
}
