import type { Entry } from '../../../src/domain/entry.ts';
import type { Unsettled } from '../../../src/messages/view.ts';
import type { Tab } from '../driver/person.ts';
import { until } from '../driver/until.ts';
import type { Stage } from '../stage.ts';

/** The stores of the extension in a running browser, read and changed from beside it. */
export interface Device {
  /** The tab that stands on the extension's own origin and runs none of its code. */
  tab: Tab;
  entries(): Promise<Entry[]>;
  /** The texts that are kept as drafts. */
  drafts(): Promise<string[]>;
  /** Keeps everybody else from writing to a table of the ledger for as long as this tab is there. */
  hold(table: string): Promise<void>;
  /** Reloads the extension, as an update does; this tab goes with it. */
  reload(): Promise<void>;
  /** How many rows a table of the ledger holds. */
  count(table: string): Promise<number>;
  /** Puts a row into a table of the ledger, whatever it looks like. */
  put(table: string, row: unknown): Promise<void>;
  /**
   * Stops the worker and moves every moment in the ledger back, so that it is as if the device had
   * been asleep for this long. Whatever still shows a conversation goes on watching it.
   * @param minutes how long
   */
  sleep(minutes: number): Promise<void>;
  /** Stops the worker, then makes or raises a database, as a later version would. */
  raise(database: string, version: number): Promise<void>;
  /** Stops the worker and deletes a database, as a browser that is short of space does. */
  drop(database: string): Promise<void>;
  badge(): Promise<string>;
  unsettled(): Promise<Unsettled>;
}

/** Before this moment (2017) nothing in the ledger is a time. */
const OLDEST = 1.5e12;

const ONE = `
const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  // A connection of the life that was just ended may take a moment to go.
  request.onblocked = () => setTimeout(() => reject(new Error('The database is in use')), 10_000);
});`;

const READ = `${ONE}
const db = await settled(indexedDB.open('ledger'));
const rows = async (table) => settled(db.transaction(table).objectStore(table).getAll());
`;

const SHIFT = `${READ}
const back = (value) =>
  typeof value === 'number' ? (value > OLDEST ? value - BY : value)
  : Array.isArray(value) ? value.map(back)
  : value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, back(one)]))
  : value;
for (const table of ['entries', 'conversations', 'drafts', 'documents']) {
  const store = db.transaction(table, 'readwrite').objectStore(table);
  for (const row of await settled(store.getAll())) store.put(back(row));
}
`;

/** A file of the package, shown as text: a document of its origin that runs nothing of it. */
const BYSTANDER = 'panel.js';

/** Opens the stores; needs the extension to have run once, so that they are there. */
export async function openDevice({ browser }: Stage): Promise<Device> {
  const tab = await browser.open(browser.extensionPage(BYSTANDER));
  const run = <T>(body: string): Promise<T> => tab.evaluate<T>(`(async () => {${body}\n})()`);
  const onLedger = <T>(body: string): Promise<T> =>
    run<T>(`${READ} try { ${body} } finally { db.close(); }`);
  return {
    tab,
    entries: () => onLedger("return rows('entries');"),
    drafts: () => onLedger("return (await rows('drafts')).map(({ text }) => text);"),
    hold: (table) =>
      run(`${READ}
        const { promise, resolve, reject } = Promise.withResolvers();
        const store = db.transaction('${table}', 'readwrite').objectStore('${table}');
        const again = () => {
          const request = store.count();
          request.onsuccess = () => { resolve(); again(); };
          request.onerror = () => reject(request.error);
        };
        again();
        await promise;`),
    async reload() {
      await tab.evaluate('void setTimeout(() => chrome.runtime.reload())');
      await until(
        async () => !(await browser.tabs()).includes(tab),
        () => 'The extension did not reload',
      );
    },
    count: (table) => onLedger(`return (await rows('${table}')).length;`),
    put: (table, row) =>
      onLedger(
        `await settled(db.transaction('${table}', 'readwrite').objectStore('${table}')
          .put(${JSON.stringify(row)}));`,
      ),
    async sleep(minutes) {
      await browser.stopBackground();
      const shift = SHIFT.replace('OLDEST', String(OLDEST)).replace('BY', String(minutes * 60_000));
      await run(`${shift} db.close();`);
    },
    async raise(database, version) {
      await browser.stopBackground();
      await run(
        `${ONE} (await settled(indexedDB.open(${JSON.stringify(database)}, ${version}))).close();`,
      );
    },
    async drop(database) {
      await browser.stopBackground();
      await run(`${ONE} await settled(indexedDB.deleteDatabase(${JSON.stringify(database)}));`);
    },
    badge: () => run('return chrome.action.getBadgeText({});'),
    async unsettled() {
      const answer = await run<{ ok: boolean; value: Unsettled }>(
        "return chrome.runtime.sendMessage({ kind: 'unsettled' });",
      );
      return answer.value;
    },
  };
}
