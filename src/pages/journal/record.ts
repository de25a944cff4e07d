import { type Conversation, conversationKey } from '../../domain/conversation';
import type { Entry } from '../../domain/entry';
import type { Ask, Hint } from '../../messages/client';
import type { JournalPage, Refusal } from '../../messages/view';
import { type BrokenRow, brokenRowOf, type EntryRow, latestFirst, type Row, rowOf } from './row';

/** What the history knows by now. */
export interface RecordState {
  /** The latest first; null before the first answer. */
  rows: readonly Row[] | null;
  /** How many there are in all, read or not. */
  total: number;
  /** Older rows are still being read. */
  reading: boolean;
  /** The worker did not answer. */
  failed: boolean;
  /** The word it was refused with last. */
  refusal: Refusal | null;
}

/** The record of everything given, as this page has read it, a part at a time. */
export interface JournalRecord {
  state(): RecordState;
  /** Reads everything; further calls read it anew. */
  read(): void;
  hint(hint: Hint): void;
  /** Resolves once everything is read, or reading has failed. */
  whole(): Promise<void>;
  close(): void;
}

/**
 * A record that asks one thing at a time: what has just changed first, then older and older parts.
 * `changed` is called whenever `state()` is another.
 */
export function createRecord(asked: Ask, changed: () => void): JournalRecord {
  let refusal: Refusal | null = null;
  const ask: Ask = async (kind, input) => {
    const answer = await asked(kind, input);
    if (!answer.ok) refusal = answer.refusal;
    return answer;
  };
  const entries = new Map<string, EntryRow>();
  const broken = new Map<string, BrokenRow>();
  const names = new Map<string, string>();
  /** Conversations to be read again. */
  const stale = new Map<string, Conversation>();
  /** What the present reading has met; what it has not is gone at its end. */
  const met = new Set<string>();
  /** What to ask next of the present reading; undefined when it has ended. */
  let next: number | null | undefined;
  let settingsStale = false;
  let unsure = false;
  let working = false;
  let closed = false;
  let total = 0;
  let failed = false;
  let rows: readonly Row[] | null = null;
  let waiting: (() => void)[] = [];

  const put = (entry: Entry): void => {
    entries.set(entry.key, rowOf(entry, names.get(entry.connection ?? '') ?? null));
  };
  const take = (part: JournalPage): void => {
    for (const entry of part.rows) {
      met.add(entry.key);
      put(entry);
    }
    total = part.total;
  };
  const published = (): void => {
    rows = [...entries.values(), ...broken.values()].sort(latestFirst);
    changed();
  };

  async function readNames(): Promise<boolean> {
    settingsStale = false;
    const connections = await ask('connections', {});
    if (!connections.ok) return false;
    names.clear();
    for (const { id, name } of connections.value) names.set(id, name);
    for (const { entry } of entries.values()) put(entry);
    return true;
  }

  async function readPart(before: number | null): Promise<boolean> {
    // The names of the connections come beside the first rows, which shall not wait for them.
    const naming = settingsStale ? readNames() : true;
    const part = await ask('journal', { of: null, before });
    if (!part.ok || !(await naming)) return false;
    take(part.value);
    next = part.value.next ?? undefined;
    if (next !== undefined) return true;
    for (const key of entries.keys()) if (!met.has(key)) entries.delete(key);
    return readBroken(0);
  }

  async function readBroken(after: number): Promise<boolean> {
    const part = await ask('unreadable', { after });
    if (!part.ok) return false;
    if (after === 0) broken.clear();
    for (const row of part.value.map(brokenRowOf)) broken.set(row.key, row);
    const last = part.value.at(-1)?.id;
    return last === undefined || readBroken(last);
  }

  async function readConversation(key: string, conversation: Conversation): Promise<boolean> {
    stale.delete(key);
    const part = await ask('journal', { of: conversation, before: null });
    if (!part.ok) return false;
    for (const { entry } of entries.values()) {
      if (conversationKey(entry.conversation) === key) entries.delete(entry.key);
    }
    take(part.value);
    return true;
  }

  /** Whether something has come or gone that nobody told by name. */
  async function compare(): Promise<boolean> {
    unsure = false;
    const part = await ask('journal', { of: null, before: null });
    if (!part.ok) return false;
    take(part.value);
    if (total !== entries.size) begin();
    return true;
  }

  /** The most urgent thing there is to ask; null when nothing is. */
  function task(): Promise<boolean> | null {
    if (settingsStale && next !== null) return readNames();
    const [first] = stale;
    if (first) return readConversation(...first);
    if (next !== undefined) return readPart(next);
    return unsure ? compare() : null;
  }

  function begin(): void {
    met.clear();
    next = null;
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let part = task(); part && !closed; part = task()) {
      failed = !(await part);
      if (closed) break;
      if (failed) {
        next = undefined;
        stale.clear();
        unsure = false;
        settingsStale = false;
      }
      published();
    }
    working = false;
    for (const done of waiting.splice(0)) done();
  }

  return {
    state: () => ({
      rows,
      total: total + broken.size,
      reading: next !== undefined,
      failed,
      refusal,
    }),
    read() {
      settingsStale = true;
      begin();
      void work();
    },
    hint({ conversation: key }) {
      if (key === null) {
        settingsStale = true;
        unsure = true;
      } else {
        const [vendor = '', origin = '', id = ''] = key.split(' ');
        stale.set(key, { vendor, origin, scope: null, id });
      }
      void work();
    },
    async whole() {
      while (working) await new Promise<void>((done) => waiting.push(done));
    },
    close() {
      closed = true;
      waiting = [];
    },
  };
}
