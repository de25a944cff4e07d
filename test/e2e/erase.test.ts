import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentRecord } from '../../src/background/database.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { fill, pressedRatings, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { seed, stored, storedEntry } from './seeded.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const DAY = 86_400_000;

/** As much of the browser's own interface as an extension page needs to look around. */
interface Extension {
  storage: Record<'local' | 'session', { get(): Promise<object> }>;
  alarms: { getAll(): Promise<{ name: string }[]> };
  action: { getBadgeText(of: object): Promise<string> };
}

describe('how long things last on this device', () => {
  let stage: Stage;
  let options: Tab;

  const openPrivacy = async (): Promise<Tab> => {
    options = await stage.browser.open(stage.browser.extensionPage('options.html#privacy'));
    return options;
  };
  const counts = () => stored(options);
  /** What lies outside the databases: extension storage, where the sealed keys are, and the rest. */
  const outside = () =>
    options.evaluate(async () => {
      const { chrome: extension } = globalThis as unknown as { chrome: Extension };
      const { storage, alarms, action } = extension;
      return {
        sealed: Object.keys(await storage.local.get()),
        session: Object.keys(await storage.session.get()),
        alarms: (await alarms.getAll()).map(({ name }) => name),
        badge: await action.getBadgeText({}),
        caches: await caches.keys(),
        local: { ...localStorage },
      };
    });
  /** Which pages showed which conversations; one more of them is written down where it is given. */
  const documents = (put?: DocumentRecord): Promise<DocumentRecord[]> =>
    options.evaluate(async (row: DocumentRecord | null) => {
      const open = indexedDB.open('ledger');
      await new Promise((done) => {
        open.onsuccess = done;
      });
      const store = open.result.transaction('documents', 'readwrite').objectStore('documents');
      if (row) store.put(row);
      const reading = store.getAll();
      await new Promise((done) => {
        reading.onsuccess = done;
      });
      open.result.close();
      return reading.result;
    }, put ?? null);
  const sealed = async () => (await outside()).sealed;

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    const tab = await stage.browser.open(
      addresses.clarityq(FIXTURES.clarityq.conversations.completed),
    );
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in ClarityQ/);
    await (await tab.find('textbox', 'Comment')).type('Never sent');
    await openPrivacy();
    await eventually(counts, (now) => now['ledger.drafts'] === 1);
  });
  afterAll(() => stage?.close());

  it('diagnostics are shown as they are copied, and nothing of a person is in them', async () => {
    await press(options, 'Copy diagnostics');
    await options.waitForStatus('Copied. This is what was copied.');
    const text = (await options.find('textbox', 'Diagnostics')).value ?? '';
    expect(JSON.parse(text)).toMatchObject({
      siteAccess: { 'https://*.clarityq.ai/*': true },
      connections: [{ vendor: 'clarityq', hasKey: true }],
      ledger: { entries: 1, unsettled: { drafts: 1 } },
    });
    const { key, productId, conversations } = FIXTURES.clarityq;
    for (const secret of [
      key,
      productId,
      conversations.completed,
      'Never sent',
      'Retail',
      'June',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('the guard’s limit is kept, and only what is sensible', async () => {
    const minutes = await options.find('spinbutton', 'Minutes without a look');
    await minutes.fill('90');
    await options.key('Tab');
    await reads(options, 'A whole number from 1 to 60.');
    await (await minutes.now()).fill('5');
    await options.key('Tab');
    await options.waitForStatus('Saved.');
    await options.reload();
    expect((await options.find('spinbutton', 'Minutes without a look')).value).toBe('5');
  });

  it('old feedback goes at the next start, once nobody has called it off; what waits stays', async () => {
    const at = Date.now() - 40 * DAY;
    await seed(options, storedEntry(at, { key: 'old' }));
    await seed(options, storedEntry(Date.now() - 20 * DAY, { key: 'young' }));
    const held = { state: 'held', hold: { kind: 'answer-changed' }, stored: null } as const;
    await seed(options, storedEntry(at, { key: 'held', ...held }));
    const keep = () => options.find('combobox', 'Keep stored feedback');

    await (await keep()).choose('1 month');
    await reads(options, 'Stored feedback older than 1 month will be deleted');
    await press(options, 'Undo');
    await options.gone('button', 'Undo');
    await options.reload();
    expect((await keep()).value).toBe('For ever');
    await stage.browser.stopBackground();
    await options.reload();
    await keep();
    expect((await counts())['ledger.entries']).toBe(4);

    await (await keep()).choose('1 month');
    await press(options, 'Do it now');
    await options.waitForStatus('Saved.');
    await stage.browser.stopBackground();
    await options.reload();
    expect((await keep()).value).toBe('1 month');
    await eventually(counts, (now) => now['ledger.entries'] === 3);
    const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await reads(history, '3 in all, 1 needs a person');
    await history.close();
  });

  it('a theme is worn at once, kept, and followed by the other pages that are open', async () => {
    const ground = (tab: Tab) =>
      tab.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    const [light, dark] = ['rgb(244, 245, 246)', 'rgb(18, 20, 22)'];
    const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await options.bringToFront();
    await options.goto(stage.browser.extensionPage('options.html#appearance'));
    expect((await options.find('radio', 'As the system')).checked).toBe(true);
    for (const [theme, colour] of [
      ['Light', light],
      ['Dark', dark],
    ] as const) {
      await (await options.find('radio', theme)).click();
      expect(await ground(options)).toBe(colour);
      await eventually(
        () => ground(history),
        (now) => now === colour,
      );
    }
    await history.reload();
    expect(await ground(history)).toBe(dark);
    await history.close();
    await options.goto(stage.browser.extensionPage('options.html#privacy'));
    await options.find('button', 'Erase everything');
  });

  it('erasing can be called off, twice', async () => {
    const before = await counts();
    await press(options, 'Erase everything');
    await reads(options, /3 feedbacks in the history 1 of them not sent yet 1 draft 1 connection/);
    await press(options, 'Keep it');
    await press(options, 'Erase everything');
    await press(options, 'Erase all of it');
    await options.waitForStatus(/Everything will be erased in 10 seconds/);
    expect((await options.focused())?.name).toBe('Undo');
    await options.key('Enter');
    await options.gone('button', 'Erase now');
    expect(await counts()).toEqual(before);
    expect(await sealed()).toHaveLength(1);
  });

  it('and then takes the ledger, the drafts, the keys and the settings, all of them', async () => {
    // A page that was closed long ago, and what the open one showed before.
    await documents({
      id: 'closed',
      tabId: 4711,
      host: 'x',
      showing: 'y',
      confirmed: ['y'],
      at: 0,
    });
    for (const one of await documents()) {
      await documents({ ...one, confirmed: ['shown before', ...one.confirmed] });
    }
    expect((await documents()).length).toBeGreaterThan(1);
    // With a passphrase there is more to leave behind: the raw key and the alarm that locks.
    await fill(options, 'New passphrase', 'correct horse');
    await fill(options, 'Repeat it', 'correct horse');
    await press(options, 'Set passphrase');
    await options.waitForStatus('The passphrase is set.');
    expect(await outside()).toMatchObject({
      session: ['opened'],
      alarms: ['deliver', 'lock'],
      badge: '1',
    });
    const history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await reads(history, '3 in all');
    await options.bringToFront();
    await press(options, 'Erase all of it');
    await press(options, 'Erase now');
    await options.waitForStatus('Everything was erased.');
    const nothing = { sealed: [], session: [], alarms: [], badge: '', caches: [], local: {} };
    await eventually(outside, (now) => JSON.stringify(now) === JSON.stringify(nothing));
    const left = Object.entries(await counts()).filter(([, count]) => count > 0);
    // An open page may have said again by then what it shows, and no more than that.
    expect(left.filter(([table]) => table !== 'ledger.documents')).toEqual([]);
    const { completed } = FIXTURES.clarityq.conversations;
    for (const { id, confirmed } of await documents()) {
      expect(id).not.toBe('closed');
      expect(confirmed).toEqual([expect.stringContaining(completed)]);
    }
    await reads(history, 'Nothing rated yet');
    expect((await options.find('combobox', 'Keep stored feedback')).value).toBe('For ever');
    expect(stage.browser.console.filter(({ type }) => type === 'exception')).toEqual([]);
  });

  it('an open page shows nothing of it, and what was typed there comes back by no way', async () => {
    const tab = await stage.browser.waitForTab(/app\.clarityq\.ai/);
    await tab.bringToFront();
    await tab.find('button', 'Set up');
    expect(await pressedRatings(tab)).toEqual([]);
    expect(await tab.maybe('textbox', 'Comment')).toBeNull();
    await tab.reload();
    await press(tab, 'Expand');
    expect(await tab.text()).not.toContain('Never sent');
    const { 'ledger.entries': entries, 'ledger.drafts': drafts } = await counts();
    expect([entries, drafts]).toEqual([0, 0]);
  });

  it('and it goes on as on the first day', async () => {
    const tab = await stage.browser.waitForTab(/app\.clarityq\.ai/);
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Add your ClarityQ key/);
    await connectClarityq(stage);
    await tab.bringToFront();
    await tab.waitForStatus(/Stored in ClarityQ/);
  });
});
