/** The browser's alarms, as far as they are needed. */
export interface Alarms {
  get(name: string): Promise<{ scheduledTime: number } | undefined>;
  create(name: string, at: number): Promise<void>;
  clear(name: string): Promise<void>;
}

export const ALARM = 'deliver';
/** Chrome fires no alarm earlier than this. */
const SOONEST_MS = 30_000;
/** What is overdue waits for somebody's request to end; asking at once would ask in a circle. */
const OVERDUE_MS = 1_000;
/** An alarm this near to the wanted time is left alone: making it anew would only push it away. */
const CLOSE_ENOUGH_MS = 1_000;

/** Wakes the worker when the next entry is due. */
export interface Wake {
  /** Compares the alarm with `dueAt` (epoch milliseconds; null for nothing) and sets it anew. */
  arm(dueAt: number | null): Promise<void>;
}

/**
 * One alarm for everything, plus a timer for what is due sooner than an alarm may fire. The timer
 * dies with the worker; the alarm is what can be relied on.
 */
export function wakeBy(alarms: Alarms, now: () => number, due: () => void): Wake {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    async arm(dueAt) {
      clearTimeout(timer);
      if (dueAt === null) return alarms.clear(ALARM);
      const wait = dueAt - now();
      if (wait < SOONEST_MS) timer = setTimeout(due, wait > 0 ? wait : OVERDUE_MS);
      const at = Math.max(dueAt, now() + SOONEST_MS);
      const set = await alarms.get(ALARM);
      if (set && set.scheduledTime <= at + CLOSE_ENOUGH_MS && set.scheduledTime > now()) return;
      await alarms.create(ALARM, at);
    },
  };
}
