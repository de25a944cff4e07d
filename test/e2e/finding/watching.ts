import type { ChromiumSession } from '../driver/chromium.ts';
import type { Tab } from '../driver/person.ts';
import { eventually, type Stage } from '../stage.ts';

/** What was found in a tab since the watch began, one entry a change. */
export interface Watch {
  /** The conversations found, in order; null stands for none or several. */
  found(): Promise<(string | null)[]>;
  /** Waits until this is what is found. */
  settles(id: string | null): Promise<void>;
}

const SUBSCRIBE = `(() => {
  const link = globalThis[Symbol.for('verdict.link')];
  const now = () => link.conversation()?.id ?? null;
  window.found = [now()];
  link.subscribe(() => window.found.push(now()));
})()`;

/** Asks as the popup does, as fast as the answers come. */
const POLL = `(() => {
  const api = window.browser ?? window.chrome;
  window.found = [];
  const look = async () => {
    const [tab] = await api.tabs.query({ url: ADDRESSES });
    const answer = tab && await api.runtime.sendMessage({ kind: 'tab', tabId: tab.id, address: tab.url });
    if (answer?.ok) {
      const id = answer.value.view?.conversation.id ?? null;
      if (window.found.at(-1) !== id) window.found.push(id);
    }
    setTimeout(look, 20);
  };
  void look();
})()`;

/**
 * Watches what is found in a tab. In Chromium every change is seen, from within the content
 * scripts' own world; Firefox lets nobody in there, so an extension page asks all the time.
 */
export async function watch({ browser }: Stage, tab: Tab): Promise<Watch> {
  let read: () => Promise<(string | null)[]>;
  if (browser.name === 'chromium') {
    const inScript = (expression: string) =>
      (browser as ChromiumSession).evaluateInContentScript<(string | null)[]>(tab, expression);
    await inScript(SUBSCRIBE);
    read = () => inScript('window.found');
  } else {
    const asking = await browser.open(browser.extensionPage('options.html'));
    const pattern = `${new URL(await tab.url()).origin}/*`;
    await asking.evaluate(POLL.replace('ADDRESSES', JSON.stringify([pattern])));
    await tab.bringToFront();
    read = () => asking.evaluate<(string | null)[]>('window.found');
    await eventually(read, (found) => found.length > 0);
  }
  return {
    found: read,
    async settles(id) {
      await eventually(read, (found) => found.at(-1) === id);
    },
  };
}

/** The conversations in the order they were found, without the pauses between them. */
export async function foundInOrder(watching: Watch): Promise<string[]> {
  const ids = (await watching.found()).filter((id) => id !== null);
  return ids.filter((id, at) => id !== ids[at - 1]);
}
