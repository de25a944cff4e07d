import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clarityqAddress } from '../sandbox/address.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation, pressedRatings, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, eventually, openStage, press, type Stage } from './stage.ts';

const { clarityq: cq } = FIXTURES;
const ELSEWHERE = 'news.example.net';
const NOT_AN_ADDRESS = 'This is neither an address nor an id. An id looks like';

describe('the popup of the toolbar button', () => {
  let stage: Stage;
  let tab: Tab;

  const popupOn = async (address: string): Promise<Tab> => {
    await tab.goto(address);
    return stage.browser.popup(tab);
  };
  const titled = (title: string) =>
    eventually(
      () => tab.evaluate<string>('document.title'),
      (now) => now === title,
    );
  const ratingOf = (id: string) => stage.sandbox.clarityq.feedback(id)?.rating ?? null;
  const isRated = (id: string, rating: string | null) =>
    eventually(
      () => ratingOf(id),
      (now) => now === rating,
    );
  const shows = (where: Tab, ...ratings: string[]) =>
    eventually(
      () => pressedRatings(where),
      (names) => names.join() === ratings.join(),
    );

  beforeAll(async () => {
    stage = await openStage({ hosts: [ELSEWHERE] });
    tab = await stage.browser.open(`https://${ELSEWHERE}/`);
  });
  afterAll(() => stage?.close());

  it('without a connection: keeps the rating, and Set up leads to where the key goes in', async () => {
    const id = freshConversation(stage.sandbox, 'Before the key');
    const popup = await popupOn(addresses.clarityq(id));
    await press(popup, 'Good answer');
    await popup.waitForStatus('Add your ClarityQ key to send feedback.');
    await shows(popup, 'Good answer');
    expect(ratingOf(id)).toBeNull();

    await press(popup, 'Set up');
    const options = await stage.browser.waitForTab(/options\.html/);
    await fill(options, 'Name', 'Retail analytics');
    await fill(options, 'Product ID', cq.productId);
    await fill(options, 'API key', cq.key);
    await press(options, 'Save');
    await options.gone('button', 'Save');
    await isRated(id, 'POSITIVE');
    await options.close();
    await tab.bringToFront();
  });

  const whys = [
    ['path', 'Recognised by the address: it names the product and the conversation.'],
    ['query', 'Recognised by the address: its query names the conversation.'],
    ['hash', 'Recognised by the address: the part after # names the conversation.'],
    ['traffic', "Recognised by the page's own requests; the address does not name it."],
  ] as const;
  it.each(whys)('names the conversation and why it was recognised: %s', async (scheme, why) => {
    const title = `Named by ${scheme}`;
    const id = freshConversation(stage.sandbox, title);
    stage.sandbox.clarityq.lastOpened = id;
    await tab.goto(clarityqAddress(scheme, { conversation: id }));
    await tab.find('region', 'Verdict feedback');
    await titled(`${title} · ClarityQ`);
    const popup = await stage.browser.popup(tab);
    await popup.find('heading', `${title} · ClarityQ`);
    await reads(popup, why);
    await reads(popup, 'ClarityQ · Retail analytics');
    await reads(popup, id);
    await popup.close();
  });

  it('says so where the requests of the page name another product, and keeps the one of the address', async () => {
    const id = freshConversation(stage.sandbox, 'Contradicted');
    const other = 'c0ffee00-1111-4222-8333-444455556666';
    await tab.goto(addresses.clarityq(id));
    await tab.find('region', 'Verdict feedback');
    await tab.evaluate(
      `fetch('https://api.clarityq.ai/api/v1/products/${other}/conversations/${id}/status').then(() => true, () => true)`,
    );
    const popup = await stage.browser.popup(tab);
    await reads(popup, `name more than one product: ${cq.productId}, which is used, and ${other}.`);
    await popup.close();
  });

  it('a rating given there is stored, the panel of the tab shows it, and Undo takes it off', async () => {
    const id = freshConversation(stage.sandbox, 'Rated above');
    const popup = await popupOn(addresses.clarityq(id));
    await press(popup, 'Bad answer');
    await popup.waitForStatus(/Stored in ClarityQ at/);
    expect(ratingOf(id)).toBe('NEGATIVE');
    await shows(popup, 'Bad answer');
    await shows(tab, 'Bad answer');

    await press(popup, 'Undo');
    await popup.waitForStatus(/Taken back in ClarityQ at/);
    // Its work done, the button is gone; the focus is not.
    expect((await popup.focused())?.name).toBe('Good answer');
    expect(ratingOf(id)).toBeNull();
    await shows(popup);
    await shows(tab);
    await popup.close();
  });

  it('shows what was given in the panel', async () => {
    const id = freshConversation(stage.sandbox, 'Rated below');
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await isRated(id, 'POSITIVE');
    const popup = await stage.browser.popup(tab);
    await shows(popup, 'Good answer');
    await popup.close();
  });

  it('heads and keeps a conversation with the title the page has at that moment', async () => {
    const id = freshConversation(stage.sandbox, 'Titled late');
    const address = addresses.clarityq(id);
    const body = '<!doctype html><title>ClarityQ</title><h1>Answer</h1>';
    stage.sandbox.serve(cq.appHost, new URL(address).pathname, { body });
    await tab.goto(address);
    await tab.find('button', 'Good answer');

    await tab.evaluate("document.title = 'What the popup saw'");
    const popup = await stage.browser.popup(tab);
    await popup.find('heading', 'What the popup saw');
    await press(popup, 'Good answer');
    await isRated(id, 'POSITIVE');
    await popup.close();
    const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await history.find('link', 'Open conversation What the popup saw');

    await tab.bringToFront();
    await tab.evaluate("document.title = 'What the panel saw'");
    await press(tab, 'Bad answer');
    await isRated(id, 'NEGATIVE');
    await history.bringToFront();
    await history.find('link', 'Open conversation What the panel saw');
    await history.close();

    // Pasted, there is no page to ask; nothing of what is known is lost.
    const pasting = await popupOn(`https://${ELSEWHERE}/`);
    await fill(pasting, 'Paste an address or an id', address);
    await press(pasting, 'Find');
    await pasting.find('heading', 'What the panel saw');
    await press(pasting, 'Good answer');
    await isRated(id, 'POSITIVE');
    await pasting.find('heading', 'What the panel saw');
    await pasting.close();
  });

  const noApp = (host: string, label: string) =>
    [
      host,
      'No conversation here',
      `This is a site of ${label}, but not where its conversations are.`,
    ] as const;
  it.each([
    [
      ELSEWHERE,
      'Not a site Verdict knows',
      'Verdict works in the web apps of ClarityQ and Clarifeye.',
    ],
    ...['www', 'docs', 'get', 'pages'].map((name) => noApp(`${name}.clarityq.ai`, 'ClarityQ')),
    noApp('www.clarifeye.ai', 'Clarifeye'),
  ] as const)('%s: %s', async (host, heading, why) => {
    const popup = await popupOn(`https://${host}/`);
    await popup.find('heading', heading);
    await reads(popup, why);
    expect(await popup.maybe('button', 'Good answer')).toBeNull();
    expect(await popup.maybe('switch', 'Show panel on this site')).toBeNull();
    await popup.find('textbox', 'Paste an address or an id');
    await popup.close();
  });

  it('a pasted address and a pasted id are found and rated; other text gets a sentence', async () => {
    const [byAddress, byId] = ['By its address', 'By its id'].map((title) =>
      freshConversation(stage.sandbox, title),
    ) as [string, string];
    const popup = await popupOn(`https://${ELSEWHERE}/`);
    const find = async (text: string) => {
      await fill(popup, 'Paste an address or an id', text);
      await press(popup, 'Find');
    };
    await find('the one from yesterday');
    await popup.waitForStatus(NOT_AN_ADDRESS);
    expect(await popup.maybe('button', 'Good answer')).toBeNull();

    await find(addresses.clarityq(byAddress));
    await reads(popup, 'it names the product and the conversation.');
    expect(await popup.text()).not.toContain(NOT_AN_ADDRESS);
    await press(popup, 'Good answer');
    await isRated(byAddress, 'POSITIVE');

    await find(byId);
    await reads(popup, 'Recognised by its id alone; the address would say more.');
    await shows(popup);
    await press(popup, 'Bad answer');
    await isRated(byId, 'NEGATIVE');
    expect(ratingOf(byAddress)).toBe('POSITIVE');
    await popup.close();
  });

  it.each([
    ['History', /journal\.html/, 'History'],
    ['Options', /options\.html/, 'Connections'],
    ['Help', /help\.html/, 'Keys in the panel'],
  ])('%s opens its page', async (name, address, heading) => {
    const popup = await popupOn(`https://${ELSEWHERE}/`);
    await (await popup.find('link', name)).click();
    const page = await stage.browser.waitForTab(address);
    await page.find('heading', heading);
    await page.close();
    await tab.bringToFront();
  });

  it('Show panel on this site takes the panel away and brings it back', async () => {
    const id = freshConversation(stage.sandbox, 'Shown or not');
    await tab.goto(addresses.clarityq(id));
    for (const shown of [false, true]) {
      const popup = await stage.browser.popup(tab);
      const control = await popup.find('switch', 'Show panel on this site');
      expect(control.checked).toBe(!shown);
      await control.click();
      if (shown) await tab.find('region', 'Verdict feedback');
      else await tab.gone('region', 'Verdict feedback');
      expect((await control.now()).checked).toBe(shown);
      await popup.close();
    }
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
