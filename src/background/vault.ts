import type { Connection } from '../domain/connection';
import { fail, type Result, succeed } from '../domain/failure';
import { fits, read } from '../vendors/shape';
import { bytesOf, openUnder, sealed, sealUnder, textOf } from './sealing';

/** Where sealed keys lie: the extension's own storage. */
export interface SealedStore {
  /** The row; `LOCKED` where there is one and the passphrase is wanted. */
  get(name: string): Promise<unknown>;
  /** Refuses with `locked` while the passphrase is wanted. */
  set(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
  clear(): Promise<void>;
  names(): Promise<string[]>;
}

/** Where the sealing key lies: the extension's own IndexedDB, which content scripts cannot reach. */
export interface SealKeyStore {
  get(): Promise<CryptoKey | undefined>;
  /** Keeps `key` unless there is one already; answers with the one that is kept. */
  keep(key: CryptoKey): Promise<CryptoKey>;
}

/** Seals and opens the keys of connections. Nothing here ever returns a key to a page. */
export interface Vault {
  /** Seals `key` for this connection and header, replacing an earlier one. Refused while locked. */
  seal(connection: Connection, header: string, key: string): Promise<void>;
  /** Opens the key of this connection, for this header only. */
  open(connection: Connection, header: string): Promise<Result<string>>;
  has(connectionId: string): Promise<boolean>;
  /** Ids of all connections of which a key lies here. */
  ids(): Promise<string[]>;
  remove(connectionId: string): Promise<void>;
  /** Removes every key there is. */
  erase(): Promise<void>;
}

const PREFIX = 'key:';
/** A key under the seal alone. */
const VERSION = 1;

/** What a store answers with instead of a row that only the passphrase opens. */
export const LOCKED = Symbol('locked');

/**
 * A vault over the two stores. AES-GCM under a key that cannot be exported; connection, origin and
 * header are bound in, so a sealed key moved to another connection does not open. It keeps pages
 * and content scripts out; it does not protect a stolen profile.
 */
export function vaultOn(store: SealedStore, seals: SealKeyStore): Vault {
  const sealKey = async (): Promise<CryptoKey> => {
    const known = await seals.get();
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    return seals.keep(made);
  };

  return {
    async seal(connection, header, key) {
      const about = bound(connection, header);
      const row = await sealUnder(await sealKey(), about, bytesOf(key), VERSION);
      await store.set(PREFIX + connection.id, row);
    },

    async open(connection, header) {
      const found = await store.get(PREFIX + connection.id);
      if (found === LOCKED) return fail({ kind: 'locked' });
      const row = read(sealed, found);
      const clear = row && (await openUnder(await sealKey(), bound(connection, header), row));
      return clear ? succeed(textOf(clear)) : fail({ kind: 'no-connection' });
    },

    async has(connectionId) {
      const found = await store.get(PREFIX + connectionId);
      return found === LOCKED || fits(sealed, found);
    },

    async ids() {
      const names = await store.names();
      return names
        .filter((name) => name.startsWith(PREFIX))
        .map((name) => name.slice(PREFIX.length));
    },

    remove: (connectionId) => store.remove(PREFIX + connectionId),
    erase: () => store.clear(),
  };
}

function bound(connection: Connection, header: string): string {
  return JSON.stringify([connection.id, connection.origin, header]);
}
