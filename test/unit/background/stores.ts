import 'fake-indexeddb/auto';
import { type Database, openDatabase } from '../../../src/background/database';
import { ledgerOn } from '../../../src/background/ledger';
import {
  type LockStore,
  type OpenStore,
  type Passphrase,
  passphraseOver,
  type WholeStore,
} from '../../../src/background/passphrase';
import {
  type ConnectionRow,
  openSettings,
  type SettingsDatabase,
  settingsOn,
} from '../../../src/background/settings';

let databases = 0;

/** A clock that a test moves. */
export interface Clock {
  now: number;
}

export async function newLedger(clock: Clock = { now: 1_000 }) {
  databases += 1;
  const db = await openDatabase(`ledger ${databases}`);
  return { db, clock, ledger: ledgerOn(db, () => clock.now) };
}

export async function newSettings(clock: Clock = { now: 1_000 }) {
  databases += 1;
  const db = await openSettings(`settings ${databases}`);
  return { db, clock, settings: settingsOn(db, () => clock.now) };
}

/** Extension storage: what Firefox lets every content script read. */
export function openStorage(): WholeStore & { rows: Map<string, unknown> } {
  const rows = new Map<string, unknown>();
  return {
    rows,
    get: async (name) => rows.get(name),
    // As the browser does: what is stored is JSON, not an object that is shared.
    set: async (name, value) => void rows.set(name, JSON.parse(JSON.stringify(value))),
    remove: async (name) => void rows.delete(name),
    clear: async () => rows.clear(),
    names: async () => [...rows.keys()],
    all: async () => Object.fromEntries(rows),
    setAll: async (all) => {
      for (const [name, row] of Object.entries(all))
        rows.set(name, JSON.parse(JSON.stringify(row)));
    },
  };
}

/** The browser's memory, which outlives the worker and ends with the browser. */
export function openMemory(): OpenStore & { opened: unknown } {
  return {
    opened: undefined,
    async get() {
      return this.opened;
    },
    async set(opened) {
      this.opened = opened && JSON.parse(JSON.stringify(opened));
    },
  };
}

/** The passphrase where nobody has set one. */
export function noPassphrase(): Passphrase {
  const none: LockStore = { get: async () => undefined, set: async () => undefined };
  return passphraseOver(openStorage(), none, openMemory(), () => 0);
}

export function connection(change: Partial<ConnectionRow> = {}): ConnectionRow {
  return {
    id: 'c1',
    vendor: 'clarityq',
    name: 'Ours',
    origin: 'https://api.clarityq.ai',
    scope: null,
    scopeName: null,
    actAs: null,
    knownAs: null,
    lastResult: null,
    paused: false,
    removedAt: null,
    ...change,
  };
}

/** Every row of every table, as it lies there. */
export async function everything(db: Database | SettingsDatabase): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const name of db.objectStoreNames) {
    rows.push(...(await (db as Database).getAll(name as 'entries')));
  }
  return rows;
}

/** Writes a row as a broken disk or an older version would have left it. */
export async function spoil(
  db: Database | SettingsDatabase,
  table: string,
  row: unknown,
): Promise<void> {
  await (db as Database).put(table as 'entries', row as never);
}
