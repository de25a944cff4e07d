import { type Conversation, conversationKey } from '../domain/conversation';
import { type Finding, NOTHING_FOUND } from '../domain/evidence';
import type { Showing } from '../messages/client';
import type { Located } from '../vendors/locate';
import { registerGate } from './gate';
import { gather } from './gather';
import { type Link, publishLink } from './link';

/** How often the document notes that it is awake; a longer gap means that nobody was watching. */
const TICK_MS = 30_000;
/** Every so many notes, ten minutes, the worker hears that the conversation is still shown. */
const TICKS_PER_REPORT = 20;
/** A gap longer than this breaks the watch: the device slept, or the tab was frozen. */
const BREAK_MS = 90_000;

/**
 * A question is reported at once, because what was pressed before must not reach its answer. Other
 * calls are reported together, those of a page that polls less often.
 */
const REPORT_MS = 1_000;
const POLLED_REPORT_MS = 5_000;

/** A page that goes through more conversations than this without a second's rest shows none. */
const HOPS = 10;
const REST_MS = 1_000;

/** A detector at work in one document. */
export interface Detector {
  /**
   * What this document shows, for whoever asks. Where its address names several conversations,
   * `pick` settles on one of them for as long as the document is at this address.
   */
  showing(pick?: string): Showing;
}

/**
 * Finds the conversation in front of the person and tells the worker, once per change. It renders
 * nothing and reads nothing of the page but its address and the names of its calls.
 */
export function detect(
  page: Window,
  site: Located,
  wire: Pick<Link, 'ask' | 'hints' | 'alive'>,
  signal: AbortSignal,
): Detector {
  const { ask } = wire;
  const gated = page.document.readyState === 'loading' && page.document.body === null;
  const gate = registerGate(page, signal);
  const listeners = new Set<() => void>();
  let finding = NOTHING_FOUND;
  /** What the person picked, by address. */
  const picks = new Map<string, string>();
  /** Whether an address of this document has named a conversation yet. */
  let isAddressed = false;
  /** Products and projects that conversations of this document were in; none of them is one. */
  const scopes = new Set<string>();
  let told = '';
  let watched: string | null = null;
  let watchingSince = Date.now();
  let awakeAt = watchingSince;
  let reporting: ReturnType<typeof setTimeout> | undefined;
  let reportedAt = 0;
  /** What the clues say last, how often that changed without a rest, and what waits for one. */
  let latest = finding;
  let hops = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const stayAwake = (): number => {
    const now = Date.now();
    if (now - awakeAt > BREAK_MS) watchingSince = now;
    awakeAt = now;
    return watchingSince;
  };
  let ticks = 0;
  const ticking = setInterval(() => {
    stayAwake();
    ticks += 1;
    if (ticks % TICKS_PER_REPORT === 0 && !page.document.hidden) tellShown();
  }, TICK_MS);
  signal.addEventListener('abort', () => {
    clearInterval(ticking);
    clearTimeout(reporting);
    clearTimeout(resting);
  });

  const conversation = (): Conversation | null => {
    if (finding.kind === 'this') return finding.conversation;
    // Among conversations that were only called for a pick would not hold: the page can move from
    // one to the other without a call or another address.
    if (finding.kind === 'none' || finding.reason.kind !== 'several-in-address') return null;
    const picked = picks.get(page.location.href);
    return finding.conversations.find(({ id }) => id === picked) ?? null;
  };

  const tellShown = (again = true): void => {
    const current = conversation();
    if (!current) return;
    const said = told;
    void ask('recognised', { conversation: current, watchingSince: stayAwake() }).then(({ ok }) => {
      // The worker was just being stopped, or the tab's address lagged behind.
      if (!ok && again && told === said) setTimeout(tellShown, REST_MS, false);
    });
  };

  let heard: { startedAt: number; endedAt: number; run: boolean } | null = null;
  const report = (): void => {
    reporting = undefined;
    reportedAt = Date.now();
    const current = conversation();
    if (heard && current) {
      void ask('called', { conversation: current, ...heard, watchingSince: stayAwake() });
    }
    heard = null;
  };

  const settle = (found: Finding): void => {
    finding = found;
    const current = conversation();
    const news = current ? `${conversationKey(current)} ${current.scope}` : '';
    if (news === told) return;
    told = news;
    const key = current && conversationKey(current);
    if (key !== watched) {
      heard = null;
      clearTimeout(reporting);
      reporting = undefined;
      reportedAt = 0;
      // Whatever this document saw before, it was not this conversation.
      if (watched) void ask('left', { watchingSince: stayAwake() });
      watchingSince = Date.now();
      watched = key;
    }
    tellShown();
    for (const listener of listeners) listener();
  };

  /** Settles on what the clues say, unless they say another thing all the time. */
  const follow = (found: Finding): void => {
    if (idOf(found) !== idOf(latest)) {
      hops += 1;
      clearTimeout(resting);
      resting = setTimeout(() => {
        hops = 0;
        settle(latest);
      }, REST_MS);
    }
    latest = found;
    settle(hops > HOPS ? NOTHING_FOUND : found);
  };

  gather(
    page,
    (address) => site.readCall(address) !== null,
    {
      clues: (clues) => {
        const found = site.locate(clues);
        const { reason } = found;
        isAddressed ||= /-[apqh]/.test(reason.kind);
        if (found.kind === 'this') {
          const { id, scope } = found.conversation;
          if (scopes.has(id)) return follow(NOTHING_FOUND);
          if (scope) scopes.add(scope);
        }
        // A page whose addresses name conversations shows none where its address names none; what
        // it calls there it fetches ahead. So it is for a new chat. The person may know better.
        const isNone = isAddressed || /\/new(?![\w-])/.test(clues.address);
        follow(
          isNone && found.kind === 'this' && reason.kind === 'in-traffic'
            ? { kind: 'several', conversations: [found.conversation], reason }
            : found,
        );
      },
      heard: ({ address, startedAt }) => {
        const call = site.readCall(address);
        const shown = conversation()?.id;
        if (!call || !shown || (call.conversationId ?? shown) !== shown) return;
        const isQuestion = call.run && !heard?.run;
        heard = {
          startedAt: call.run ? startedAt : (heard?.startedAt ?? startedAt),
          endedAt: Date.now(),
          run: call.run || heard?.run === true,
        };
        if (isQuestion) {
          clearTimeout(reporting);
          reporting = undefined;
        }
        const rest = Date.now() - reportedAt;
        const polled = rest < POLLED_REPORT_MS ? POLLED_REPORT_MS : REPORT_MS;
        // No page asks twice a second; one that seems to must not flood the worker. A browser takes a
        // wait below zero modulo 2^32, which may be days.
        reporting ??= setTimeout(report, isQuestion ? Math.max(0, REPORT_MS - rest) : polled);
      },
    },
    signal,
  );

  page.addEventListener(
    'online',
    ({ isTrusted }) => {
      // A page may dispatch the event as often as it likes.
      if (isTrusted) void ask('online', {});
    },
    { signal },
  );
  page.addEventListener(
    'pagehide',
    () => {
      if (watched) void ask('left', { watchingSince: stayAwake() });
      watched = null;
      told = '';
    },
    { signal },
  );
  page.addEventListener('pageshow', () => settle(finding), { signal });
  // What a document says before anybody has opened it is heard by nobody.
  page.document.addEventListener('prerenderingchange', () => tellShown(), { signal });

  publishLink({
    ...wire,
    conversation,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    gated,
    protect: gate.protect,
  });

  return {
    showing(pick) {
      if (pick) {
        picks.set(page.location.href, pick);
        settle(finding);
      }
      return { finding, conversation: conversation(), watchingSince: stayAwake() };
    },
  };
}

function idOf(finding: Finding): string | null {
  return finding.kind === 'this' ? finding.conversation.id : null;
}
