import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Conversation } from '../domain/conversation';
import type { Entry } from '../domain/entry';
import type { Failure } from '../domain/failure';
import type { Progress } from '../domain/turns';
import type { Watch } from '../domain/watch';
import type { NamedAnswer } from '../vendors/api';

/** State changes must outlive a crash of the whole machine, not only of the browser. */
export const STRICT = { durability: 'strict' } as const;

/** Unsent text, shown on its own conversation and turn only. */
export interface Draft {
  conversation: string;
  turn: number;
  text: string;
  at: number;
}

/** What is known of one conversation, whether or not anything was rated in it. */
export interface ConversationRecord {
  key: string;
  conversation: Conversation;
  title: string | null;
  progress: Progress;
  /** Until when looks found the present answer under way; null while it is, or was never seen so. */
  finishedAt: number | null;
  /** Since when they did without a break, where that is later than the answer's beginning. */
  underWaySince?: number | null;
  watch: Watch | null;
  answers: NamedAnswer[] | null;
  /** When the last look was asked for: it tells of no later moment. */
  lookedAt: number | null;
  /** When the person's own rows were last read back from the vendor. */
  readBackAt: number | null;
  /** Server's clock less ours at the last look, milliseconds. */
  skew: number | null;
  /** How the last look failed; null when it did not. */
  problem: Failure | null;
  /** When it failed; null when it did not. */
  failedAt?: number | null;
}

/** A live document of a vendor's web app and what it was confirmed to have shown. */
export interface DocumentRecord {
  id: string;
  tabId: number;
  host: string;
  /** Key of the conversation it shows now. */
  showing: string | null;
  /** Keys of every conversation confirmed for it during its life. */
  confirmed: string[];
  at: number;
}

/** A row that could not be read, kept as it was. */
export interface SetAside {
  id?: number;
  store: string;
  raw: unknown;
  at: number;
}

interface Tables extends DBSchema {
  entries: {
    key: string;
    value: Entry;
    indexes: {
      due: number;
      pressed: number;
      state: Entry['state'];
      turn: [string, string, string, number];
    };
  };
  drafts: { key: [string, number]; value: Draft };
  conversations: { key: string; value: ConversationRecord };
  documents: { key: string; value: DocumentRecord };
  setAside: { key: number; value: SetAside };
}

export type Database = IDBPDatabase<Tables>;

const VERSION = 1;

/**
 * Opens the ledger's database, making or upgrading its tables. Rejects when the browser refuses, or
 * a later version has raised it: what that one wrote is not touched.
 *
 * @param lost called when the browser has taken the open database away, which nothing reads any more
 */
export function openDatabase(name = 'ledger', lost?: () => void): Promise<Database> {
  return openDB<Tables>(name, VERSION, {
    ...(lost && { terminated: lost }),
    upgrade(db) {
      const entries = db.createObjectStore('entries', { keyPath: 'key' });
      // Entries with nothing due have `dueAt: null`, which no index holds: the index is the queue.
      entries.createIndex('due', 'dueAt');
      entries.createIndex('pressed', 'pressedAt');
      entries.createIndex('state', 'state');
      entries.createIndex('turn', [
        'conversation.vendor',
        'conversation.origin',
        'conversation.id',
        'turn',
      ]);
      db.createObjectStore('drafts', { keyPath: ['conversation', 'turn'] });
      db.createObjectStore('conversations', { keyPath: 'key' });
      db.createObjectStore('documents', { keyPath: 'id' });
      db.createObjectStore('setAside', { keyPath: 'id', autoIncrement: true });
    },
  });
}
