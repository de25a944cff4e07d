import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMoment, reads } from '../acts.ts';
import type { ChromiumSession } from '../driver/chromium.ts';
import type { Tab } from '../driver/person.ts';
import { connectClarityq, openStage, press, type Stage } from '../stage.ts';
import { type Device, openDevice } from './device.ts';
import { fresh } from './rounds.ts';

const STORED = /Stored in ClarityQ at/;

describe('the store taken away under a running worker', () => {
  let stage: Stage;
  let device: Device;
  let tab: Tab;

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
    device = await openDevice(stage);
    await tab.bringToFront();
  });
  afterAll(() => stage?.close());

  it('a press in a panel that was open all along is kept, and sent once there is a key again', async () => {
    const { id, address } = fresh(stage, 'clarityq', 'Taken away');
    await tab.goto(address);
    await press(tab, 'Good answer');
    await reads(tab, STORED);
    const browser = stage.browser as ChromiumSession;
    const origin = browser.extensionPage('').replace(/\/$/, '');
    expect(await browser.backgroundAlive()).toBe(true);
    // As the browser does it, open databases or not.
    await browser
      .protocol(tab)
      .send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    // What is pressed while the browser is still at it goes with the rest.
    await aMoment();
    await press(tab, 'Bad answer');
    await reads(tab, 'Add your ClarityQ key to send feedback.');
    expect(await device.entries()).toMatchObject([{ intent: { rating: 'bad' }, state: 'held' }]);
    const options = await connectClarityq(stage);
    await options.close();
    await tab.bringToFront();
    await reads(tab, STORED);
    expect(stage.sandbox.clarityq.feedback(id)).toMatchObject({ rating: 'NEGATIVE' });
  });
});
