import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoTraces, freshConversation, pressedRatings, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

describe('the fast path from the keyboard', () => {
  let stage: Stage;
  let tab: Tab;
  let options: Tab;

  /** Opens a conversation in which the person is about to ask on. */
  const open = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    await tab.goto(addresses.clarityq(id));
    await tab.bringToFront();
    await tab.find('button', 'Good answer');
    await (await tab.find('textbox', 'Ask a follow-up')).click();
    return id;
  };
  /** Opens a conversation where no panel is to be seen. */
  const openHidden = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    await tab.goto(addresses.clarityq(id));
    await tab.find('heading', title);
    return id;
  };
  const stored = (id: string, rating: string | null, comment: string | null = null) =>
    eventually(
      () => stage.sandbox.clarityq.feedback(id),
      (now) => now?.rating === rating && (now?.comment ?? null) === comment,
    );
  const focused = (name: string) =>
    eventually(
      async () => (await tab.focused())?.name,
      (now) => now === name,
    );

  beforeAll(async () => {
    stage = await openStage();
    options = await connectClarityq(stage);
    tab = await stage.browser.open(addresses.clarityq(freshConversation(stage.sandbox, 'First')));
  });
  afterAll(() => stage?.close());

  it('one shortcut rates and leaves the focus where it was', async () => {
    const id = await open('Rated at once');
    await stage.browser.shortcut('Alt+Shift+G');
    await stored(id, 'POSITIVE');
    await stage.browser.shortcut('Alt+Shift+D');
    await stored(id, 'NEGATIVE');
    expect(await pressedRatings(tab)).toEqual(['Bad answer']);
    expect((await tab.focused())?.name).toBe('Ask a follow-up');
  });

  it('one shortcut goes to the ratings, one key rates, and Escape leads back', async () => {
    const id = await open('Rated by figure');
    await stage.browser.shortcut('Alt+Shift+J');
    await focused('Good answer');
    await tab.key('2');
    await stored(id, 'NEGATIVE');
    await tab.key('Escape');
    await focused('Ask a follow-up');
    await tab.type('Why?');
    expect((await tab.find('textbox', 'Ask a follow-up')).value).toBe('Why?');
  });

  it('a comment needs no pointer, nor a rating', async () => {
    const id = await open('Commented');
    await stage.browser.shortcut('Alt+Shift+M');
    await focused('Comment');
    await tab.type('Same figures.');
    await tab.key('Control+Enter');
    await stored(id, null, 'Same figures.');
    await tab.key('Escape');
    await focused('Ask a follow-up');
  });

  it('a panel that was hidden comes back', async () => {
    await open('Hidden');
    await press(tab, 'Expand');
    await press(tab, 'Hide on this site');
    await tab.gone('region', 'Verdict feedback');
    const id = await openHidden('Hidden as well');
    await stage.browser.shortcut('Alt+Shift+G');
    await tab.find('region', 'Verdict feedback');
    await stored(id, 'POSITIVE');
  });

  it('Options lists them with their keys', async () => {
    await options.bringToFront();
    await options.goto(stage.browser.extensionPage('options.html#shortcuts'));
    for (const letter of 'JGDM') await reads(options, `Alt+Shift+${letter}`);
    expect(await options.text()).not.toContain('Not set');
    await options.find('button', 'Change in the browser');
  });

  it('Options says of one whose keys are another’s, or were taken away, that it is not set', async () => {
    const { browser } = stage;
    if (browser.name === 'firefox') {
      await options.evaluate("browser.commands.update({ name: 'bad', shortcut: '' })");
    } else {
      // What its own page for shortcuts does.
      const settings = await browser.open('chrome://extensions/shortcuts');
      const change = { extensionId: browser.extensionId, commandName: 'bad', keybinding: '' };
      await settings.evaluate(
        `chrome.developerPrivate.updateExtensionCommand(${JSON.stringify(change)}).then(() => null)`,
      );
      await settings.close();
      await options.bringToFront();
    }
    await options.reload();
    await reads(options, /Good answer Alt\+Shift\+G Bad answer Not set: the keys belong to the/);
    await reads(options, 'Comment Alt+Shift+M');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
