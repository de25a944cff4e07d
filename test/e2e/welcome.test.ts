import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, pressedRatings, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { eventually, openFirstStage, press, type Stage, welcomeIn } from './stage.ts';

const STORED = /Stored in Practice at/;

describe('the first minutes, without a key', () => {
  let stage: Stage;
  let tab: Tab;

  const lesson = async (name: string): Promise<void> => {
    await (await tab.find('combobox', 'What the vendor does with it')).choose(name);
    await eventually(
      () => pressedRatings(tab),
      (pressed) => pressed.length === 0,
    );
  };
  const mean = async (rating: string): Promise<void> => {
    await eventually(
      () => pressedRatings(tab),
      (pressed) => pressed.join() === rating,
    );
  };

  beforeAll(async () => {
    stage = await openFirstStage();
    tab = await welcomeIn(stage);
  });
  afterAll(() => stage?.close());

  it('one page opens by itself after the installation: what it does, keeps and sends', async () => {
    await tab.find('heading', 'Say what you think of an answer, right where you read it');
    for (const part of ['What it does', 'What it keeps, on this device', 'What it sends']) {
      await tab.find('heading', part);
    }
    expect(await tab.evaluate<string>('document.title')).toBe('Welcome to Verdict');
    expect((await stage.browser.tabs()).length).toBeLessThanOrEqual(2);
  });

  it('one press rates the practice answer, and words can be added and undone', async () => {
    await press(tab, 'Good answer');
    await reads(tab, STORED);
    await fill(tab, 'Comment', 'Clear.');
    await press(tab, 'Save comment');
    await tab.find('button', 'Undo');
    await reads(tab, STORED);
    await press(tab, 'Undo');
    await eventually(
      async () => (await tab.find('textbox', 'Comment')).value ?? '',
      (text) => text === '',
    );
    await mean('Good answer');
  });

  it('the vendor still writes: waits, and is stored when it has finished', async () => {
    await lesson('Is still writing the answer');
    await press(tab, 'Good answer');
    await reads(tab, 'Waiting for the answer to finish.');
    await reads(tab, STORED);
  });

  it('the vendor has written another answer: asked, and the new answer is rated', async () => {
    await lesson('Has written another answer by then');
    await press(tab, 'Bad answer');
    await reads(tab, 'The answer has changed since you rated it.');
    await press(tab, 'Rate the new answer');
    await reads(tab, STORED);
  });

  it('the vendor cannot be reached at first: kept, and stored once it can', async () => {
    await lesson('Cannot be reached at first');
    await press(tab, 'Good answer');
    await reads(tab, 'Saved on this device. Will be sent when Practice can be reached.');
    await reads(tab, STORED);
  });

  it('the vendor refuses: said so, and Discard lets go of it', async () => {
    await lesson('Refuses it');
    await press(tab, 'Good answer');
    await press(tab, 'Discard');
    await tab.gone('button', 'Discard');
    await mean('');
  });

  it('the vendor stores something else: said what', async () => {
    await lesson('Stores something else');
    await press(tab, 'Good answer');
    await reads(tab, /Stored differently: /);
  });

  it('all of it stands in the history, and nothing of it was asked of anybody', async () => {
    const journal = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await reads(journal, 'Practice conversation');
    await journal.close();
    expect(stage.sandbox.requests).toEqual([]);
    // The name that stands where a vendor has its API is never looked up.
    expect(stage.browser.reached.filter((host) => /practice|clari/.test(host))).toEqual([]);
  });

  it('leads to where a key goes in', async () => {
    const welcome = await stage.browser.open(stage.browser.extensionPage('welcome.html'));
    await (await welcome.find('link', 'Add ClarityQ connection')).click();
    const options = await stage.browser.waitForTab(/options\.html/);
    await options.find('textbox', 'API key');
    await options.close();
  });

  it('a browser that starts again does not show it again', async () => {
    await stage.browser.restart();
    tab = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await reads(tab, 'Practice conversation');
    const addresses = await Promise.all(
      (await stage.browser.tabs()).map((one) => one.evaluate<string>('location.href')),
    );
    expect(addresses.filter((address) => address.includes('welcome'))).toEqual([]);
  });

  it('leaves no line on any console', () => expect(stage.browser.console).toEqual([]));
});
