import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation, lookedAt } from './acts.ts';
import type { ChromiumSession } from './driver/chromium.ts';
import type { Tab } from './driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  openStage,
  press,
  type Stage,
} from './stage.ts';

const { appHost } = FIXTURES.clarityq;

/** Notes the tables of each transaction that the worker begins in order to write. */
const COUNT = `(() => {
  globalThis.begun = [];
  const { transaction } = globalThis.genuine ??= IDBDatabase.prototype;
  globalThis.genuine = { transaction };
  IDBDatabase.prototype.transaction = function (tables, mode, ...rest) {
    if (mode === 'readwrite') begun.push([this.name, tables].flat().join(' '));
    return transaction.call(this, tables, mode, ...rest);
  };
})()`;

/** A page that notes whatever in it moves without having been pressed. */
const PAGE = `<!doctype html><title>Still</title><link rel="icon" href="data:,"><script>
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts.push(shift.toJSON());
}).observe({ type: 'layout-shift', buffered: true });
</script><main><h1>Still</h1>${'<p>Text that would move.</p>'.repeat(40)}</main>`;

/** Longer than a page of the extension takes to have everything on it. */
const SETTLED_MS = 500;

interface Node {
  nodeName: string;
  children?: Node[];
  shadowRoots?: Node[];
  contentDocument?: Node;
}

interface Listener {
  type: string;
}

describe('what the page carries', () => {
  let stage: Stage;
  let browser: ChromiumSession;
  let tab: Tab;

  /** Listeners of the content scripts on an object of their world, and on all below it. */
  const listeners = async (expression: string): Promise<string[]> => {
    const { page, contextId } = browser.contentScript(tab);
    const { result } = await page.send<{ result: { objectId: string } }>('Runtime.evaluate', {
      expression,
      contextId,
    });
    const found = await page.send<{ listeners: Listener[] }>('DOMDebugger.getEventListeners', {
      objectId: result.objectId,
      depth: -1,
      pierce: true,
    });
    return found.listeners.map(({ type }) => type);
  };
  const serve = (path: string): string => {
    stage.sandbox.serve(appHost, path, { body: PAGE });
    return `https://${appHost}${path}`;
  };
  const nodes = ({ children = [], shadowRoots = [], contentDocument }: Node): number =>
    [...children, ...shadowRoots, ...(contentDocument ? [contentDocument] : [])].reduce(
      (sum, one) => sum + nodes(one),
      1,
    );
  const panel = async (): Promise<Node | undefined> => {
    const { root } = await browser
      .protocol(tab)
      .send<{ root: Node }>('DOM.getDocument', { depth: -1, pierce: true });
    const all = (one: Node): Node[] => [one, ...(one.children ?? []).flatMap(all)];
    return all(root).find(({ nodeName }) => nodeName === 'VERDICT-PANEL');
  };

  beforeAll(async () => {
    stage = await openStage();
    browser = stage.browser as ChromiumSession;
    await (await connectClarityq(stage)).close();
    await (await connectClarifeye(stage)).close();
    tab = await browser.open('https://docs.clarityq.ai/');
  });
  afterAll(() => stage?.close());

  const carried = async () => {
    const roots = ['window', 'document', 'navigation'];
    const all = await Promise.all(roots.map(listeners));
    const there = await panel();
    return { nodes: there ? nodes(there) : 0, listeners: all.flat().length };
  };

  it('listens for little where there is no conversation, and for little more where there is', async () => {
    await tab.goto(serve('/settings'));
    // The gate’s forty-one, and what tells of the address, of the document's life and of the network.
    expect(await carried()).toEqual({ nodes: 0, listeners: 47 });

    const { pathname } = new URL(addresses.clarityq(freshConversation(stage.sandbox, 'Carried')));
    await tab.goto(serve(pathname));
    await tab.find('button', 'Good answer');
    // Two thumbs and a handle, and a document of their own once somebody moves.
    expect(await carried()).toEqual({ nodes: 16, listeners: 65 });
    await tab.mouse.move(10, 10);
    expect(await carried()).toEqual({ nodes: 18, listeners: 66 });

    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in ClarityQ/);
    // All of the card: whom it is seen by, its reasons and its receipt; fourteen nodes keep the room of
    // the other rating's reasons, so that a change of mind does not move the thumbs.
    const open = await carried();
    expect(open.nodes).toBeLessThanOrEqual(100);
    expect(open.listeners).toBeLessThanOrEqual(78);
    expect(await tab.evaluate('window.shifts')).toEqual([]);
  });

  it('asks the browser for no text, which would have the page wait for its disk', async () => {
    const { pathname } = new URL(addresses.clarityq(freshConversation(stage.sandbox, 'Said')));
    await tab.goto(serve('/settings'));
    await browser.evaluateInContentScript(
      tab,
      `globalThis.texts = [];
      const { getMessage } = chrome.i18n;
      chrome.i18n.getMessage = (...asked) => {
        texts.push(asked[0]);
        return getMessage(...asked);
      };
      chrome.i18n.getMessage('good')`,
    );
    await tab.evaluate(`history.pushState(null, '', ${JSON.stringify(pathname)})`);
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in ClarityQ/);
    expect(await browser.evaluateInContentScript(tab, 'texts')).toEqual(['good']);
  });

  it.each([
    // The press; sending; stored.
    ['clarityq', 3],
    // The press; sending; in whose name, once for each connection; stored.
    ['clarifeye', 4],
  ] as const)('%s: a rating takes %s writing transactions', async (vendor, most) => {
    const id =
      vendor === 'clarityq'
        ? freshConversation(stage.sandbox, 'Written')
        : FIXTURES.clarifeye.conversations.single;
    await tab.goto(addresses[vendor](id));
    await lookedAt(stage, id);
    await browser.evaluateInWorker(COUNT);
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in/);
    const begun = await browser.evaluateInWorker<string[]>('begun');
    expect(begun.length).toBeLessThanOrEqual(most);
  });

  it('nothing of the extension’s own pages and of its popup moves while it loads', async () => {
    // The bar’s links make room for a scroll bar once there is one.
    const moved = `new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()
      .flatMap(({ sources }) => sources.map(({ node }) => node?.nodeName ?? ''))
      .filter((name) => name !== 'NAV'))).observe({ type: 'layout-shift', buffered: true })
      || setTimeout(() => done([]), ${SETTLED_MS}))`;
    await tab.goto(addresses.clarityq(FIXTURES.clarityq.conversations.completed));
    const popup = await browser.popup(tab);
    await popup.find('switch', 'Show panel on this site');
    expect(await popup.evaluate(moved)).toEqual([]);
    await popup.close();
    const page = await browser.open('about:blank');
    for (const name of ['options.html', 'journal.html']) {
      await page.goto(browser.extensionPage(name));
      expect(await page.evaluate(moved)).toEqual([]);
    }
    await page.close();
  });

  it('is absent from print', async () => {
    await tab.goto(addresses.clarityq(FIXTURES.clarityq.conversations.completed));
    await tab.find('region', 'Verdict feedback');
    const protocol = browser.protocol(tab);
    await protocol.send('Emulation.setEmulatedMedia', { media: 'print' });
    await tab.gone('region', 'Verdict feedback');
    await protocol.send('Emulation.setEmulatedMedia', { media: '' });
    await tab.find('region', 'Verdict feedback');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
