import type { DBSchema, IDBPDatabase, StoreKey, StoreNames, StoreValue } from 'idb';

const known = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * The rows of a table that nobody but this worker writes, or only the one of this key: read once,
 * and again after `wrote`. Whoever gets them does not change them.
 */
export function recall<T extends DBSchema, N extends StoreNames<T>>(
  db: IDBPDatabase<T>,
  table: N,
  key?: StoreKey<T, N>,
): Promise<StoreValue<T, N>[]> {
  const all = known.get(db) ?? new Map<string, Promise<unknown>>();
  known.set(db, all);
  const name = `${table} ${key}`;
  let rows = all.get(name);
  if (!rows) {
    rows = db.getAll(table, key);
    rows.catch(() => all.delete(name));
    all.set(name, rows);
  }
  return rows as Promise<StoreValue<T, N>[]>;
}

/**
 * Something was written: everything is read anew. Call it once that is on the disk and before anyone
 * is told of it; what is read while it is written waits for it, or is forgotten here.
 */
export function wrote(db: object): void {
  known.delete(db);
}
