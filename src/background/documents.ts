import type { Database, DocumentRecord } from './database';
import { recall, wrote } from './recall';

/** A document, as the browser names it. */
export type ShownDocument = Pick<DocumentRecord, 'id' | 'tabId' | 'host'>;

/** Live documents of vendors' web apps, and which conversations each was confirmed to have shown. */
export interface Documents {
  get(id: string): Promise<DocumentRecord | null>;
  /**
   * Notes what a document shows now; null for nothing. Earlier conversations stay confirmed.
   *
   * @returns what it showed before, read in the same transaction
   */
  shows(document: ShownDocument, conversation: string | null, at: number): Promise<string | null>;
  showing(conversation: string): Promise<DocumentRecord[]>;
  all(): Promise<DocumentRecord[]>;
  forget(id: string): Promise<void>;
  /** Nothing of an earlier run of the browser is alive. */
  clear(): Promise<void>;
}

/** A press just after the page moved on still counts; more than this a document is not granted. */
const CONFIRMED_KEPT = 20;

/** The documents' table on an open database. */
export function documentsOn(db: Database): Documents {
  const all = () => recall(db, 'documents');
  return {
    get: async (id) => (await all()).find((one) => one.id === id) ?? null,
    async shows({ id, tabId, host }, conversation, at) {
      const tx = db.transaction('documents', 'readwrite');
      const known = await tx.store.get(id);
      const confirmed = new Set(known?.confirmed ?? []);
      if (conversation !== null) {
        confirmed.delete(conversation);
        confirmed.add(conversation);
      }
      await tx.store.put({
        id,
        tabId,
        host,
        showing: conversation,
        confirmed: [...confirmed].slice(-CONFIRMED_KEPT),
        at,
      });
      await tx.done;
      wrote(db);
      return known?.showing ?? null;
    },
    showing: async (conversation) => (await all()).filter((one) => one.showing === conversation),
    all,
    async forget(id) {
      await db.delete('documents', id);
      wrote(db);
    },
    async clear() {
      await db.clear('documents');
      wrote(db);
    },
  };
}
