import type { Database, DocumentRecord } from './database';

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
  return {
    get: async (id) => (await db.get('documents', id)) ?? null,
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
      return known?.showing ?? null;
    },
    async showing(conversation) {
      return (await db.getAll('documents')).filter((one) => one.showing === conversation);
    },
    all: () => db.getAll('documents'),
    forget: (id) => db.delete('documents', id),
    clear: () => db.clear('documents'),
  };
}
