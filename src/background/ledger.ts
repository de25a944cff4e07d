import { type Conversation, conversationKey, type Turn } from '../domain/conversation';
import type { Entry } from '../domain/entry';
import { firstTurn } from '../domain/turns';
import type { Unsettled } from '../messages/view';
import { type Archive, archiveOn } from './archive';
import { type ConversationRecord, type Database, type Draft, STRICT } from './database';
import { readConversation, readEntry } from './rows';

/** Which feedback is meant. A null connection stands for "whichever it began with". */
export interface TurnRef {
  conversation: Conversation;
  turn: Turn;
  connection: string | null;
}

/** A conversation as it was at one moment. */
export interface Seen {
  record: ConversationRecord | null;
  entry(turn: Turn, connection: string | null): Entry | null;
  draft(turn: Turn): string | null;
}

/**
 * The record of every feedback, draft and state: the one store of truth. Each call is one
 * transaction; one that changes something has reached the disk when its promise resolves.
 */
export interface Ledger extends Archive {
  entry(ref: TurnRef): Promise<Entry | null>;
  /** Edits one entry in one transaction. `edit` gets null when there is none yet. */
  change(ref: TurnRef, edit: (entry: Entry | null) => Entry | null): Promise<Entry | null>;
  /** An entry as it is by now, and what is known of its conversation. */
  again(entry: Entry): Promise<{ entry: Entry | null; record: ConversationRecord | null }>;
  changeByKey(key: string, edit: (entry: Entry) => Entry): Promise<Entry | null>;
  /**
   * Moves an entry to a turn of its conversation. `merge` puts it together with the one that is
   * there already, null for none, and makes the only one.
   */
  move(
    key: string,
    ref: TurnRef,
    merge: (moved: Entry, known: Entry | null) => Entry,
  ): Promise<Entry | null>;
  /** Entries due by `now`, earliest press first. */
  due(now: number): Promise<Entry[]>;
  /** When the next entry is due, or null. */
  nextDue(): Promise<number | null>;
  /** Every entry, or every one in a state, which costs nothing for the others. */
  all(state?: Entry['state']): Promise<Entry[]>;
  /** What the conversation's server holds as a row that nobody there is known to have reviewed. */
  unreviewed(conversation: Conversation): Promise<Entry[]>;
  /** What there is of a conversation and of the turns, first and last, that `turns` picks by it. */
  seen(
    conversation: Conversation,
    turns: (record: ConversationRecord | null) => [Turn, Turn],
  ): Promise<Seen>;
  saveDraft(conversation: Conversation, turn: Turn, text: string | null, at: number): Promise<void>;
  conversation(key: string): Promise<ConversationRecord | null>;
  changeConversation(
    conversation: Conversation,
    at: number,
    edit: (record: ConversationRecord) => ConversationRecord,
  ): Promise<ConversationRecord>;
  unsettled(): Promise<Unsettled>;
}

/** A ledger on an open database. */
export function ledgerOn(db: Database, now: () => number): Ledger {
  const all: Ledger['all'] = async (state) =>
    sound(
      db,
      await (state ? db.getAllFromIndex('entries', 'state', state) : db.getAll('entries')),
      now(),
    );

  return {
    ...archiveOn(db, (rows) => sound(db, rows, now())),

    async entry(ref) {
      return pick(await db.getAllFromIndex('entries', 'turn', turnKey(ref)), ref);
    },

    async change(ref, edit) {
      const tx = db.transaction(['entries', 'drafts'], 'readwrite', STRICT);
      const entries = tx.objectStore('entries');
      const before = pick(await entries.index('turn').getAll(turnKey(ref)), ref);
      const after = edit(before);
      if (after && after !== before) {
        await entries.put(after);
        const draftKey: [string, number] = [conversationKey(ref.conversation), ref.turn];
        const drafts = tx.objectStore('drafts');
        const draft = await drafts.get(draftKey);
        if (typeof draft?.text === 'string' && draft.text.trim() === after.intent.comment) {
          await drafts.delete(draftKey);
        }
      }
      await tx.done;
      return after;
    },

    async again({ key, conversation }) {
      const tx = db.transaction(['entries', 'conversations']);
      const [entry, record] = await Promise.all([
        tx.objectStore('entries').get(key),
        tx.objectStore('conversations').get(conversationKey(conversation)),
      ]);
      return { entry: readEntry(entry), record: readConversation(record) };
    },

    async changeByKey(key, edit) {
      const tx = db.transaction('entries', 'readwrite', STRICT);
      const before = readEntry(await tx.store.get(key));
      const after = before && edit(before);
      if (after && after !== before) await tx.store.put(after);
      await tx.done;
      return after;
    },

    async move(key, ref, merge) {
      const tx = db.transaction('entries', 'readwrite', STRICT);
      const moved = readEntry(await tx.store.get(key));
      const known = pick(await tx.store.index('turn').getAll(turnKey(ref)), ref);
      const after = moved && merge(moved, known);
      if (after) {
        await tx.store.delete(key);
        await tx.store.put(after);
      }
      await tx.done;
      return after;
    },

    async due(time) {
      const rows = await db.getAllFromIndex('entries', 'due', IDBKeyRange.upperBound(time));
      const due = await sound(db, rows, now());
      return due.sort((a, b) => a.pressedAt - b.pressedAt);
    },

    async nextDue() {
      // Numbers only: a broken row may be due at a word.
      const numbers = IDBKeyRange.upperBound(Infinity);
      const due = db.transaction('entries').store.index('due');
      return (await due.openKeyCursor(numbers))?.key ?? null;
    },

    all,

    async unreviewed({ vendor, origin }) {
      const ofServer = IDBKeyRange.bound([vendor, origin], [vendor, origin, []]);
      const rows = await db.getAllFromIndex('entries', 'turn', ofServer);
      // Only what is wanted is read in full, which takes longer than getting it.
      const open = rows.filter(({ stored }) => stored?.row != null && !stored.reviewed);
      return sound(db, open, now());
    },

    async seen(conversation, turns) {
      const tx = db.transaction(['conversations', 'entries', 'drafts']);
      const key = conversationKey(conversation);
      const record = readConversation(await tx.objectStore('conversations').get(key));
      const [from, to] = turns(record);
      const of = (turn: Turn) => turnKey({ conversation, turn });
      const [rows, drafts] = await Promise.all([
        tx
          .objectStore('entries')
          .index('turn')
          .getAll(IDBKeyRange.bound(of(from), of(to))),
        tx.objectStore('drafts').getAll(IDBKeyRange.bound([key, from], [key, to])),
      ]);
      return {
        record,
        entry: (turn, connection) =>
          pick(
            rows.filter((row) => row.turn === turn),
            { connection },
          ),
        draft(turn) {
          const text: unknown = drafts.find((draft) => draft.turn === turn)?.text;
          return typeof text === 'string' ? text : null;
        },
      };
    },

    async saveDraft(conversation, turn, text, at) {
      const key = conversationKey(conversation);
      if (text === null) return db.delete('drafts', [key, turn]);
      const draft: Draft = { conversation: key, turn, text, at };
      const tx = db.transaction('drafts', 'readwrite', STRICT);
      await tx.store.put(draft);
      await tx.done;
    },

    async conversation(key) {
      return readConversation(await db.get('conversations', key));
    },

    async changeConversation(conversation, at, edit) {
      const tx = db.transaction(['conversations', 'setAside'], 'readwrite');
      const key = conversationKey(conversation);
      const raw: unknown = await tx.objectStore('conversations').get(key);
      const known = readConversation(raw);
      if (raw !== undefined && !known) {
        await tx.objectStore('setAside').add({ store: 'conversations', raw, at });
      }
      const before = known ?? blank(conversation, key, at);
      const scope = conversation.scope ?? before.conversation.scope;
      const after = edit({ ...before, conversation: { ...conversation, scope } });
      await tx.objectStore('conversations').put(after);
      await tx.done;
      return after;
    },

    async unsettled() {
      const tx = db.transaction(['entries', 'drafts']);
      const states = tx.objectStore('entries').index('state');
      const [needsPerson, drafts, ...waiting] = await Promise.all([
        states.count('held'),
        tx.objectStore('drafts').count(),
        ...(['queued', 'sending', 'waiting'] as const).map((state) => states.count(state)),
      ]);
      return { needsPerson, drafts, waiting: waiting.reduce((sum, count) => sum + count, 0) };
    },
  };
}

function turnKey({
  conversation,
  turn,
}: Omit<TurnRef, 'connection'>): [string, string, string, number] {
  return [conversation.vendor, conversation.origin, conversation.id, turn];
}

/** An entry that began before any connection fitted belongs to whichever comes first. */
function pick(rows: unknown[], ref: Pick<TurnRef, 'connection'>): Entry | null {
  const entries = rows.map(readEntry).filter((entry) => entry !== null);
  const own = entries.find((entry) => entry.connection === ref.connection);
  return (
    own ?? entries.find((entry) => entry.connection === null || ref.connection === null) ?? null
  );
}

function blank(conversation: Conversation, key: string, at: number): ConversationRecord {
  return {
    key,
    conversation,
    title: null,
    progress: firstTurn(at),
    finishedAt: null,
    watch: null,
    answers: null,
    lookedAt: null,
    readBackAt: null,
    skew: null,
    problem: null,
  };
}

/** Sets aside rows that are not entries, so that one broken row never blocks the queue. */
async function sound(db: Database, rows: unknown[], at: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const row of rows) {
    const entry = readEntry(row);
    if (entry) entries.push(entry);
    else await setAside(db, row, at);
  }
  return entries;
}

/** Reads the row again in its transaction: somebody else may have set it aside already. */
async function setAside(db: Database, row: unknown, at: number): Promise<void> {
  const { key } = row as { key: string };
  const tx = db.transaction(['entries', 'setAside'], 'readwrite', STRICT);
  const current: unknown = await tx.objectStore('entries').get(key);
  if (current !== undefined && readEntry(current) === null) {
    await tx.objectStore('setAside').add({ store: 'entries', raw: current, at });
    await tx.objectStore('entries').delete(key);
  }
  await tx.done;
}
