import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Connection } from '../domain/connection';
import type { Failure } from '../domain/failure';
import { LIMIT_MINUTES } from '../domain/watch';
import { corner, preferences as preferencesRow } from '../messages/contract';
import type { PanelPlace, Preferences } from '../messages/view';
import {
  fits,
  flag,
  loose,
  nullable,
  number,
  object,
  optional,
  type Read,
  read,
  text,
} from '../vendors/shape';
import { empty } from './archive';
import { STRICT } from './database';
import type { Lock, LockStore } from './passphrase';
import { recall, wrote } from './recall';
import type { SealKeyStore } from './vault';

const connectionRow = object({
  id: text,
  vendor: text,
  name: text,
  origin: text,
  scope: nullable(text),
  scopeName: nullable(text),
  actAs: nullable(text),
  /** E-mail a stored feedback named as its giver; null until one did. */
  knownAs: nullable(text),
  /** Outcome of the last test or call. */
  lastResult: nullable(object({ at: number, failure: nullable(loose({ kind: text })) })),
  /** Set by a refused key; nothing is sent until the settings change. */
  paused: flag,
  /** When its settings last changed; what an older key was answered says nothing of it. */
  savedAt: optional(number),
  madeAt: optional(number),
  /** When it was removed; it can be restored until the next start. */
  removedAt: nullable(number),
});

const placeRow = object({ corner, hidden: flag });

const choiceRow = object({ key: text, connection: text });

/** A connection with what Verdict has learnt about it. */
export type ConnectionRow = Connection &
  Pick<Read<typeof connectionRow>, 'knownAs' | 'paused' | 'removedAt' | 'savedAt' | 'madeAt'> & {
    lastResult: { at: number; failure: Failure | null } | null;
  };

interface Tables extends DBSchema {
  connections: { key: string; value: ConnectionRow };
  places: { key: string; value: PanelPlace & { host: string } };
  choices: { key: string; value: Read<typeof choiceRow> };
  /** What was chosen, and when the reviews of each project were last asked for. */
  preferences: { key: string; value: Preferences | number };
  /** The key that seals keys, and the passphrase's lock where there is one. */
  seals: { key: string; value: CryptoKey | Lock };
  setAside: { key: number; value: { store: string; raw: unknown; at: number } };
}

export type SettingsDatabase = IDBPDatabase<Tables>;

/**
 * Opens the settings' database. It also holds the key that seals keys, which cannot be exported.
 *
 * @param lost called when the browser has taken the open database away, which nothing reads any more
 */
export function openSettings(name = 'settings', lost?: () => void): Promise<SettingsDatabase> {
  return openDB<Tables>(name, 1, {
    ...(lost && { terminated: lost }),
    upgrade(db) {
      db.createObjectStore('connections', { keyPath: 'id' });
      db.createObjectStore('places', { keyPath: 'host' });
      db.createObjectStore('choices', { keyPath: 'key' });
      db.createObjectStore('preferences');
      db.createObjectStore('seals');
      db.createObjectStore('setAside', { autoIncrement: true });
    },
  });
}

/** Where the settings' database holds the key that seals keys. */
export function sealKeyIn(db: SettingsDatabase): SealKeyStore {
  return {
    get: async () => (await recall(db, 'seals', 'seal'))[0] as CryptoKey | undefined,
    async keep(key) {
      const tx = db.transaction('seals', 'readwrite', STRICT);
      const known = (await tx.store.get('seal')) as CryptoKey | undefined;
      if (!known) await tx.store.put(key, 'seal');
      await tx.done;
      wrote(db);
      return known ?? key;
    },
  };
}

/** Where the settings' database holds the passphrase's lock. */
export function lockIn(db: SettingsDatabase): LockStore {
  return {
    get: async () => (await recall(db, 'seals', 'lock'))[0] as Lock | undefined,
    async set(lock) {
      const tx = db.transaction('seals', 'readwrite', STRICT);
      await (lock ? tx.store.put(lock, 'lock') : tx.store.delete('lock'));
      await tx.done;
      wrote(db);
    },
  };
}

/** Connections and preferences. Rows that cannot be read are set aside, the rest goes on. */
export interface Settings {
  /** Every connection that was not removed, in the order they were made. */
  connections(): Promise<ConnectionRow[]>;
  connection(id: string): Promise<ConnectionRow | null>;
  /** Whether the organisation's policy does not allow this vendor at this server. */
  barred(of: Pick<Connection, 'vendor' | 'origin'>): Promise<boolean>;
  /** Edits one connection in one transaction; null from `edit` leaves things as they are. */
  changeConnection(
    id: string,
    edit: (row: ConnectionRow | null) => ConnectionRow | null,
  ): Promise<ConnectionRow | null>;
  /** Ids of connections that were removed and can still be restored. */
  removed(): Promise<string[]>;
  /** Deletes a connection's row for good. */
  forget(id: string): Promise<void>;
  place(host: string): Promise<PanelPlace>;
  setPlace(host: string, place: PanelPlace): Promise<void>;
  /** The connection chosen for a product or project, or null. */
  choice(key: string): Promise<string | null>;
  choose(key: string, connection: string): Promise<void>;
  preferences(): Promise<Preferences>;
  prefer(preferences: Preferences): Promise<void>;
  /**
   * Whether a project's reviews were last asked for `ms` ago or more; `claim` notes that they are
   * asked for now, in the same transaction.
   */
  reviewsDue(project: string, ms: number, claim: boolean): Promise<boolean>;
  /** Deletes every setting, and with it the key that seals keys. */
  erase(): Promise<void>;
  /** How many stored rows could not be read and were set aside. */
  unreadable(): Promise<number>;
}

const FIRST_PREFERENCES: Preferences = { keepMonths: null, watchMinutes: LIMIT_MINUTES };
/** Where the panel stands until somebody moves it. */
export const FIRST_PLACE: PanelPlace = { corner: 'bottom-end', hidden: false };

/** Settings on an open database. */
export function settingsOn(db: SettingsDatabase, now: () => number): Settings {
  const rows = async (): Promise<ConnectionRow[]> => {
    const sound: ConnectionRow[] = [];
    for (const raw of await recall(db, 'connections')) {
      const row = read(connectionRow, raw) ?? (await edited(raw.id, (known) => known));
      if (row) sound.push(row as ConnectionRow);
    }
    return sound.sort((a, b) => (a.madeAt ?? 0) - (b.madeAt ?? 0));
  };

  /** Another reader may have set a row aside already that cannot be read, or a new one been saved. */
  const edited = async (
    id: string,
    edit: (row: ConnectionRow | null) => ConnectionRow | null,
  ): Promise<ConnectionRow | null> => {
    const tx = db.transaction(['connections', 'setAside'], 'readwrite', STRICT);
    const table = tx.objectStore('connections');
    const raw: unknown = await table.get(id);
    // As it lies there: what a later version has added to it is not lost by a change.
    const known = fits(connectionRow, raw) ? (raw as ConnectionRow) : null;
    if (raw !== undefined && !known) {
      await tx.objectStore('setAside').add({ store: 'connections', raw, at: now() });
      await table.delete(id);
    }
    const after = edit(known);
    if (after) await table.put(after);
    await tx.done;
    wrote(db);
    return after;
  };

  const preferences = async (): Promise<Preferences> => {
    return (
      read(preferencesRow, (await recall(db, 'preferences', 'chosen'))[0]) ?? FIRST_PREFERENCES
    );
  };

  return {
    async connections() {
      return (await rows()).filter((row) => row.removedAt === null);
    },
    async connection(id) {
      return (await rows()).find((row) => row.id === id && row.removedAt === null) ?? null;
    },
    // Without a policy; what is in force lies over this.
    barred: async () => false,
    changeConnection: edited,
    async removed() {
      return (await rows()).flatMap((row) => (row.removedAt === null ? [] : [row.id]));
    },
    async forget(id) {
      await db.delete('connections', id);
      wrote(db);
    },
    async place(host) {
      return read(placeRow, (await recall(db, 'places', host))[0]) ?? FIRST_PLACE;
    },
    async setPlace(host, place) {
      await db.put('places', { host, ...place });
      wrote(db);
    },
    async choice(key) {
      return read(choiceRow, (await recall(db, 'choices', key))[0])?.connection ?? null;
    },
    async choose(key, connection) {
      await db.put('choices', { key, connection });
      wrote(db);
    },
    preferences,
    async prefer(chosen) {
      await db.put('preferences', chosen, 'chosen');
      wrote(db);
    },
    async reviewsDue(project, ms, claim) {
      const key = `reviews ${project}`;
      const tx = db.transaction('preferences', 'readwrite');
      const asked = await tx.store.get(key);
      const isFree = typeof asked !== 'number' || Math.abs(now() - asked) >= ms;
      if (isFree && claim) await tx.store.put(now(), key);
      await tx.done;
      return isFree;
    },
    async erase() {
      await empty(db, db.objectStoreNames);
      wrote(db);
    },
    async unreadable() {
      // Reading is what sets them aside, and whoever asks first must be told as well. The disk is
      // asked for it, not what was read from it while it was sound.
      wrote(db);
      await rows();
      return db.count('setAside');
    },
  };
}

/** How long nobody may look away from a conversation, milliseconds. */
export async function watchLimitMs(settings: Pick<Settings, 'preferences'>): Promise<number> {
  return (await settings.preferences()).watchMinutes * 60_000;
}
