import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../src/messages/contract.ts';
import { filesOf } from '../../package/builds.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expand, expectNoTraces, freshConversation, pressedRatings, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { forge, MASKS, operate, tamper, WORDS } from './tampering.ts';

const { appHost } = FIXTURES.clarityq;
const STORED = /Stored in ClarityQ at/;
const EVIL = 'evil.example';
const HEAD =
  '<!doctype html><meta charset="utf-8"><title>Hostile</title><link rel="icon" href="data:,">';
const FIELD = '<body><h1>Answer</h1><input id="own" aria-label="Search">';

describe('a hostile page gets nothing', () => {
  let stage: Stage;
  let options: Tab;
  let tab: Tab;

  /** Opens a page of a test's own under a conversation's address. */
  const open = async (title: string, head: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    const body = HEAD + head + FIELD;
    stage.sandbox.serve(appHost, new URL(addresses.clarityq(id)).pathname, { body });
    await tab.goto(addresses.clarityq(id));
    return id;
  };
  const isRated = (id: string, rating: string) =>
    eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating ?? null,
      (now) => now === rating,
    );
  const writesTo = (id: string) =>
    stage.sandbox.clarityq.writes
      .filter(({ conversationId }) => conversationId === id)
      .map(({ rating }) => rating);
  const middleOf = async (name: string): Promise<[x: number, y: number]> => {
    const { x, y, width, height } = await (await tab.find('button', name)).box();
    return [x + width / 2, y + height / 2];
  };

  beforeAll(async () => {
    stage = await openStage({ hosts: [EVIL] });
    options = await connectClarityq(stage);
    tab = await stage.browser.open('about:blank');
  });
  afterAll(() => stage?.close());

  it('that has changed its world before load: neither a part of the panel nor its words', async () => {
    const id = await open('Before load', `<script>(${tamper})(${JSON.stringify(WORDS)})</script>`);
    await expand(tab);
    const box = await tab.find('textbox', 'Comment');
    await box.type(WORDS);
    await tab.key('Control+a');
    await tab.key('Control+c');
    await press(tab, 'Save comment');
    // What has become of it takes a line more, so that the thumbs still move.
    await reads(tab, STORED);
    // The focus came to the field by mouse and by script; now it moves on by key.
    await tab.key('Tab');
    await press(tab, 'Good answer');
    await isRated(id, 'POSITIVE');
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBe(WORDS);
    await press(tab, 'Collapse');
    expect(await tab.evaluate('window.loot')).toEqual([]);
  });

  it('that does so once the panel is there: nothing either', async () => {
    const id = await open('After load', '');
    await tab.find('button', 'Good answer');
    const source = `(${tamper})(${JSON.stringify(WORDS)})`;
    await tab.evaluate(
      (textContent: string) =>
        void document.head.append(Object.assign(document.createElement('script'), { textContent })),
      source,
    );
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).type(WORDS);
    await press(tab, 'Save comment');
    await reads(tab, STORED);
    await press(tab, 'Bad answer');
    await isRated(id, 'NEGATIVE');
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBe(WORDS);
    await press(tab, 'Collapse');
    expect(await tab.evaluate('window.loot')).toEqual([]);
  });

  it('that forges every message and event there is: no answer, no effect', async () => {
    const id = await open('Forged', '');
    await tab.find('button', 'Good answer');
    const cards = (await options.all('listitem')).map(({ name }) => name);
    const { extensionId } = stage.browser;
    const conversation = { vendor: 'clarityq', origin: 'https://api.clarityq.ai', scope: null, id };
    const kinds = Object.keys(contract);
    expect(await tab.evaluate(forge, kinds, extensionId, conversation)).toEqual([]);
    // A press of the person's own comes after all of these, so that they have had their time.
    await press(tab, 'Bad answer');
    await isRated(id, 'NEGATIVE');
    expect(writesTo(id)).toEqual(['NEGATIVE']);
    expect((await options.all('listitem')).map(({ name }) => name)).toEqual(cards);
    expect(await tab.all('region', 'Verdict feedback')).toHaveLength(1);
  });

  it('that sets out to get hold of the buttons: it gets none, and none is pressed', async () => {
    const id = await open('In hand', '');
    await expand(tab);
    await tab.find('textbox', 'Comment');
    expect(await tab.evaluate(operate, ['Verdict', 'Good', 'Comment'])).toBe(false);
    // A press of the person's own comes after all of these, so that they have had their time.
    await press(tab, 'Bad answer');
    await isRated(id, 'NEGATIVE');
    expect(writesTo(id)).toEqual(['NEGATIVE']);
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBeNull();
    expect(await tab.text()).not.toContain('Draft, not sent.');
  });

  it('that looks for something kept: no storage, no interface, nothing on the element', async () => {
    await open('Kept', '');
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).type(WORDS);
    await eventually(
      () => tab.text(),
      (text) => text.includes('Draft, not sent.'),
    );
    const found = await tab.evaluate<Record<string, unknown>, []>(async () => {
      const { chrome, browser } = window as unknown as Record<string, Record<string, unknown>>;
      const host = document.querySelector('verdict-panel');
      return {
        databases: await indexedDB.databases(),
        caches: await caches.keys(),
        local: { ...localStorage },
        session: { ...sessionStorage },
        cookie: document.cookie,
        interfaces: [chrome?.storage, chrome?.runtime, browser].filter((one) => one !== undefined),
        host: host?.outerHTML,
        globals: Object.getOwnPropertyNames(window).filter((name) => /verdict/i.test(name)),
        symbols: Object.getOwnPropertySymbols(window).filter((one) => /verdict/.test(String(one))),
        words: document.documentElement.outerHTML.includes('4711'),
      };
    });
    expect(found).toEqual({
      databases: [],
      caches: [],
      local: {},
      session: {},
      cookie: '',
      interfaces: [],
      host: '<verdict-panel popover="manual"></verdict-panel>',
      globals: [],
      symbols: [],
      words: false,
    });
  });

  it('that wants the package: not one file of it, as data, script, picture, frame or window', async () => {
    await open('Package', '');
    await tab.find('button', 'Good answer');
    const build = stage.browser.name === 'firefox' ? 'firefox-mv3' : 'chrome-mv3';
    const files = filesOf(build);
    expect(files.length).toBeGreaterThan(20);
    const got = await tab.evaluate(
      async (base: string, names: string[]) => {
        const loads = (tag: 'script' | 'img' | 'iframe', address: string) =>
          new Promise<boolean>((resolve) => {
            const element = document.createElement(tag);
            element.onerror = () => resolve(false);
            element.onload = () => resolve(tag !== 'iframe');
            element.src = address;
            document.body.append(element);
          });
        const seen = names.map(async (name) => {
          const address = base + name;
          const fetched = await fetch(address).then(
            () => true,
            () => false,
          );
          const tag = name.endsWith('.png') ? 'img' : 'script';
          const used = /\.(png|js)$/.test(name) && (await loads(tag, address));
          return fetched || used ? [name] : [];
        });
        const frame = document.createElement('iframe');
        frame.src = `${base}options.html`;
        document.body.append(frame);
        await new Promise((resolve) => setTimeout(resolve, 300));
        let framed = 'out of reach';
        try {
          framed = frame.contentDocument?.body?.textContent ?? framed;
        } catch {
          // A document of another origin; what it holds is asked of the accessibility tree.
        }
        frame.remove();
        return [
          ...(await Promise.all(seen)).flat(),
          ...(framed.includes('Verdict') ? ['framed'] : []),
        ];
      },
      stage.browser.extensionPage(''),
      files,
    );
    expect(got).toEqual([]);
    await tab.evaluate((address: string) => {
      try {
        window.open(address);
      } catch {
        // Firefox throws, Chromium opens nothing.
      }
    }, stage.browser.extensionPage('options.html'));
    await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 200))');
    expect(await stage.browser.tabs()).toHaveLength(2);
  });

  it('whose rules hide, mask and cover the panel: it stands where it stood, and is pressed', async () => {
    const plain = await open('Plain', '');
    const before = await (await tab.find('button', 'Good answer')).box();
    await press(tab, 'Bad answer');
    await isRated(plain, 'NEGATIVE');
    const id = await open('Masked', `<style>${MASKS}</style>`);
    expect(await (await tab.find('button', 'Good answer')).box()).toEqual(before);
    await press(tab, 'Good answer');
    await isRated(id, 'POSITIVE');
    expect(await pressedRatings(tab)).toEqual(['Good answer']);
  });

  it('that lures the mouse: what went down on the page is no press, wherever it comes up', async () => {
    const id = await open('Lured', '');
    const [x, y] = await middleOf('Good answer');
    const lures = [
      `dialog.showModal();`,
      `dialog.popover = 'manual'; dialog.showPopover();`,
      `dialog.popover = 'auto'; dialog.showPopover();`,
    ];
    for (const lure of lures) {
      await tab.evaluate(`(() => {
        const dialog = document.createElement('dialog');
        dialog.id = 'lure';
        dialog.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;border:0';
        document.body.append(dialog);
        ${lure}
        window.lured = 0;
        dialog.onpointerdown = () => { window.lured += 1; dialog.remove(); };
      })()`);
      await tab.mouse.click(x, y);
      expect(await tab.evaluate('window.lured')).toBe(1);
      await tab.find('button', 'Good answer');
    }
    expect(await pressedRatings(tab)).toEqual([]);
    await press(tab, 'Bad answer');
    await isRated(id, 'NEGATIVE');
    expect(writesTo(id)).toEqual(['NEGATIVE']);
  });

  it('that takes it up and down five hundred times, and copies it: one panel, which rates', async () => {
    const id = await open('Five hundred', '');
    await tab.find('button', 'Good answer');
    await tab.evaluate(`(() => {
      const host = document.querySelector('verdict-panel');
      for (let times = 0; times < 500; times += 1) {
        host.remove();
        document.body.append(times % 2 ? host : host.cloneNode(true), host);
      }
      for (const copy of document.querySelectorAll('verdict-panel')) if (copy !== host) copy.remove();
    })()`);
    await press(tab, 'Good answer');
    await isRated(id, 'POSITIVE');
    expect(await tab.all('region', 'Verdict feedback')).toHaveLength(1);
    expect(await tab.evaluate("document.querySelectorAll('verdict-panel').length")).toBe(1);
  });

  it('of another site that frames a conversation: no panel there, and none for itself', async () => {
    const id = freshConversation(stage.sandbox, 'Framed');
    const address = addresses.clarityq(id);
    // What is framed tells what comes into it; the frame's own tree is another document's.
    const counting = `<script>setInterval(() => parent.postMessage(
      document.querySelectorAll('verdict-panel').length, '*'), 100)</script>`;
    const { pathname } = new URL(address);
    stage.sandbox.serve(appHost, pathname, { body: HEAD + counting + FIELD });
    const body = `${HEAD}<h1>Evil</h1><iframe src="${address}" width="900" height="600"></iframe>
      <script>window.counts = []; addEventListener('message', ({ data }) => counts.push(data))</script>`;
    stage.sandbox.serve(EVIL, pathname, { body });
    await tab.goto(`https://${EVIL}${pathname}`);
    const counts = await eventually(
      () => tab.evaluate<number[]>('window.counts'),
      (all) => all.length >= 8,
    );
    expect(counts.filter((count) => count > 0)).toEqual([]);
    expect(await tab.all('button')).toEqual([]);
    expect(await tab.evaluate("document.querySelectorAll('verdict-panel').length")).toBe(0);
    const asked = stage.sandbox.requests.filter(
      (one) => one.origin === 'extension' && one.path.includes(id),
    );
    expect(asked).toEqual([]);
  });

  it('leaves no traces but what the browser said to the page about the package', () => {
    const { console: lines } = stage.browser;
    const others = lines.filter(
      ({ text }) => !/may not load or link to|Denying load of/.test(text),
    );
    lines.splice(0, lines.length, ...others);
    expectNoTraces(stage);
  });
});
