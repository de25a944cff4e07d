import {
  type ConnectionRow,
  openSettings,
  type Settings,
  settingsOn,
} from '../../../src/background/settings';
import type { Vault } from '../../../src/background/vault';
import type { Alarms } from '../../../src/background/wake';
import { succeed } from '../../../src/domain/failure';
import type { Crash } from './faults';
import { SCOPE } from './server';
import { forever, type Life } from './wire';

/** A connection as Options would have saved it. */
export function connectionTo(vendor: string, origin: string): ConnectionRow {
  return {
    ...{ id: `to-${vendor}`, vendor, name: vendor, origin, scope: SCOPE, scopeName: null },
    ...{ actAs: null, knownAs: null, lastResult: null, paused: false, removedAt: null },
  };
}

/** Settings on the disk the database stands for, with these connections. */
export async function settingsWith(rows: ConnectionRow[], now: () => number): Promise<Settings> {
  const settings = settingsOn(await openSettings(), now);
  for (const row of rows) await settings.changeConnection(row.id, () => row);
  return settings;
}

/** A vault that is always open: it holds one key and seals nothing. */
export const openVault = new Proxy({} as Vault, {
  get: (_, name) => async () =>
    name === 'open' ? succeed('key') : name === 'ids' ? [] : name === 'has',
});

/** The browser's alarms, which outlive the worker. */
export interface MemoryAlarms extends Alarms {
  /** When the next one rings; null when none is set. */
  nextAt(): number | null;
  /** Takes away what rings by `now`; whether anything did. */
  ring(now: number): boolean;
  /** What an update of the extension does. */
  forget(): void;
}

/** Alarms in memory. */
export function memoryAlarms(): MemoryAlarms {
  const set = new Map<string, number>();
  return {
    async get(name) {
      const scheduledTime = set.get(name);
      return scheduledTime === undefined ? undefined : { scheduledTime };
    },
    create: async (name, at) => void set.set(name, at),
    clear: async (name) => void set.delete(name),
    nextAt: () => (set.size === 0 ? null : Math.min(...set.values())),
    ring(now) {
      const due = [...set].filter(([, at]) => at <= now);
      for (const [name] of due) set.delete(name);
      return due.length > 0;
    },
    forget: () => set.clear(),
  };
}

/** What the fence counts and what it does at a write. */
export interface Watcher {
  /** Calls under way; 0 when nothing but time or the network can move the worker on. */
  busy: number;
  /** Calls ever made, and how many of each kind. */
  made: number;
  kinds: Map<string, number>;
  /** Called before a write; whether and on which side of it the worker dies. */
  crashes(name: string): Crash | null;
  die(life: Life): void;
}

/**
 * A store as one life of the worker sees it: once the worker is dead its calls never come back,
 * and at a planned write it dies before or after the disk has it.
 */
export function fenced<T extends object>(
  store: T,
  life: Life,
  watcher: Watcher,
  writes: readonly (keyof T)[],
): T {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]): Promise<unknown> => {
        if (life.dead) return forever();
        watcher.made += 1;
        watcher.kinds.set(String(name), (watcher.kinds.get(String(name)) ?? 0) + 1);
        const crash = writes.includes(name as keyof T) ? watcher.crashes(String(name)) : null;
        if (crash === 'refused') throw new DOMException('disk is full', 'QuotaExceededError');
        if (crash === 'before') {
          watcher.die(life);
          return forever();
        }
        watcher.busy += 1;
        let value: unknown;
        try {
          value = await method.apply(target, args);
        } finally {
          watcher.busy -= 1;
        }
        if (crash === 'after') watcher.die(life);
        return life.dead ? forever() : value;
      };
    },
  });
}
