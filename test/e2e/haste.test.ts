import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import {
  expectNoTraces,
  fill,
  freshConversation,
  pressedRatings,
  pressOnCard,
  reads,
} from './acts.ts';
import type { Control, Tab } from './driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const ELSEWHERE = 'news.example.net';
const STORED = /Stored in ClarityQ at/;

describe('done in haste, twice, or in the wrong order', () => {
  let stage: Stage;
  let tab: Tab;

  const middle = async (control: Control) => {
    const { x, y, width, height } = await control.box();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const open = async (title: string) => {
    const id = freshConversation(stage.sandbox, title);
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    return id;
  };
  const written = (id: string) =>
    stage.sandbox.clarityq.writes
      .filter(({ conversationId }) => conversationId === id)
      .map(({ rating, comment }) => ({ rating, comment }));
  const isWritten = (id: string, rating: string | null, comment: string | null = null) =>
    eventually(
      () => written(id).at(-1),
      (last) => last?.rating === rating && last.comment === comment,
    );
  const rows = (id: string) => stage.sandbox.clarifeye.rows(id);

  beforeAll(async () => {
    stage = await openStage({ hosts: [ELSEWHERE] });
    await (await connectClarityq(stage)).close();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  it('ClarityQ: pressed, and the page left at once', async () => {
    const id = await open('Left at once');
    const { x, y } = await middle(await tab.find('button', 'Good answer'));
    await tab.mouse.click(x, y);
    await tab.goto(`https://${ELSEWHERE}/`);
    await isWritten(id, 'POSITIVE');
    expect(written(id)).toHaveLength(1);
  });

  it('Clarifeye: pressed, and the tab closed at once', async () => {
    const id = cf.conversations.single;
    const page = await stage.browser.open(addresses.clarifeye(id));
    await page.find('button', 'Expand');
    await press(page, 'Expand');
    await page.find('textbox', 'Comment');
    const { x, y } = await middle(await page.find('button', 'Bad answer'));
    await page.mouse.click(x, y);
    await page.close();
    await eventually(
      () => rows(id),
      (made) => made.length === 1,
    );
    expect(rows(id)).toMatchObject([{ is_positive: false }]);
    await tab.bringToFront();
  });

  it('Clarifeye: pressed before it has named its answers, and the page left at once', async () => {
    const id = cf.conversations.leave;
    stage.sandbox.faults.add({
      method: 'GET',
      path: id,
      when: 'before',
      do: { kind: 'delay', ms: 2_000 },
    });
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Good answer');
    await tab.goto(`https://${ELSEWHERE}/`);
    await eventually(
      () => rows(id),
      (made) => made.length === 1,
    );
    expect(rows(id)).toMatchObject([{ is_positive: true, context: { query_id: 2 } }]);
  });

  it('pressed, and the page moved on to another conversation at once: each keeps its own', async () => {
    const next = freshConversation(stage.sandbox, 'Moved on to');
    const id = await open('Moved on from');
    const { x, y } = await middle(await tab.find('button', 'Bad answer'));
    await tab.mouse.click(x, y);
    await tab.evaluate((to: string) => history.pushState(null, '', to), addresses.clarityq(next));
    await isWritten(id, 'NEGATIVE');
    await tab.find('button', 'Good answer');
    await eventually(
      () => pressedRatings(tab),
      (names) => names.length === 0,
    );
    expect(written(id)).toHaveLength(1);
    expect(written(next)).toEqual([]);
  });

  it('a comment saved by keys, and the page left at once', async () => {
    const id = await open('Saved and left');
    await press(tab, 'Expand');
    await (await tab.find('textbox', 'Comment')).type('Cites no source');
    await tab.key('Control+Enter');
    await tab.goto(`https://${ELSEWHERE}/`);
    await isWritten(id, null, 'Cites no source');
    expect(written(id)).toHaveLength(1);
  });

  it('Good, Bad, Good, Bad as fast as a hand can: the last is what is stored', async () => {
    const id = await open('Undecided');
    await press(tab, 'Expand');
    const height = async () => (await (await tab.find('button', 'Bad answer')).box()).y;
    // The first press brings the reasons and the receipt's room, and with them the thumbs up, once;
    // a hand follows them. From then on they stay where they are.
    await press(tab, 'Good answer');
    await tab.find('group', 'Reasons');
    const settled = await height();
    await press(tab, 'Bad answer');
    for (const rating of ['Good', 'Bad']) {
      const { x, y } = await middle(await tab.find('button', `${rating} answer`));
      await tab.mouse.click(x, y);
      await tab.find('group', 'Reasons');
      expect(await height()).toBe(settled);
    }
    await isWritten(id, 'NEGATIVE');
    await reads(tab, STORED);
    expect(await height()).toBe(settled);
    expect(await pressedRatings(tab)).toEqual(['Bad answer']);
    expect(stage.sandbox.clarityq.feedback(id)?.rating).toBe('NEGATIVE');
  });

  it('Clarifeye: a double click makes one row', async () => {
    const id = cf.conversations.gaps;
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Expand');
    await tab.find('textbox', 'Comment');
    const { x, y } = await middle(await tab.find('button', 'Good answer'));
    await tab.mouse.doubleClick(x, y);
    await reads(tab, /Stored in Clarifeye as/);
    expect(rows(id)).toMatchObject([{ is_positive: true }]);
    expect(await pressedRatings(tab)).toEqual(['Good answer']);
  });

  it('rated in the popup, which is closed at once', async () => {
    const id = await open('Closed popup');
    const popup = await stage.browser.popup(tab);
    const { x, y } = await middle(await popup.find('button', 'Good answer'));
    await popup.mouse.click(x, y);
    await popup.close();
    await isWritten(id, 'POSITIVE');
    await eventually(
      () => pressedRatings(tab),
      ([name]) => name === 'Good answer',
    );
  });

  it('words typed in the popup, which is closed at once: a draft in the panel', async () => {
    await open('Closed over words');
    const popup = await stage.browser.popup(tab);
    await (await popup.find('textbox', 'Comment')).type('Half a thou');
    await popup.close();
    await press(tab, 'Expand');
    await eventually(
      async () => (await tab.find('textbox', 'Comment')).value,
      (value) => value === 'Half a thou',
    );
    await reads(tab, 'Draft, not sent.');
  });

  it('a title as long as a page can make it: kept as far as a line goes, nothing runs over', async () => {
    const id = await open('Long title');
    await tab.find('heading', 'Long title');
    await eventually(
      () => tab.evaluate<string>('document.title'),
      (title) => title.startsWith('Long title'),
    );
    await tab.evaluate("document.title = 'Endless'.repeat(5000)");
    await press(tab, 'Bad answer');
    await isWritten(id, 'NEGATIVE');
    const popup = await stage.browser.popup(tab);
    await popup.find('heading', /^(Endless){10}/);
    const wide = '[document.documentElement.scrollWidth, document.documentElement.clientWidth]';
    const [popupInner = 0, popupOuter = 0] = await popup.evaluate<number[]>(wide);
    expect(popupInner).toBeLessThanOrEqual(popupOuter);
    const good = await (await popup.find('button', 'Good answer')).box();
    expect(good.y).toBeLessThan(300);
    await popup.close();
    const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await history.find('link', /^Open conversation (Endless){10}/);
    const [inner = 0, outer = 0] = await history.evaluate<number[]>(wide);
    expect(inner).toBeLessThanOrEqual(outer);
    await history.close();
    await tab.bringToFront();
  });

  it('Save pressed twice in Options makes one connection', async () => {
    const options = await stage.browser.open(stage.browser.extensionPage('options.html'));
    await press(options, 'Add ClarityQ connection');
    await fill(options, 'Name', 'Logistics');
    await fill(options, 'Product ID', cq.otherProductId);
    await fill(options, 'API key', cq.otherKey);
    const { x, y } = await middle(await options.find('button', 'Save'));
    await options.mouse.doubleClick(x, y);
    await options.gone('button', 'Save');
    await options.reload();
    await options.find('listitem', /^Retail analytics/);
    expect(await options.all('listitem', /^Logistics/)).toHaveLength(1);
    await options.close();
    await tab.bringToFront();
  });

  it('a connection removed while its feedback is being sent: what the vendor took is shown', async () => {
    const { sandbox, browser } = stage;
    const id = await open('Removed meanwhile');
    const slow = { kind: 'delay', ms: 3000 } as const;
    const fault = sandbox.faults.add({ method: 'PUT', path: id, when: 'before', do: slow });
    await press(tab, 'Good answer');
    await eventually(
      () => fault.hits,
      (hits) => hits === 1,
    );
    const options = await browser.open(browser.extensionPage('options.html'));
    await pressOnCard(options, 'Retail analytics', 'Remove');
    await reads(options, 'Removed: Retail analytics.');
    await isWritten(id, 'POSITIVE');
    await press(options, 'Undo');
    await options.find('listitem', /^Retail analytics/);
    await options.close();
    await tab.bringToFront();
    await reads(tab, STORED);
    expect(written(id)).toEqual([{ rating: 'POSITIVE', comment: null }]);
  });

  it('the product of a connection changed with feedback waiting: nothing goes to the wrong product', async () => {
    const { sandbox, browser } = stage;
    const id = await open('Waits for its product');
    // Not down: Firefox repeats by itself what could not connect, with the product it had then.
    sandbox.faults.add({
      host: cq.apiHost,
      times: Number.POSITIVE_INFINITY,
      when: 'before',
      // With a time to come back at, because the wait must not grow while somebody types.
      do: { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
    });
    await press(tab, 'Bad answer');
    await reads(tab, 'Will be sent when ClarityQ can be reached.');
    const options = await browser.open(browser.extensionPage('options.html'));
    const change = async (product: string, key: string) => {
      await pressOnCard(options, 'Retail analytics', 'Edit');
      await fill(options, 'Product ID', product);
      await fill(options, 'API key', key);
      await press(options, 'Save');
      await options.gone('button', 'Save');
    };
    const unknown = '5b0e6f0a-3c1d-4a57-9a43-0d2f7c8e1aff';
    await change(unknown, cq.otherKey);
    sandbox.faults.clear();
    await tab.bringToFront();
    await reads(tab, 'Add your ClarityQ key to send feedback.');
    const misled = sandbox.requests.filter(
      ({ origin, path }) => origin === 'extension' && path.includes(unknown),
    );
    expect(misled.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(written(id)).toEqual([]);

    await options.bringToFront();
    await change(cq.productId, cq.key);
    await options.close();
    await tab.bringToFront();
    await reads(tab, STORED);
    expect(written(id)).toEqual([{ rating: 'NEGATIVE', comment: null }]);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
