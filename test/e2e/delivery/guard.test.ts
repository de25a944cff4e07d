import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, lookedAt, pressedRatings, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { type Device, openDevice } from './device.ts';
import { openedRow, setWatchMinutes } from './pages.ts';
import { fresh } from './rounds.ts';

const API = FIXTURES.clarityq.apiHost;
/** A page of the vendor's app without a conversation. */
const NOWHERE = `https://${FIXTURES.clarityq.appHost}/${FIXTURES.clarityq.productId}`;
const CHANGED = 'The answer has changed since you rated it.';
const STORED = /Stored in ClarityQ at/;
const OUT_OF_REACH = 'Will be sent when ClarityQ can be reached.';
const notSent = (minutes: number): string =>
  `Not sent: Verdict could not watch this conversation for ${minutes} min and cannot tell whether this is still the latest answer.`;

describe('ClarityQ: never on another answer than the one seen', () => {
  let stage: Stage;
  let device: Device;
  let tab: Tab;

  const writesTo = (id: string) =>
    stage.sandbox.clarityq.writes.filter(({ conversationId }) => conversationId === id);
  const looksAt = (id: string) =>
    stage.sandbox.requests.filter(
      ({ origin, path }) => origin === 'extension' && path.includes(id),
    );

  /** Opens a conversation and waits until its page has loaded and Verdict has looked at it. */
  const shown = async (title: string, of = tab): Promise<string> => {
    const { id, address } = fresh(stage, 'clarityq', title);
    await of.bringToFront();
    await of.goto(address);
    await of.find('heading', title);
    await of.find('button', 'Good answer');
    await eventually(
      () => looksAt(id)[0],
      (look) => look?.answered === true,
    );
    return id;
  };
  /** Stored, then left alone by every tab for three days. */
  const leftAlone = async (title: string): Promise<string> => {
    const id = await shown(title);
    await press(tab, 'Good answer');
    await reads(tab, STORED);
    return id;
  };

  beforeAll(async () => {
    stage = await openStage();
    stage.sandbox.clarityq.autoFinishMs = 300;
    tab = await connectClarityq(stage);
    device = await openDevice(stage);
    await tab.bringToFront();
  });
  afterAll(() => stage?.close());

  describe('asked again in the page before it was sent', () => {
    const tabs = new Map<string, { id: string; own: Tab }>();
    const of = (title: string) => tabs.get(title) ?? expect.fail(title);

    beforeAll(async () => {
      const { clarityq, faults } = stage.sandbox;
      for (const title of ['In panel', 'In popup', 'In history']) {
        const own = await stage.browser.open(NOWHERE);
        tabs.set(title, { own, id: await shown(title, own) });
      }
      // Out of the extension's reach, while the page goes on talking to its server.
      faults.down(API, { pages: false });
      for (const { own } of tabs.values()) {
        await own.bringToFront();
        await press(own, 'Bad answer');
        await reads(own, OUT_OF_REACH);
        await (await own.find('textbox', 'Ask a follow-up')).type('And by store?');
        await own.key('Enter');
        await own.waitForText('No single month stands out.');
        clarityq.asks -= 1;
      }
      faults.up(API);
    });

    it('Rate the new answer, from the panel', async () => {
      const { id, own } = of('In panel');
      await own.bringToFront();
      await reads(own, CHANGED);
      expect(writesTo(id)).toEqual([]);
      await press(own, 'Rate the new answer');
      await reads(own, STORED);
      expect(writesTo(id)).toMatchObject([{ turnIndex: 1, rating: 'NEGATIVE' }]);
      expect(stage.sandbox.clarityq.feedbackOf(id, 0)).toBeNull();
      await own.close();
    });

    it('Discard, from the popup', async () => {
      const { id, own } = of('In popup');
      const popup = await stage.browser.popup(own);
      await reads(popup, CHANGED);
      await press(popup, 'Discard');
      await popup.gone('button', 'Discard');
      await popup.close();
      await eventually(
        () => pressedRatings(own),
        (pressed) => pressed.length === 0,
      );
      expect(writesTo(id)).toEqual([]);
      await own.close();
    });

    it('Rate the new answer, from the history', async () => {
      const { id, own } = of('In history');
      const journal = await openedRow(stage, 'In history');
      await reads(journal, CHANGED);
      expect(writesTo(id)).toEqual([]);
      await press(journal, 'Rate the new answer');
      await eventually(
        () => writesTo(id).length,
        (count) => count > 0,
      );
      expect(writesTo(id)).toMatchObject([{ turnIndex: 1, rating: 'NEGATIVE' }]);
      await journal.close();
      await own.close();
    });
  });

  it('pressed offline and asked again by a colleague meanwhile: held, and Discard sends nothing', async () => {
    const { clarityq } = stage.sandbox;
    const id = await shown('Colleague');
    // Verdict must have read that it was ready: the cut takes a reply that is still on its way.
    await lookedAt(stage, id);
    await stage.browser.setOffline(true);
    await press(tab, 'Bad answer');
    await reads(tab, OUT_OF_REACH);
    clarityq.ask(id, 'And by country?');
    await stage.browser.setOffline(false);
    await reads(tab, CHANGED);
    clarityq.finish(id);
    await press(tab, 'Discard');
    await tab.gone('button', 'Discard');
    expect(writesTo(id)).toEqual([]);
  });

  describe('pressed offline, then nobody watched for five minutes', () => {
    const titles = ['Dark panel', 'Dark popup', 'Dark history'] as const;
    const ids = new Map<string, string>();
    const idOf = (title: string) => ids.get(title) ?? expect.fail(title);

    beforeAll(async () => {
      const { browser } = stage;
      const tabs: Tab[] = [];
      for (const title of titles) {
        const own = await browser.open(NOWHERE);
        ids.set(title, await shown(title, own));
        tabs.push(own);
      }
      await browser.setOffline(true);
      for (const own of tabs) {
        await own.bringToFront();
        await press(own, 'Good answer');
        await reads(own, OUT_OF_REACH);
        await own.close();
      }
      await device.sleep(5);
      await browser.setOffline(false);
      await tab.bringToFront();
    });

    it('says so, and Send anyway sends it, from the panel', async () => {
      const id = idOf('Dark panel');
      await tab.goto(addresses.clarityq(id));
      await reads(tab, notSent(5));
      expect(writesTo(id)).toEqual([]);
      await press(tab, 'Send anyway');
      await reads(tab, STORED);
      expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }]);
    });

    it('says so, and Discard lets go of it, from the popup', async () => {
      const id = idOf('Dark popup');
      await tab.goto(addresses.clarityq(id));
      const popup = await stage.browser.popup(tab);
      await reads(popup, notSent(5));
      await press(popup, 'Discard');
      await popup.gone('button', 'Discard');
      await popup.close();
      expect(writesTo(id)).toEqual([]);
      expect(await pressedRatings(tab)).toEqual([]);
    });

    it('says so, and Send anyway sends it, from the history', async () => {
      const id = idOf('Dark history');
      // Nothing is known about the conversation until the table is let go of.
      await device.hold('conversations');
      const journal = await openedRow(stage, 'Dark history');
      await reads(journal, notSent(5));
      const before = await (await journal.find('button', 'Send anyway')).box();
      await device.tab.close();
      await reads(journal, 'Open the conversation to change it.');
      const sendAnyway = await journal.find('button', 'Send anyway');
      expect(await sendAnyway.box()).toEqual(before);
      device = await openDevice(stage);
      await journal.bringToFront();
      await sendAnyway.click();
      await eventually(
        () => writesTo(id).length,
        (count) => count > 0,
      );
      expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }]);
      await journal.close();
    });
  });

  describe('on return after three days', () => {
    const ids = new Map<string, string>();
    const idOf = (title: string) => ids.get(title) ?? expect.fail(title);
    const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });

    beforeAll(async () => {
      for (const title of ['Still', 'Newer']) ids.set(title, await leftAlone(title));
      await tab.close();
      await device.sleep(3 * 24 * 60);
      tab = await stage.browser.open(addresses.clarityq(idOf('Still')));
    });

    const asksOnReturn = async (): Promise<void> => {
      const day = date.format(Date.now() - 3 * 24 * 60 * 60_000);
      await reads(tab, `Stored in ClarityQ at ${day}`);
      await tab.find('button', 'Still this answer');
      await tab.find('button', 'A newer answer');
      expect(await pressedRatings(tab)).toEqual([]);
      expect(await tab.maybe('button', 'Undo')).toBeNull();
    };

    it('the last entry with its date; Still this answer, asked once', async () => {
      await asksOnReturn();
      await press(tab, 'Still this answer');
      await tab.find('button', 'Undo');
      expect(await pressedRatings(tab)).toEqual(['Good answer']);
      await tab.reload();
      await tab.find('button', 'Undo');
      expect(await tab.maybe('button', 'Still this answer')).toBeNull();
      expect(writesTo(idOf('Still'))).toHaveLength(1);
    });

    it('A newer answer is unrated, and both stay in the history', async () => {
      const id = idOf('Newer');
      await tab.goto(addresses.clarityq(id));
      await asksOnReturn();
      await press(tab, 'A newer answer');
      await tab.gone('button', 'Still this answer');
      expect(await pressedRatings(tab)).toEqual([]);
      await press(tab, 'Bad answer');
      await reads(tab, STORED);
      expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }, { rating: 'NEGATIVE' }]);
      const entries = (await device.entries()).filter(({ conversation }) => conversation.id === id);
      expect(entries.map(({ turn, intent, state }) => [turn, intent.rating, state]).sort()).toEqual(
        [
          [1, 'good', 'stored'],
          [2, 'bad', 'stored'],
        ],
      );
    });
  });

  it('the limit in Options is the one that counts', async () => {
    const { browser } = stage;
    const id = await shown('Longer limit');
    await setWatchMinutes(stage, 10);
    await tab.bringToFront();
    await browser.setOffline(true);
    await press(tab, 'Good answer');
    await reads(tab, OUT_OF_REACH);
    await tab.close();
    await device.sleep(5);
    await browser.setOffline(false);
    tab = await browser.open(addresses.clarityq(id));
    await reads(tab, STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }]);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
