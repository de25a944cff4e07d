import * as surroundings from '../platform/surroundings';
import { extension } from '../platform/worker';
import { apiById } from '../vendors/api';
import { siteOfHost, sites, vendorById } from '../vendors/site';
import { assemble, type World } from './assembly';
import { showBadge } from './badge';
import { openDatabase } from './database';
import { documentsOn } from './documents';
import { network, sendTo } from './http';
import { ledgerOn } from './ledger';
import { passphraseOver } from './passphrase';
import { governed, policyOf } from './policy';
import { lockIn, openSettings, sealKeyIn, settingsOn } from './settings';
import { vaultOn } from './vault';

/**
 * Opens the stores and puts the worker together. Rejects when the browser refuses its storage.
 *
 * @param lost called when the browser has taken the stores away; another world has to be opened
 */
export async function openWorld(signal: AbortSignal, lost: () => void): Promise<World> {
  const now = (): number => Date.now();
  const [database, settingsDatabase] = await Promise.all([
    openDatabase(undefined, lost),
    openSettings(undefined, lost),
  ]);
  const policy = policyOf(surroundings.managed, sites);
  const passphrase = passphraseOver(
    surroundings.sealedStore,
    lockIn(settingsDatabase),
    surroundings.openStore,
    now,
    async () => (await policy.now()).passphrase,
  );
  const vault = vaultOn(passphrase.store, sealKeyIn(settingsDatabase));
  const wire = {
    fetch: network,
    permitted: surroundings.tabs.permitted,
    online: () => navigator.onLine,
    now,
  };
  return assemble({
    ledger: ledgerOn(database, now),
    documents: documentsOn(database),
    settings: governed(settingsOn(settingsDatabase, now), policy.now),
    vault,
    passphrase,
    policy,
    apiOf: apiById,
    vendorOf: vendorById,
    siteOfHost,
    sendTo: (origin) => sendTo(origin, wire),
    tabs: surroundings.tabs,
    alarms: surroundings.alarms,
    now,
    newId: () => crypto.randomUUID(),
    chance: Math.random,
    inject: ({ tabId }) => surroundings.injectPanel(tabId),
    openPage: surroundings.openPage,
    hintPages: surroundings.hintPages,
    showCount: (needsPerson) => showBadge(surroundings.badge, needsPerson),
    unreadableEntries: () => database.count('setAside'),
    signal,
  });
}

/** Shows that nothing can be read or written here at the moment; the popup says why. */
export const showTrouble = (): Promise<void> => showBadge(surroundings.badge, '!');

/** The extension's own id and origin, by which the router knows its own pages. */
export function identity(): { extensionId: string; extensionOrigin: string } {
  return {
    extensionId: extension.runtime.id,
    extensionOrigin: extension.runtime.getURL('').replace(/\/$/, ''),
  };
}
