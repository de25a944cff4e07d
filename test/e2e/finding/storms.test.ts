import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { foundInOrder, watch } from './watching.ts';

const { appHost, productId } = FIXTURES.clarityq;
const HEAD = '<!doctype html><title>Storm</title><link rel="icon" href="data:,">';
const API = `https://${appHost}/api/v1/products/${productId}/conversations`;

/** Counts the panels that come into the page. */
const MOUNTS = `
window.mounts = 0;
new MutationObserver((records) => {
  for (const { addedNodes } of records)
    for (const node of addedNodes) if (node.localName === 'verdict-panel') window.mounts += 1;
}).observe(document, { childList: true, subtree: true });
`;

/** Counts what content scripts send to the worker, which reaches every page of the extension, too. */
const LISTEN = `(() => {
  window.heard = [];
  (window.browser ?? window.chrome).runtime.onMessage.addListener((message, { tab }) => {
    if (tab && message.kind) window.heard.push(message.kind);
  });
})()`;

describe('a page that storms', () => {
  let stage: Stage;
  let options: Tab;
  let tab: Tab;

  const many = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `a1b2c3d4-e5f6-4a7b-8c9d-${String(index).padStart(12, '0')}`,
    );
  const looks = () =>
    stage.sandbox.requests.filter(({ origin }) => origin === 'extension').map(({ path }) => path);
  const messages = async (kind: string) =>
    (await options.evaluate<string[]>('window.heard')).filter((one) => one === kind).length;
  const isRated = (id: string, rating: string) =>
    eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating ?? null,
      (now) => now === rating,
    );
  const mounts = () => tab.evaluate<number>('window.mounts');
  const put = (path: string, script: string) =>
    stage.sandbox.serve(appHost, path, {
      // Whoever counts has to be there before there is a body to come into.
      body: `${HEAD}<script>${MOUNTS}</script><main>Storm</main><script>${script}</script>`,
    });

  beforeAll(async () => {
    stage = await openStage();
    options = await connectClarityq(stage);
    await options.evaluate(LISTEN);
    tab = await stage.browser.open('https://docs.clarityq.ai/');
  });
  beforeEach(async () => {
    await tab.goto('about:blank');
    // What a page says as it is left may come a little later.
    await options.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    await options.evaluate('window.heard = []');
  });
  afterAll(() => stage?.close());

  it.each([
    [150, 'The address names several conversations. Choose the one to rate.'],
    [210, 'No conversation can be seen here.'],
  ])('an address with %i ids gets a sentence', async (count, sentence) => {
    const before = looks().length;
    const path = `/chat/${many(count).join('/chat/')}`;
    put(path, '');
    await tab.goto(`https://${appHost}${path}`);
    const popup = await stage.browser.popup(tab);
    await reads(popup, sentence);
    expect((await popup.all('button', /a1b2c3d4/)).length).toBeLessThanOrEqual(24);
    await popup.close();
    expect(await mounts()).toBe(0);
    expect(await options.evaluate('window.heard')).toEqual([]);
    expect(looks().length).toBe(before);
  });

  it('a hundred addresses a second: silence, and the panel where it comes to rest', async () => {
    const id = freshConversation(stage.sandbox, 'At rest');
    const before = looks().length;
    // As many as both browsers let pass without a word of their own.
    put(
      '/storm',
      `const ids = ${JSON.stringify(many(150))};
      const turning = setInterval(() => {
        const id = ids.pop();
        if (!id) {
          clearInterval(turning);
          history.pushState(null, '', '${new URL(addresses.clarityq(id)).pathname}');
          window.rests = true;
        } else history.pushState(null, '', '/${productId}/conversations/' + id);
      }, 10);`,
    );
    await tab.goto(`https://${appHost}/storm`);
    await eventually(
      () => tab.evaluate<boolean>('window.rests === true'),
      (rests) => rests,
    );
    await press(tab, 'Good answer');
    await isRated(id, 'POSITIVE');
    expect(stage.sandbox.clarityq.puts).toBe(1);
    expect(await mounts()).toBeLessThanOrEqual(1);
    expect(await messages('recognised')).toBeLessThanOrEqual(11);
    expect(await messages('left')).toBeLessThanOrEqual(10);
    const asked = looks().slice(before);
    expect(asked.filter((path) => !path.includes(id))).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('an address that changes all the time beside the conversation leaves the panel alone', async () => {
    const id = freshConversation(stage.sandbox, 'Beside');
    const path = new URL(addresses.clarityq(id)).pathname;
    put(
      path,
      `let at = 0;
      const turning = setInterval(() => {
        history.replaceState(null, '', '?at=' + (at += 1));
        if (at === 150) clearInterval(turning);
      }, 10);`,
    );
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Bad answer');
    await isRated(id, 'NEGATIVE');
    expect(await mounts()).toBe(1);
    expect(await messages('recognised')).toBe(1);
    expect(await messages('left')).toBe(0);
  });

  it('ten thousand calls a minute: the right conversation all along, and hardly a word about it', async () => {
    const id = freshConversation(stage.sandbox, 'Called');
    const others = many(300);
    for (const one of [id, ...others]) {
      stage.sandbox.serve(appHost, new URL(`${API}/${one}/status`).pathname, { body: '{}' });
    }
    const before = looks().length;
    put(
      new URL(addresses.clarityq(id)).pathname,
      `const others = ${JSON.stringify(others)};
      window.called = 0;
      const calling = setInterval(() => {
        for (let n = 0; n < 17; n += 1) {
          window.called += 1;
          const id = window.called % 2 ? '${id}' : others[window.called % others.length];
          fetch('${API}/' + id + '/status').catch(() => undefined);
        }
        if (window.called >= 1000) clearInterval(calling);
      }, 100);`,
    );
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    const watching = await watch(stage, tab);
    await eventually(
      () => tab.evaluate<number>('window.called'),
      (count) => count >= 1000,
      30_000,
    );
    await press(tab, 'Good answer');
    await isRated(id, 'POSITIVE');
    expect(await foundInOrder(watching)).toEqual([id]);
    expect(await mounts()).toBe(1);
    expect(await messages('recognised')).toBeLessThanOrEqual(2);
    expect(await messages('left')).toBe(0);
    const called = await messages('called');
    expect(called).toBeGreaterThan(0);
    expect(called).toBeLessThanOrEqual(5);
    const asked = looks().slice(before);
    expect(asked.filter((path) => !path.includes(id))).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(called + 4);
  });

  it('the same where no address names one: several, said in a sentence', async () => {
    const before = looks().length;
    put(
      '/calls',
      `const ids = ${JSON.stringify(many(300))};
      window.called = 0;
      const calling = setInterval(() => {
        for (let n = 0; n < 17; n += 1) {
          window.called += 1;
          fetch('${API}/' + ids[window.called % ids.length] + '/status').catch(() => undefined);
        }
        if (window.called >= 500) clearInterval(calling);
      }, 100);`,
    );
    await tab.goto(`https://${appHost}/calls`);
    await eventually(
      () => tab.evaluate<number>('window.called'),
      (count) => count >= 500,
      30_000,
    );
    const popup = await stage.browser.popup(tab);
    await reads(popup, 'The page has asked for several conversations. Choose the one to rate.');
    await popup.close();
    expect(await tab.all('region', 'Verdict feedback')).toEqual([]);
    // The first call that became known may have stood alone for a moment.
    expect(await messages('recognised')).toBeLessThanOrEqual(1);
    expect(looks().length).toBe(before);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
