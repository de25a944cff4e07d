import { type Conversation, conversationKey } from '../domain/conversation';
import { type Finding, NOTHING_FOUND } from '../domain/evidence';
import { sighted } from '../domain/watch';
import type { Showing } from '../messages/client';
import type { TabView } from '../messages/view';
import { type Site, sites } from '../vendors/site';
import { isScope } from './access';
import type { ConversationRecord } from './database';
import type { Documents } from './documents';
import type { Ledger } from './ledger';
import { type Settings, watchLimitMs } from './settings';
import { type SurfaceWorld, viewOf } from './surface';

/** The browser's tabs, as far as they are needed. */
export interface Tabs {
  /** Asks the detector in a tab what it shows; null when none answers. */
  ask(tabId: number): Promise<Showing | null>;
  /** Tells the content scripts of a tab that a conversation's entries have changed. */
  hint(tabId: number, conversation: string | null): Promise<void>;
  /** Whether the browser grants access to this origin. */
  permitted(origin: string): Promise<boolean>;
}

/** What is needed to know which tabs show what. */
export interface TabsWorld {
  documents: Documents;
  ledger: Ledger;
  settings: Settings;
  tabs: Tabs;
  now(): number;
}

/** Writes down that a document has watched a conversation without a break since `since`. */
export async function noteSighting(
  world: TabsWorld,
  conversation: Conversation,
  since: number,
): Promise<ConversationRecord> {
  const limit = await watchLimitMs(world.settings);
  const at = world.now();
  return world.ledger.changeConversation(conversation, at, (record) => ({
    ...record,
    watch: sighted(record.watch, Math.min(since, at), at, limit),
  }));
}

/** A tab that is frozen answers when it thaws; nobody waits that long. */
const ANSWER_MS = 2_000;

/** Asks every document that showed the conversation whether it still does, and writes it down. */
export async function sight(
  world: TabsWorld,
  record: ConversationRecord,
): Promise<ConversationRecord> {
  let latest = record;
  for (const document of await world.documents.showing(record.key)) {
    const showing = await answered(world.tabs.ask(document.tabId));
    if (showing === 'silent') continue;
    if (showing === null) {
      await world.documents.forget(document.id);
    } else if (showing.conversation && conversationKey(showing.conversation) === record.key) {
      latest = await noteSighting(world, record.conversation, showing.watchingSince);
    }
  }
  return latest;
}

/**
 * What is known of a conversation about which something is to be judged. Where only watching vouches
 * for an answer, open tabs are asked before.
 */
export async function keepSight(
  world: TabsWorld & SurfaceWorld,
  conversation: Conversation,
): Promise<ConversationRecord | null> {
  const record = await world.ledger.conversation(conversationKey(conversation));
  const isWatched = world.vendorOf(conversation.vendor)?.expresses.rates === 'latest';
  if (!record || !isWatched) return record;
  const age = world.now() - (record.watch?.to ?? 0);
  return age * 2 > (await watchLimitMs(world.settings)) ? sight(world, record) : record;
}

/** A detector's answer; `silent` where it does not come within the time one takes at most. */
export async function answered(asked: Promise<Showing | null>): Promise<Showing | null | 'silent'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<'silent'>((resolve) => {
    timer = setTimeout(resolve, ANSWER_MS, 'silent');
  });
  return Promise.race([asked, silence]).finally(() => clearTimeout(timer));
}

/**
 * Tells every document that shows the conversation (all of them for null) to look again.
 *
 * @param but a tab that knows already
 */
export async function hintDocuments(
  world: TabsWorld,
  conversation: string | null,
  but?: number,
): Promise<void> {
  const documents = await world.documents.all();
  const concerned = documents.filter(
    ({ showing, confirmed, tabId }) =>
      tabId !== but &&
      (conversation === null || showing === conversation || confirmed.includes(conversation)),
  );
  await Promise.all(concerned.map(({ tabId }) => world.tabs.hint(tabId, conversation)));
}

/** What the popup shows about a tab: by the detector's word, else by the tab's address alone. */
export async function tabView(
  world: TabsWorld & SurfaceWorld,
  tabId: number,
  address: string,
): Promise<TabView> {
  const { host, origin } = URL.parse(address) ?? { host: '', origin: '' };
  let site: Site | undefined;
  let finding: Finding = { kind: 'none', reason: { kind: 'not-a-vendor', excerpt: '' } };
  for (const one of sites) {
    const found = one.locate({ address, calls: [] });
    // To each vendor an address is either not one of its own, or there is more to say.
    if (/^not-an?-/.test(found.reason.kind)) continue;
    site = one;
    finding = found;
  }
  const nothing: TabView = {
    host,
    vendor: site?.id ?? null,
    reason: finding.reason,
    view: null,
    choices: [],
    siteAccess: true,
    panelHidden: false,
  };
  if (!site || finding.reason.kind === 'not-the-app') return nothing;
  const siteAccess = await world.tabs.permitted(origin);
  const place = await world.settings.place(host);
  // Access that was taken away leaves the detector of a page that was open before.
  const showing = await answered(world.tabs.ask(tabId));
  const told =
    showing && showing !== 'silent' && isOf(site, host, showing)
      ? showing
      : { finding, conversation: null };
  const found = told.finding;
  const shown = found.kind === 'this' ? found.conversation : told.conversation;
  const isNone = shown && (await isScope(world.settings, shown));
  return {
    ...nothing,
    reason: (isNone ? NOTHING_FOUND : found).reason,
    view: isNone ? null : shown && (await viewOf(world, shown, null, place)),
    choices: found.kind === 'several' ? [...found.conversations] : [],
    siteAccess,
    panelHidden: place.hidden,
  };
}

/** A detector speaks for its own vendor and server only. */
function isOf(site: Site, host: string, { finding, conversation }: Showing): boolean {
  const origin = site.apiOrigin(host);
  const named = conversation ? [conversation] : [];
  if (finding.kind === 'this') named.push(finding.conversation);
  if (finding.kind === 'several') named.push(...finding.conversations);
  return named.every((one) => one.vendor === site.id && one.origin === origin);
}
