import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { type Device, openDevice } from './device.ts';
import { fresh } from './rounds.ts';

const STORED = /Stored in ClarityQ at/;
const GONE = 'What Verdict had stored here is gone: this browser has removed it.';
const NEWER = 'A newer Verdict has written what is stored here. Nothing is lost: update Verdict';

describe('a device whose storage fails: one sentence, and no loss that could be avoided', () => {
  let stage: Stage;
  let device: Device;
  let tab: Tab;

  const writesTo = (id: string) =>
    stage.sandbox.clarityq.writes.filter(({ conversationId }) => conversationId === id);
  const opened = async (title: string): Promise<string> => {
    const { id, address } = fresh(stage, 'clarityq', title);
    await tab.bringToFront();
    await tab.goto(address);
    await tab.find('button', 'Good answer');
    return id;
  };
  /** A page of the extension, read and closed again. */
  const pageReads = async (path: string, words: string): Promise<void> => {
    const page = await stage.browser.open(stage.browser.extensionPage(path));
    await reads(page, words);
    await page.close();
  };

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
    device = await openDevice(stage);
  });
  afterAll(() => stage?.close());

  it('a row that is none is set aside; what is due behind it is sent', async () => {
    await device.put('entries', { key: 'spoilt', dueAt: 1, pressedAt: 1, state: 'queued' });
    const id = await opened('Behind a spoilt row');
    await press(tab, 'Good answer');
    await reads(tab, STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }]);
    expect(await device.count('setAside')).toBe(1);
    await pageReads('journal.html', 'One row could not be read and was set aside.');
  });

  it('vanished while the browser was closed: said so, until a key is added again', async () => {
    await device.drop('ledger');
    await device.drop('settings');
    const id = await opened('Vanished');
    await press(tab, 'Bad answer');
    await reads(tab, 'Add your ClarityQ key to send feedback.');
    await pageReads('options.html', GONE);
    await pageReads('journal.html', GONE);
    const options = await connectClarityq(stage);
    await options.reload();
    await options.find('button', 'Add ClarityQ connection');
    await eventually(
      async () => (await options.all('listitem', /ClarityQ$/)).length,
      (count) => count === 1,
    );
    expect(await options.text()).not.toContain('is gone');
    await options.close();
    await tab.bringToFront();
    await reads(tab, STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'NEGATIVE' }]);
  });

  it('written by a newer version: said wherever one looks, and nothing of it is touched', async () => {
    const before = await device.entries();
    expect(before.length).toBeGreaterThan(0);
    await device.raise('ledger', 99);
    await tab.goto(addresses.clarityq(fresh(stage, 'clarityq', 'Newer').id));
    const popup = await stage.browser.popup(tab);
    await reads(popup, NEWER);
    await popup.close();
    expect(await device.badge()).toBe('!');
    await pageReads('journal.html', NEWER);
    await pageReads('options.html', NEWER);
    expect(await device.entries()).toEqual(before);
  });

  it('no exception was left to the browser', () => {
    expect(stage.browser.console.filter(({ type }) => type === 'exception')).toEqual([]);
  });
});
