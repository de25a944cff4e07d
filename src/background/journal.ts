import { conversationKey } from '../domain/conversation';
import type { Documents } from './documents';
import type { Ledger } from './ledger';
import type { Handlers } from './router';
import type { Settings } from './settings';
import type { Vault } from './vault';

/** What the history's and the privacy section's requests are answered from. */
export interface JournalWorld {
  ledger: Ledger;
  settings: Settings;
  vault: Vault;
  documents: Pick<Documents, 'clear'>;
  /** Sets the alarm that locks anew, or takes it away. */
  armLock(): Promise<unknown>;
  deliver(): void;
  changed(conversation: string | null): void;
}

/** Entries that come first, so that a person has something to read at once. */
const FIRST = 200;
/** As many as one message bears, however long their comments. */
const AT_ONCE = 1_000;

/** What answers the history, and the settings that govern what is kept. */
export function journalIn(
  world: JournalWorld,
): Pick<Handlers, 'journal' | 'unreadable' | 'preferences' | 'prefer' | 'erase'> {
  const { ledger, settings } = world;
  const renewed = (): null => {
    world.deliver();
    world.changed(null);
    return null;
  };
  return {
    async journal({ of, before }) {
      const page = of
        ? { rows: await ledger.of(of), next: null }
        : await ledger.page(before ?? Infinity, before === null ? FIRST : AT_ONCE);
      const known = of && (await ledger.conversation(conversationKey(of)));
      // What could not be read counts no more by now.
      return { ...page, total: await ledger.count(), known };
    },

    unreadable: ({ after }) => ledger.unreadable(after, AT_ONCE),
    preferences: settings.preferences,

    async prefer(preferences) {
      await settings.prefer(preferences);
      return renewed();
    },

    async erase() {
      // Keys go first: should the worker die in between, what is left opens nothing.
      await world.vault.erase();
      await settings.erase();
      await ledger.erase();
      renewed();
      // Only now, because these name whom to tell. What is still open says again what it shows.
      await Promise.all([world.documents.clear(), world.armLock()]);
      return null;
    },
  };
}
