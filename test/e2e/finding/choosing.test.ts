import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putPage } from '../../sandbox/pages-built/pages.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;

describe('where nothing can tell, the person chooses, once', () => {
  let stage: Stage;
  let options: Tab;
  let tab: Tab;

  const ratingOf = (id: string) => stage.sandbox.clarityq.feedback(id)?.rating ?? null;
  const isRated = (id: string, rating: string) =>
    eventually(
      () => ratingOf(id),
      (now) => now === rating,
    );

  beforeAll(async () => {
    stage = await openStage();
    options = await connectClarityq(stage);
    tab = await stage.browser.open(addresses.clarityq(cq.conversations.completed));
  });
  afterAll(() => stage?.close());

  it('two conversations in one address: no panel; picked in the popup, it is there', async () => {
    const [a, b] = ['One', 'Other'].map((title) => freshConversation(stage.sandbox, title)) as [
      string,
      string,
    ];
    await tab.goto(`${addresses.clarityq(a)}?conversation=${b}`);
    const popup = await stage.browser.popup(tab);
    await popup.waitForText('The address names several conversations. Choose the one to rate.');
    expect(await tab.maybe('button', 'Good answer')).toBeNull();
    await press(popup, new RegExp(b));
    await popup.find('button', 'Good answer');
    await popup.close();
    await press(tab, 'Good answer');
    await isRated(b, 'POSITIVE');
    expect(ratingOf(a)).toBeNull();

    const again = await stage.browser.popup(tab);
    await again.waitForText('You chose it; the page names others, too.');
    expect((await again.find('button', 'Good answer')).pressed).toBe(true);
    await press(again, new RegExp(a));
    await eventually(
      async () => (await again.maybe('button', 'Good answer'))?.pressed,
      (pressed) => pressed === false,
    );
    await again.close();
    await eventually(
      async () => (await tab.maybe('button', 'Good answer'))?.pressed,
      (pressed) => pressed === false,
    );
    await press(tab, 'Bad answer');
    await isRated(a, 'NEGATIVE');
    expect(ratingOf(b)).toBe('POSITIVE');
  });

  it('a page in closed roots whose address never changes: found, and chosen once it is not alone', async () => {
    const ids = ['First', 'Second'].map((title) => freshConversation(stage.sandbox, title));
    const [a, b] = ids as [string, string];
    const { addressOf } = await putPage(stage.sandbox, 'closed-roots', 'clarityq', 'none', ids);
    await tab.goto(addressOf(a));
    await press(tab, 'Good answer');
    await isRated(a, 'POSITIVE');
    await press(tab, `Open ${b.slice(0, 8)}`);
    await tab.gone('button', 'Good answer');
    const popup = await stage.browser.popup(tab);
    await popup.waitForText('The page has asked for several conversations.');
    await press(popup, new RegExp(b));
    await press(popup, 'Bad answer');
    await isRated(b, 'NEGATIVE');
    expect(ratingOf(a)).toBe('POSITIVE');
    await popup.close();
  });

  it('several connections fit: chosen once per project, in the panel', async () => {
    const tokens = { Mira: cf.tokens.member, Jonas: cf.tokens.second };
    for (const [name, token] of Object.entries(tokens)) {
      await options.bringToFront();
      await press(options, 'Add Clarifeye connection');
      await fill(options, 'Name', name);
      await fill(options, 'Access token', token);
      await press(options, 'Save');
      await options.gone('button', 'Save');
    }
    await tab.bringToFront();
    await tab.goto(addresses.clarifeye(cf.conversations.shared));
    await press(tab, 'Expand');
    await reads(tab, 'Several of your connections fit. Choose one to send over.');
    await (await tab.find('combobox', 'Send over')).choose('Jonas');
    await tab.gone('combobox', 'Send over');
    // With the answers the panel grows; nobody aims before that.
    await tab.find('button', 'Later answer');
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in Clarifeye as jonas@northwind\.example at/);

    await tab.goto(addresses.clarifeye(cf.conversations.single));
    await reads(tab, 'Clarifeye does not know this conversation for this key.');
    expect(await tab.maybe('combobox', 'Send over')).toBeNull();
  });

  it('and in the popup, for a project that was not asked about yet', async () => {
    await tab.goto(addresses.clarifeye(cf.conversations.secondProject, cf.secondProjectId));
    await tab.find('button', 'Good answer');
    const popup = await stage.browser.popup(tab);
    await (await popup.find('combobox', 'Send over')).choose('Mira');
    await popup.gone('combobox', 'Send over');
    await eventually(
      async () =>
        (await popup.maybe('button', 'Later answer')) ?? popup.maybe('textbox', 'Comment'),
      (control) => control !== null,
    );
    await press(popup, 'Good answer');
    await popup.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    await popup.close();
    expect((await tab.find('button', 'Good answer')).pressed).toBe(true);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
