import { conversationKey } from '../domain/conversation';
import { next } from '../domain/entry';
import * as surroundings from '../platform/surroundings';
import { extension } from '../platform/worker';
import { apiById } from '../vendors/api';
import { siteById, siteOfHost } from '../vendors/site';
import { showBadge } from './badge';
import { purge } from './connections';
import { openDatabase } from './database';
import { type DeliveryWorld, deliveryIn } from './delivery';
import { documentsOn } from './documents';
import { type HandlerWorld, handlersIn } from './handlers';
import { network, sendTo } from './http';
import { ledgerOn } from './ledger';
import type { Handlers } from './router';
import { openSettings, settingsOn } from './settings';
import { hintDocuments, sight } from './tabs';
import { vaultOn } from './vault';
import { wakeBy } from './wake';

/** The worker with its stores open. */
export interface World {
  handlers: Handlers;
  confirmed(documentId: string, conversation: string): Promise<boolean>;
  /** Takes up what an earlier run left behind; `fresh` when the browser itself has just started. */
  start(fresh: boolean): Promise<void>;
  deliver(): Promise<void>;
  /** The person has allowed a vendor's host: what waited for that may go on. */
  releaseWithheld(): Promise<void>;
}

/** Opens the stores and puts the parts together. Rejects when the browser refuses its storage. */
export async function openWorld(signal: AbortSignal): Promise<World> {
  const now = (): number => Date.now();
  const newId = (): string => crypto.randomUUID();
  const [database, settingsDatabase] = await Promise.all([openDatabase(), openSettings()]);
  const ledger = ledgerOn(database, now);
  const settings = settingsOn(settingsDatabase, now);
  const documents = documentsOn(database);
  const vault = vaultOn(surroundings.sealedStore, {
    get: () => settingsDatabase.get('seals', 'seal'),
    async keep(key) {
      const tx = settingsDatabase.transaction('seals', 'readwrite', { durability: 'strict' });
      const known = await tx.store.get('seal');
      if (!known) await tx.store.put(key, 'seal');
      await tx.done;
      return known ?? key;
    },
  });
  const wire = {
    fetch: network,
    permitted: surroundings.tabs.permitted,
    online: () => navigator.onLine,
    now,
  };
  const reach = {
    settings,
    vault,
    apiOf: apiById,
    sendTo: (origin: string) => sendTo(origin, wire),
    now,
  };
  const tabsWorld = { documents, ledger, settings, tabs: surroundings.tabs, now };

  const changed = (conversation: string | null): void => {
    void hintDocuments(tabsWorld, conversation);
    void surroundings.hintPages(conversation);
    void ledger
      .unsettled()
      .then(({ needsPerson }) => showBadge(surroundings.badge, needsPerson))
      .catch(() => undefined);
  };

  const wake = wakeBy(surroundings.alarms, now, () => void deliver());
  const deliveryWorld: DeliveryWorld = {
    ...reach,
    ledger,
    chance: Math.random,
    newId,
    sight: (record) => sight(tabsWorld, record),
    changed,
    arm: async () => wake.arm(await ledger.nextDue()),
  };
  const delivery = deliveryIn(deliveryWorld);
  const deliver = (): Promise<void> => delivery.drain(signal);

  const releaseHeld = async (mended: Set<string>): Promise<void> => {
    for (const entry of await ledger.all()) {
      if (entry.hold?.kind !== 'failure' || !mended.has(entry.hold.failure.kind)) continue;
      await ledger.changeByKey(entry.key, (current) =>
        next(current, { kind: 'released', at: now(), vouched: false }),
      );
      changed(conversationKey(entry.conversation));
    }
  };

  const world: HandlerWorld = {
    ...reach,
    ...tabsWorld,
    siteOf: siteById,
    siteOfHost,
    newId,
    inject: ({ tabId }) => surroundings.inject(tabId, '/panel.js'),
    openPage: surroundings.openPage,
    deliver: () => void deliver(),
    changed,
    releaseWaiting: () => releaseHeld(MENDED_BY_SETTINGS),
    unreadableEntries: () => database.count('setAside'),
    signal,
  };

  return {
    handlers: handlersIn(world),
    async confirmed(documentId, conversation) {
      return (await documents.get(documentId))?.confirmed.includes(conversation) ?? false;
    },
    async start(fresh) {
      if (fresh) await Promise.all([documents.clear(), purge(world)]);
      await delivery.recover();
      await deliver();
      changed(null);
    },
    deliver,
    async releaseWithheld() {
      await releaseHeld(new Set(['access-withheld']));
      await deliver();
    },
  };
}

/** Holds that a change of settings may have mended. */
const MENDED_BY_SETTINGS = new Set([
  'no-connection',
  'several-connections',
  'key-refused',
  'no-access',
  'locked',
]);

/** The extension's own id and origin, by which the router knows its own pages. */
export function identity(): { extensionId: string; extensionOrigin: string } {
  return {
    extensionId: extension.runtime.id,
    extensionOrigin: extension.runtime.getURL('').replace(/\/$/, ''),
  };
}
