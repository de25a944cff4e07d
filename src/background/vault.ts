import type { Connection } from '../domain/connection';
import { fail, type Result, succeed } from '../domain/failure';
import { fits, number, object, read, text } from '../vendors/shape';

/** Where sealed keys lie: the extension's own storage. */
export interface SealedStore {
  get(name: string): Promise<unknown>;
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
  /** Seals `key` for this connection and header, replacing an earlier one. */
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

const sealed = object({ v: number, iv: text, data: text });
const PREFIX = 'key:';

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
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const data = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: bound(connection, header) },
        await sealKey(),
        new TextEncoder().encode(key),
      );
      await store.set(PREFIX + connection.id, {
        v: 1,
        iv: toBase64(iv),
        data: toBase64(new Uint8Array(data)),
      });
    },

    async open(connection, header) {
      const row = read(sealed, await store.get(PREFIX + connection.id));
      if (!row) return fail({ kind: 'no-connection' });
      try {
        const clear = await crypto.subtle.decrypt(
          {
            name: 'AES-GCM',
            iv: fromBase64(row.iv),
            additionalData: bound(connection, header),
          },
          await sealKey(),
          fromBase64(row.data),
        );
        return succeed(new TextDecoder().decode(clear));
      } catch {
        return fail({ kind: 'no-connection' });
      }
    },

    async has(connectionId) {
      return fits(sealed, await store.get(PREFIX + connectionId));
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

function bound(connection: Connection, header: string): Uint8Array<ArrayBuffer> {
  return encoded(JSON.stringify([connection.id, connection.origin, header]));
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
