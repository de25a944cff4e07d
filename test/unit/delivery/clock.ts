/** Time that passes only when it is told to. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  after(ms: number, due: () => void): number;
  cancel(id: number): void;
  /** When the next timer is due; null when there is none. */
  nextAt(): number | null;
  /** Moves time on to `at` and calls what has come due, in order. */
  advanceTo(at: number): void;
  /** Moves this device's own clock, as a correction over the network does; timers stay. */
  correct(ms: number): void;
  /** Time by nobody's wrong clock. */
  true(): number;
}

export const BEGIN = Date.UTC(2026, 2, 1, 9);

/** A clock at {@link BEGIN}. */
export function virtualClock(): Clock {
  let time = BEGIN;
  let wrong = 0;
  let ids = 0;
  const timers = new Map<number, { at: number; due: () => void }>();
  const earliest = (): [number, { at: number; due: () => void }] | undefined => {
    let found: [number, { at: number; due: () => void }] | undefined;
    for (const timer of timers) if (!found || timer[1].at < found[1].at) found = timer;
    return found;
  };
  return {
    now: () => time + wrong,
    true: () => time,
    correct(ms) {
      wrong += ms;
    },
    after(ms, due) {
      ids += 1;
      timers.set(ids, { at: time + Math.max(ms, 0), due });
      return ids;
    },
    cancel: (id) => void timers.delete(id),
    nextAt: () => earliest()?.[1].at ?? null,
    advanceTo(at) {
      time = Math.max(time, at);
      for (let timer = earliest(); timer && timer[1].at <= time; timer = earliest()) {
        timers.delete(timer[0]);
        timer[1].due();
      }
    },
  };
}

/** Puts the clock in the place of the global timers until the function returned is called. */
export function installTimers(clock: Clock): () => void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  globalThis.setTimeout = ((due: () => void, ms = 0) =>
    clock.after(ms, due)) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((id: number | undefined) => {
    if (id !== undefined) clock.cancel(id);
  }) as unknown as typeof clearTimeout;
  return () => {
    globalThis.setTimeout = set;
    globalThis.clearTimeout = clear;
  };
}

/** Chance that repeats itself: the same seed, the same numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
