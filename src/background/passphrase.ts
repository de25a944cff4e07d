import type { Protection } from '../messages/view';
import { fits, number, object, read, text } from '../vendors/shape';
import { Refused } from './router';
import {
  type Bytes,
  bytesOf,
  fromBase64,
  openUnder,
  randomBytes,
  type Sealed,
  sealed,
  sealUnder,
  textOf,
  toBase64,
} from './sealing';
import { LOCKED, type SealedStore } from './vault';

/** What it takes to make the raw key out of the passphrase. It opens nothing by itself. */
export interface Lock {
  salt: Bytes;
  rounds: number;
  /** The raw key, encrypted under the passphrase. */
  key: Sealed;
  /** Minutes without use after which it locks; null for only when the browser starts. */
  lockAfter: number | null;
}

/** Where the lock lies: IndexedDB, so that no content script can try passphrases on it. */
export interface LockStore {
  get(): Promise<Lock | undefined>;
  /** Keeps it; undefined takes it away. */
  set(lock: Lock | undefined): Promise<void>;
}

/** Where the raw key lies while unlocked: memory of the browser, which outlives the worker alone. */
export interface OpenStore {
  get(): Promise<unknown>;
  /** Keeps it; undefined takes it away. */
  set(opened: Opened | undefined): Promise<void>;
}

interface Opened {
  /** The raw key in base64. */
  key: string;
  /** When somebody last did something with Verdict, epoch milliseconds. */
  usedAt: number;
}

/** Extension storage as a whole, which the passphrase covers and uncovers in one step. */
export interface WholeStore extends SealedStore {
  all(): Promise<Record<string, unknown>>;
  setAll(rows: Record<string, unknown>): Promise<void>;
}

/** The optional passphrase over sealed keys. Nothing but these calls ever needs it. */
export interface Passphrase {
  /** The sealed keys. While there is a passphrase each is covered: encrypted once more. */
  store: SealedStore;
  state(): Promise<Protection>;
  /**
   * Sets, changes (`current` and `next`) or takes away (`next` null) the passphrase.
   *
   * @returns false when `current` is not the passphrase there is; then nothing has changed
   */
  change(current: string | null, next: string | null): Promise<boolean>;
  /** Whether this was the passphrase, or there is none. */
  unlock(passphrase: string): Promise<boolean>;
  lock(): Promise<void>;
  /** Locks by itself after so many minutes without use; null for only when the browser starts. */
  lockAfter(minutes: number | null): Promise<void>;
  /** Somebody has done something with Verdict just now. */
  used(): Promise<void>;
  /** When it locks by itself, epoch milliseconds; null when it does not. Locks when that is past. */
  locksAt(): Promise<number | null>;
}

/** As OWASP asks of PBKDF2 with SHA-256. */
const ROUNDS = 600_000;
/** Where nobody has chosen: an hour without use. */
const FIRST_LOCK_AFTER = 60;
/** A sealed key with its cover; what lay there before lies within. */
const COVERED = 2;
const MINUTE_MS = 60_000;

const opened = object({ key: text, usedAt: number });

/**
 * The passphrase over these stores.
 *
 * @param required whether no key may be kept without one
 */
export function passphraseOver(
  rows: WholeStore,
  locks: LockStore,
  open: OpenStore,
  now: () => number,
  required: () => Promise<boolean> = async () => false,
): Passphrase {
  /** One change at a time, or a key saved meanwhile could be left without its cover. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const turn = last.then(step, step);
    last = turn;
    return turn;
  };

  /** What is open under this lock. A time-out counts also where no alarm has told of it. */
  const openNow = async ({ lockAfter }: Lock): Promise<Opened | null> => {
    const found = read(opened, await open.get());
    if (!found) return null;
    if (lockAfter === null || now() - found.usedAt < lockAfter * MINUTE_MS) return found;
    await open.set(undefined);
    return null;
  };

  const coverKey = async (lock: Lock): Promise<CryptoKey | null> => {
    const found = await openNow(lock);
    return found && aesKey(fromBase64(found.key));
  };

  const opens = async (raw: Bytes): Promise<CryptoKey> => {
    await open.set({ key: toBase64(raw), usedAt: now() });
    return aesKey(raw);
  };

  /** Rewrites the rows for which `rewritten` has something to put there, in one step. */
  const rewriteAll = async (
    rewritten: (name: string, row: unknown) => Promise<unknown>,
  ): Promise<void> => {
    const after: Record<string, unknown> = {};
    for (const [name, row] of Object.entries(await rows.all())) {
      const put = await rewritten(name, row);
      if (put) after[name] = put;
    }
    await rows.setAll(after);
  };

  /** Also covers what a worker that died halfway has left bare. */
  const coverAll = (key: CryptoKey): Promise<void> =>
    rewriteAll(async (name, row) => (isCovered(row) ? null : cover(key, name, row)));

  return {
    store: {
      async get(name) {
        const [lock, row] = [await locks.get(), await rows.get(name)];
        if (!lock || row === undefined) return isCovered(row) ? null : row;
        const key = await coverKey(lock);
        if (!key) return LOCKED;
        return isCovered(row) ? uncover(key, name, row) : row;
      },
      set: (name, row) =>
        inTurn(async () => {
          const lock = await locks.get();
          if (!lock) {
            if (await required()) throw new Refused('passphrase-wanted');
            return rows.set(name, row);
          }
          const key = await coverKey(lock);
          if (!key) throw new Refused('locked');
          return rows.set(name, await cover(key, name, row));
        }),
      remove: (name) => rows.remove(name),
      names: () => rows.names(),
      clear: () =>
        inTurn(async () => {
          await open.set(undefined);
          await rows.clear();
        }),
    },

    async state() {
      const lock = await locks.get();
      if (!lock) return { passphrase: false, locked: false, lockAfter: null };
      const locked = (await openNow(lock)) === null;
      return { passphrase: true, locked, lockAfter: lock.lockAfter };
    },

    change: (current, next) =>
      inTurn(async () => {
        if (next === null && (await required())) throw new Refused('policy');
        const lock = await locks.get();
        const raw = lock ? await rawKeyIn(lock, current ?? '') : randomBytes(32);
        if (!raw) return false;
        // What opens comes before what locks: a worker that dies in between has lost no key.
        const key = await opens(raw);
        if (next !== null) {
          await locks.set(await lockFor(raw, next, lock ? lock.lockAfter : FIRST_LOCK_AFTER));
          await coverAll(key);
          return true;
        }
        await rewriteAll(async (name, row) => (isCovered(row) ? uncover(key, name, row) : null));
        await locks.set(undefined);
        await open.set(undefined);
        return true;
      }),

    unlock: (passphrase) =>
      inTurn(async () => {
        const lock = await locks.get();
        if (!lock) return true;
        const raw = await rawKeyIn(lock, passphrase);
        if (raw) await coverAll(await opens(raw));
        return raw !== null;
      }),

    lock: () => inTurn(() => open.set(undefined)),

    lockAfter: (minutes) =>
      inTurn(async () => {
        const lock = await locks.get();
        if (lock) await locks.set({ ...lock, lockAfter: minutes });
      }),

    used: () =>
      inTurn(async () => {
        const lock = await locks.get();
        const found = lock && (await openNow(lock));
        if (found) await open.set({ ...found, usedAt: now() });
      }),

    async locksAt() {
      const lock = await locks.get();
      const found = lock && (await openNow(lock));
      if (!found || lock.lockAfter === null) return null;
      return found.usedAt + lock.lockAfter * MINUTE_MS;
    },
  };
}

function isCovered(row: unknown): row is Sealed {
  return fits(sealed, row) && (row as Sealed).v === COVERED;
}

/** The row's name is bound in: a covered row that was moved does not open. */
function cover(key: CryptoKey, name: string, row: unknown): Promise<Sealed> {
  return sealUnder(key, name, bytesOf(JSON.stringify(row)), COVERED);
}

/** What lies under the cover; null where that does not open. */
async function uncover(key: CryptoKey, name: string, row: Sealed): Promise<unknown> {
  const clear = await openUnder(key, name, row);
  return clear && JSON.parse(textOf(clear));
}

async function lockFor(raw: Bytes, passphrase: string, lockAfter: number | null): Promise<Lock> {
  const salt = randomBytes(16);
  const key = await sealUnder(await keyOf(passphrase, salt, ROUNDS), LABEL, raw, 1);
  return { salt, rounds: ROUNDS, key, lockAfter };
}

const LABEL = 'passphrase';

/** The raw key; null where this is not the passphrase. */
async function rawKeyIn({ salt, rounds, key }: Lock, passphrase: string): Promise<Bytes | null> {
  return openUnder(await keyOf(passphrase, salt, rounds), LABEL, key);
}

/** Keyboards write one and the same letter in several ways; it is the same passphrase. */
async function keyOf(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const typed = bytesOf(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, USES);
}

function aesKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, USES);
}

const USES: KeyUsage[] = ['encrypt', 'decrypt'];
