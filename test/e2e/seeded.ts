import type { Entry } from '../../src/domain/entry';
import type { Tab } from './driver/person.ts';

/**
 * Writes entries into the ledger's tables from a page of the extension, `count` times over, each a
 * minute older and with an id, a comment and a page of its own. `#` in texts becomes its number.
 */
export async function seed(tab: Tab, entry: Entry, count = 1): Promise<void> {
  await tab.evaluate(
    async (model: Entry, times: number) => {
      const open = indexedDB.open('ledger');
      await new Promise((done) => {
        open.onsuccess = done;
      });
      const db = open.result;
      const tx = db.transaction('entries', 'readwrite');
      for (let number = 0; number < times; number += 1) {
        const text = JSON.stringify(model).replaceAll('#', String(number));
        const row = JSON.parse(text) as Entry;
        const id = `${row.conversation.id.slice(0, -6)}${number.toString(16).padStart(6, '0')}`;
        tx.objectStore('entries').put({
          ...row,
          key: times === 1 ? row.key : `${row.key} ${number}`,
          conversation: times === 1 ? row.conversation : { ...row.conversation, id },
          pressedAt: row.pressedAt - number * 60_000,
        });
      }
      await new Promise((done) => {
        tx.oncomplete = done;
      });
      db.close();
    },
    entry,
    count,
  );
}

/** Writes any row into a table, as a broken disk or another version may have left it. */
export async function spoil(tab: Tab, table: string, row: unknown): Promise<void> {
  await tab.evaluate(
    async (name: string, value: unknown) => {
      const open = indexedDB.open('ledger');
      await new Promise((done) => {
        open.onsuccess = done;
      });
      const tx = open.result.transaction(name, 'readwrite');
      tx.objectStore(name).put(value);
      await new Promise((done) => {
        tx.oncomplete = done;
      });
      open.result.close();
    },
    table,
    row,
  );
}

/** How many rows every table of both databases holds, but for live documents and the browser's own. */
export async function stored(tab: Tab): Promise<Record<string, number>> {
  return tab.evaluate(async () => {
    const counts: Record<string, number> = {};
    for (const name of ['ledger', 'settings']) {
      const open = indexedDB.open(name);
      await new Promise((done) => {
        open.onsuccess = done;
      });
      for (const table of open.result.objectStoreNames) {
        const request = open.result.transaction(table).objectStore(table).count();
        await new Promise((done) => {
          request.onsuccess = done;
        });
        counts[`${name}.${table}`] = request.result;
      }
      open.result.close();
    }
    return counts;
  });
}

/** A feedback that ClarityQ has stored, last touched at `at` (epoch milliseconds). */
export function storedEntry(at: number, change: Partial<Entry> = {}): Entry {
  const feedback = { rating: 'good', comment: 'Comment # is useful' } as const;
  return {
    key: 'seeded',
    connection: null,
    conversation: {
      vendor: 'clarityq',
      origin: 'https://api.clarityq.ai',
      scope: null,
      id: '11111111-2222-4333-8444-555555000000',
    },
    turn: 1,
    page: { title: 'Page #', address: 'https://app.clarityq.ai/p/#' },
    question: 'What was asked as number #?',
    intent: feedback,
    pressId: '',
    pressedAt: at,
    createdAt: at,
    state: 'stored',
    hold: null,
    attempt: null,
    stored: { feedback, at, row: null, author: null, reviewed: false, differences: [] },
    past: [],
    attempts: 0,
    dueAt: null,
    failure: null,
    vouchedByPerson: false,
    steps: [
      { at, what: 'pressed', feedback },
      { at, what: 'sent', feedback },
      { at, what: 'stored', feedback },
    ],
    ...change,
  };
}

/** Changes fields of every row of a table whose key or text contains `part`. */
export async function rewrite(
  tab: Tab,
  table: 'entries' | 'conversations',
  part: string,
  change: Record<string, unknown>,
): Promise<void> {
  await tab.evaluate(
    async (name: string, text: string, fields: Record<string, unknown>) => {
      const open = indexedDB.open('ledger');
      await new Promise((done) => {
        open.onsuccess = done;
      });
      const tx = open.result.transaction(name, 'readwrite');
      const rows = tx.objectStore(name).getAll();
      rows.onsuccess = () => {
        for (const row of rows.result) {
          if (JSON.stringify(row).includes(text)) tx.objectStore(name).put({ ...row, ...fields });
        }
      };
      await new Promise((done) => {
        tx.oncomplete = done;
      });
      open.result.close();
    },
    table,
    part,
    change,
  );
}
