import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { type Granting, granting } from './granting.ts';

const { clarityq: cq } = FIXTURES;
const isFirefox = process.env.VERDICT_BROWSER === 'firefox';

describe('a browser that withholds the vendor’s sites', () => {
  let stage: Stage;
  let options: Tab;
  let tab: Tab;
  let sites: Granting;

  const isRated = (id: string, rating: string) =>
    eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating ?? null,
      (now) => now === rating,
    );
  const sent = () => stage.sandbox.requests.filter(({ origin }) => origin === 'extension').length;
  /** Presses Allow; Chrome ends the popup when it asks, Firefox leaves it open. */
  const pressAllow = async (popup: Tab) => {
    await press(popup, 'Allow');
    if (isFirefox) return;
    await eventually(
      () =>
        popup.text().then(
          () => false,
          () => true,
        ),
      (ended) => ended,
    );
  };

  beforeAll(async () => {
    stage = await openStage();
    sites = await granting(stage);
    options = await connectClarityq(stage);
    tab = await stage.browser.open(addresses.clarityq(cq.conversations.completed));
    await tab.find('region', 'Verdict feedback');
  });
  afterAll(() => stage?.close());

  it('taken away under an open page: the rating is kept, the popup names it, Allow sends it', async () => {
    const id = freshConversation(stage.sandbox, 'Taken away');
    await tab.goto(addresses.clarityq(id));
    await tab.find('region', 'Verdict feedback');
    await sites.withhold();
    const before = sent();
    await tab.bringToFront();
    await press(tab, 'Good answer');
    await tab.waitForStatus(`The browser withholds access to ${cq.apiHost}.`);
    expect((await tab.find('button', 'Good answer')).pressed).toBe(true);

    const popup = await stage.browser.popup(tab);
    await reads(popup, 'The browser withholds this site.');
    await reads(popup, `Allow ${cq.appHost}, so that the panel can be shown there.`);
    expect(sent()).toBe(before);
    await pressAllow(popup);
    await sites.allow();
    await isRated(id, 'POSITIVE');
    await tab.bringToFront();
    await tab.waitForStatus(/Stored in ClarityQ at/);
    const again = await stage.browser.popup(tab);
    await again.find('switch', 'Show panel on this site');
    expect(await again.text()).not.toContain('withholds');
    await again.close();
    // Nothing was asked for that stays behind when the sites are taken away again.
    const api = isFirefox ? 'browser' : 'chrome';
    const granted = await options.evaluate<string[]>(
      `${api}.permissions.getAll().then(({ origins }) => origins)`,
    );
    expect(granted).toContain('https://*.clarityq.ai/*');
    expect(granted.filter((origin) => !/^https:\/\/\*\.[a-z]+\.(ai|io)\/\*$/.test(origin))).toEqual(
      [],
    );
  });

  it('withheld before the page: nothing there; named where an address is pasted; allowed, the panel is there without a reload', async () => {
    const [shown, pasted] = ['Shown', 'Pasted'].map((title) =>
      freshConversation(stage.sandbox, title),
    ) as [string, string];
    await sites.withhold();
    const before = sent();
    // Chrome grants a tab to the extension whose button was pressed there, for as long as it is there.
    await tab.close();
    tab = await stage.browser.open(addresses.clarityq(shown));
    const elsewhere = await stage.browser.open('https://docs.clarityq.ai/');
    const popup = await stage.browser.popup(elsewhere);
    await fill(popup, 'Paste an address or an id', addresses.clarityq(pasted));
    await press(popup, 'Find');
    await reads(popup, `The browser withholds ${cq.apiHost}.`);
    await reads(popup, 'Allow it, so that feedback can be sent there.');
    await press(popup, 'Bad answer');
    await popup.waitForStatus(`The browser withholds access to ${cq.apiHost}.`);
    expect(await tab.all('region', 'Verdict feedback')).toEqual([]);
    expect(await tab.evaluate(`document.querySelectorAll('verdict-panel').length`)).toBe(0);
    expect(sent()).toBe(before);

    await pressAllow(popup);
    await sites.allow();
    await isRated(pasted, 'NEGATIVE');
    await elsewhere.close();
    await tab.bringToFront();
    await press(tab, 'Good answer');
    await isRated(shown, 'POSITIVE');
    await reads(tab, 'Comment in the popup, or reload.');
    await tab.reload();
    await tab.find('textbox', 'Comment');
  });

  it('a test of the connection in Options names it, too', async () => {
    await sites.withhold();
    await options.bringToFront();
    const before = sent();
    await press(options, 'Test connection');
    await reads(options, 'The browser withholds this site');
    await reads(options, `Allow ${cq.apiHost} to test it.`);
    expect(sent()).toBe(before);
    await press(options, 'Allow');
    await sites.allow();
    if (!isFirefox) await press(options, 'Test connection');
    await reads(options, 'Accepted by ClarityQ for this product');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
