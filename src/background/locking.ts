import type { RequestKind } from '../messages/client';
import type { Passphrase } from './passphrase';
import type { Handlers } from './router';
import type { Alarms } from './wake';

/** What the passphrase's requests are answered from. */
export interface LockingWorld {
  passphrase: Passphrase;
  alarms: Alarms;
  deliver(): void;
  changed(conversation: string | null): void;
  releaseWaiting(): Promise<void>;
}

/** The alarm by which Verdict locks when nobody has used it. */
export const LOCK_ALARM = 'lock';

/** Requests a person makes by hand; what a page asks by itself keeps nothing unlocked. */
const BY_HAND: ReadonlySet<RequestKind> = new Set<RequestKind>([
  'rate',
  'draft',
  'undo',
  'decide',
  'choose',
  'saveConnection',
  'testConnection',
]);

/** The requests about the passphrase. */
export type Locking = 'protection' | 'unlock' | 'lock' | 'setPassphrase' | 'lockAfter';

/** What answers them. */
export function lockingIn(world: LockingWorld): Pick<Handlers, Locking> {
  const { passphrase } = world;
  const renewed = async (): Promise<null> => {
    await armLock(world);
    world.changed(null);
    return null;
  };
  /** What waited for the keys may go on. */
  const opened = async (): Promise<void> => {
    await world.releaseWaiting();
    world.deliver();
    await renewed();
  };
  return {
    protection: () => passphrase.state(),

    async unlock({ passphrase: typed }) {
      const right = await passphrase.unlock(typed);
      if (right) await opened();
      return { right };
    },

    async lock() {
      await passphrase.lock();
      return renewed();
    },

    async setPassphrase({ current, next }) {
      const right = await passphrase.change(current, next);
      if (right) await opened();
      return { right };
    },

    async lockAfter({ minutes }) {
      await passphrase.lockAfter(minutes);
      return renewed();
    },
  };
}

/** The same handlers; what a person does by hand puts the time-out off. */
export function noting(handlers: Handlers, passphrase: Passphrase): Handlers {
  const noted = Object.entries(handlers).map(([kind, handle]) => [
    kind,
    BY_HAND.has(kind as RequestKind)
      ? async (...asked: never[]) => {
          await passphrase.used();
          return (handle as (...asked: never[]) => unknown)(...asked);
        }
      : handle,
  ]);
  return Object.fromEntries(noted) as Handlers;
}

/**
 * Sets the alarm to when Verdict locks by itself, or locks when that is past.
 *
 * @returns whether it stays unlocked for now
 */
export async function armLock({ passphrase, alarms }: LockingWorld): Promise<boolean> {
  const at = await passphrase.locksAt();
  if (at === null) await alarms.clear(LOCK_ALARM);
  else await alarms.create(LOCK_ALARM, at);
  return at !== null;
}
