import { conversationKey } from '../domain/conversation';
import type { Policy } from '../domain/policy';
import { next } from '../domain/transition';
import type { Site, Vendor } from '../vendors/site';
import type { Reach } from './access';
import { purge } from './connections';
import { type DeliveryWorld, deliveryIn } from './delivery';
import type { Documents, ShownDocument } from './documents';
import { type HandlerWorld, handlersIn } from './handlers';
import type { Ledger } from './ledger';
import { armLock, type LockingWorld, lockingIn, noting } from './locking';
import type { Passphrase } from './passphrase';
import { cutoffOf } from './retention';
import type { Handlers } from './router';
import { answered, hintDocuments, sight, type Tabs } from './tabs';
import { type Alarms, wakeBy } from './wake';

/** Everything the worker is put together from: opened stores, and the browser's side of things. */
export interface Parts extends Reach {
  ledger: Ledger;
  documents: Documents;
  tabs: Tabs;
  alarms: Alarms;
  passphrase: Passphrase;
  /** What the organisation has set, and how it is read anew. */
  policy: { now(): Promise<Policy>; renew(): void };
  vendorOf(id: string): Vendor | undefined;
  siteOfHost(host: string): Site | undefined;
  newId(): string;
  /** A number from 0 to 1. */
  chance(): number;
  inject(document: { tabId: number; documentId: string }): Promise<void>;
  openPage(page: 'options' | 'journal', vendor: string | null): Promise<void>;
  /** Tells the extension's own open pages that a conversation (null: the settings) has changed. */
  hintPages(conversation: string | null): Promise<void>;
  /** Shows how many feedbacks need a person. */
  showCount(needsPerson: number): Promise<void>;
  unreadableEntries(): Promise<number>;
  signal: AbortSignal;
}

/** The worker with its stores open. */
export interface World {
  handlers: Handlers;
  confirmed(document: ShownDocument, conversation: string): Promise<boolean>;
  /** Takes up what an earlier run left behind; `fresh` when the browser itself has just started. */
  start(fresh: boolean): Promise<void>;
  deliver(): Promise<void>;
  /** Locks where nobody has used it for so long. */
  lockWhenDue(): Promise<void>;
  /** Shows the first-run page, where the organisation's policy leaves it on. */
  welcome(show: () => Promise<void>): Promise<void>;
  /** The organisation's policy has changed: it holds from now on. */
  renewPolicy(): Promise<void>;
  /** The person has allowed a vendor's host: what waited for that may go on. */
  releaseWithheld(): Promise<void>;
}

/** Puts the worker together. */
export function assemble(parts: Parts): World {
  const { ledger, documents, settings, tabs, now } = parts;
  const tabsWorld = { documents, ledger, settings, tabs, now };

  const changed = (conversation: string | null, but?: number): void => {
    void hintDocuments(tabsWorld, conversation, but);
    void parts.hintPages(conversation);
    void count().catch(() => undefined);
  };
  let shown = -1;
  /** The badge stays as it is until the number changes; one that could not be set is set again. */
  const count = async (): Promise<void> => {
    const { needsPerson } = await ledger.unsettled();
    if (needsPerson === shown) return;
    shown = needsPerson;
    await parts.showCount(needsPerson).catch(() => {
      shown = -1;
    });
  };

  const wake = wakeBy(parts.alarms, now, () => void takeUp());
  const deliveryWorld: DeliveryWorld = {
    ...parts,
    sight: (record) => sight(tabsWorld, record),
    changed,
    arm: async () => {
      const dueAt = await ledger.nextDue();
      const { keepMonths } = await settings.preferences();
      const tomorrow = now() + DAY_MS;
      await wake.arm(keepMonths === null ? dueAt : Math.min(dueAt ?? tomorrow, tomorrow));
    },
  };
  const delivery = deliveryIn(deliveryWorld);
  const deliver = (): Promise<void> => delivery.drain(parts.signal);
  const tidyUp = async (): Promise<void> => {
    const { keepMonths } = await settings.preferences();
    if (keepMonths !== null) await ledger.prune(cutoffOf(keepMonths, now()));
  };
  /** What is past its time goes first; where that fails, delivery goes on all the same. */
  const takeUp = async (): Promise<void> => {
    await tidyUp().catch(() => undefined);
    await deliver();
  };

  const releaseHeld = async (mended: Set<string>): Promise<void> => {
    for (const entry of await ledger.all('held')) {
      if (entry.hold?.kind !== 'failure' || !mended.has(entry.hold.failure.kind)) continue;
      await ledger.changeByKey(entry.key, (current) =>
        next(current, { kind: 'released', at: now(), vouched: false }),
      );
      changed(conversationKey(entry.conversation));
    }
  };

  const world: HandlerWorld & LockingWorld = {
    ...parts,
    policy: parts.policy.now,
    deliver: () => void deliver(),
    changed,
    armLock: () => armLock(world),
    releaseWaiting: () => releaseHeld(MENDED_BY_SETTINGS),
  };

  return {
    handlers: noting({ ...handlersIn(world), ...lockingIn(world) }, parts.passphrase),
    async confirmed(document, conversation) {
      if ((await documents.get(document.id))?.confirmed.includes(conversation)) return true;
      // What it told may have been lost with a worker, a full disk or the store.
      const showing = await answered(tabs.ask(document.tabId));
      if (!showing || showing === 'silent' || !showing.conversation) return false;
      if (conversationKey(showing.conversation) !== conversation) return false;
      // Nobody else would tell it what becomes of what it has asked for.
      await documents.shows(document, conversation, now()).catch(() => undefined);
      return true;
    },
    async start(fresh) {
      if (fresh) await Promise.all([documents.clear(), purge(world), parts.passphrase.lock()]);
      await delivery.recover();
      await takeUp();
      await armLock(world);
      changed(null);
    },
    deliver: takeUp,
    lockWhenDue: async () => void ((await armLock(world)) || changed(null)),
    async welcome(show) {
      if ((await parts.policy.now()).firstRun) await show();
    },
    async renewPolicy() {
      parts.policy.renew();
      await releaseHeld(MENDED_BY_SETTINGS);
      await takeUp();
      changed(null);
    },
    async releaseWithheld() {
      await releaseHeld(new Set(['access-withheld']));
      await deliver();
    },
  };
}

/** An alarm that is set already is not put off, so old entries are looked through daily. */
const DAY_MS = 86_400_000;

/** Holds that a change of settings may have mended. */
const MENDED_BY_SETTINGS = new Set([
  'no-connection',
  'barred',
  'several-connections',
  'key-refused',
  'no-access',
  'locked',
]);
