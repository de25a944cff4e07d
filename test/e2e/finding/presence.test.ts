import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putPage } from '../../sandbox/pages-built/pages.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expand, expectNoTraces, freshConversation } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';

const { appHost } = FIXTURES.clarityq;

/** What a page may do to a stranger in it, as source that runs in the page's own world. */
const ATTACKS: [what: string, source: string][] = [
  ['removes the host', `document.querySelector('verdict-panel').remove()`],
  [
    'puts another body in its place',
    `document.body = document.createElement('body').appendChild(document.createElement('main')).parentNode`,
  ],
  ['resets its innerHTML', `void (document.body.innerHTML = '<main>Fresh</main>')`],
  [
    'replaces the whole root element',
    `void document.replaceChild(document.documentElement.cloneNode(true), document.documentElement)`,
  ],
  [
    're-opens the document',
    `void (document.open(), document.write('<title>Anew</title><main>Anew</main>'), document.close())`,
  ],
  [
    'empties the document and fills it later',
    `void (document.documentElement.remove(), setTimeout(() => document.append(
     document.createElement('html')) ?? document.documentElement.append(document.createElement('body')), 100))`,
  ],
  [
    'ends content scripts as WXT lets it',
    `void ['verdict', 'detector', 'panel'].forEach((contentScriptName) => {
      const detail = { contentScriptName, messageId: String(Math.random()), type: 'wxt:content-script-started' };
      for (const id of ['EXTENSION', 'undefined', contentScriptName]) {
        document.dispatchEvent(new CustomEvent(id + ':wxt:content-script-started', { detail }));
        document.dispatchEvent(new CustomEvent(id + ':' + contentScriptName + ':wxt:content-script-started', { detail }));
        postMessage({ ...detail, type: id + ':wxt:content-script-started' }, '*');
      }
      document.dispatchEvent(new CustomEvent('wxt:content-script-started', { detail }));
      postMessage(detail, '*');
    })`,
  ],
];

describe('the panel stays in a page that does not want it there', () => {
  let stage: Stage;
  let tab: Tab;

  const ratingOf = (id: string) => stage.sandbox.clarityq.feedback(id)?.rating ?? null;
  const bare = (name: string): string => {
    const id = freshConversation(stage.sandbox, name);
    const path = new URL(addresses.clarityq(id)).pathname;
    stage.sandbox.serve(appHost, path, {
      body: '<!doctype html><title>Bare</title><link rel="icon" href="data:,"><main>Answer</main>',
    });
    return id;
  };

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it.each(ATTACKS)('that %s: one panel is there, and rates', async (what, source) => {
    const id = bare(what);
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    await tab.evaluate(source.replaceAll('EXTENSION', stage.browser.extensionId));
    await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 400))');
    await press(tab, 'Good answer');
    await eventually(
      () => ratingOf(id),
      (rating) => rating === 'POSITIVE',
    );
    expect(await tab.all('region', 'Verdict feedback')).toHaveLength(1);
  });

  it('what was typed is still there after each', async () => {
    const id = bare('Typed');
    await tab.goto(addresses.clarityq(id));
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).type('Half a sent');
    await tab.evaluate(`document.querySelector('verdict-panel').remove()`);
    await tab.evaluate(`void (document.body.innerHTML = '<main>Fresh</main>')`);
    await eventually(
      async () => (await tab.maybe('textbox', 'Comment'))?.value,
      (value) => value === 'Half a sent',
    );
  });

  it('a page that re-opened its document may listen first: it gets no words to hear', async () => {
    await tab.goto(addresses.clarityq(bare('Listens')));
    await tab.find('button', 'Good answer');
    await tab.evaluate(`void (document.open(), document.write('<main>Anew</main>'), document.close(),
      window.heard = [], addEventListener('keydown', ({ key }) => window.heard.push(key), true))`);
    await expand(tab);
    await tab.waitForText('Comment in the popup, or reload');
    expect(await tab.maybe('textbox', 'Comment')).toBeNull();
  });

  it('a page that hydrates late throws it out, and it comes back by itself', async () => {
    const ids = [freshConversation(stage.sandbox, 'Hydrated')];
    const { addressOf } = await putPage(stage.sandbox, 'hydrated', 'clarityq', 'path', ids);
    await tab.goto(addressOf(ids[0] ?? null));
    await press(tab, 'Good answer');
    await eventually(
      () => ratingOf(ids[0] ?? ''),
      (rating) => rating === 'POSITIVE',
    );
  });

  it('a page that throws it out every time gets its way; the popup still rates', async () => {
    const id = bare('Fifty times');
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    await tab.evaluate(`void (() => {
      window.thrown = 0;
      const throwOut = () => {
        for (const panel of document.querySelectorAll('verdict-panel')) {
          panel.remove();
          window.thrown += 1;
        }
      };
      new MutationObserver(throwOut).observe(document.body, { childList: true });
      throwOut();
    })()`);
    await eventually(
      () => tab.evaluate<number>('window.thrown'),
      (thrown) => thrown > 20,
    );
    const popup = await stage.browser.popup(tab);
    await press(popup, 'Bad answer');
    await eventually(
      () => ratingOf(id),
      (rating) => rating === 'NEGATIVE',
    );
    await popup.close();
    expect(await tab.evaluate('window.thrown')).toBe(21);
    expect(await tab.maybe('button', 'Good answer')).toBeNull();
    // What is out of the page does not complain on the page's console when a dialog of it closes.
    await tab.evaluate(`new Promise((resolve) => {
      const dialog = document.body.appendChild(document.createElement('dialog'));
      dialog.onclose = () => setTimeout(resolve, 100);
      dialog.showModal();
      dialog.close();
    })`);
  });

  it('and on the next conversation it is back', async () => {
    await tab.goto(addresses.clarityq(bare('After that')));
    await tab.find('button', 'Good answer');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
