import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoTraces, freshConversation, reads } from '../acts.ts';
import { addresses, connectClarityq, openStage, press, type Stage } from '../stage.ts';
import { granting } from './granting.ts';

/**
 * Only in Firefox can a test answer the browser's question. In Chrome a press of the button on a
 * page that was withheld from the start brings the browser's own offer to reload instead.
 */
describe('access that is asked for on the page itself', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('declined, the popup says where it can be allowed; granted, the panel is there', async () => {
    const id = freshConversation(stage.sandbox, 'Declined');
    const sites = await granting(stage);
    await sites.withhold();
    const tab = await stage.browser.open(addresses.clarityq(id));
    const popup = await stage.browser.popup(tab);
    await reads(popup, 'The browser withholds this site.');
    await press(popup, 'Allow');
    await sites.decline?.();
    await popup.waitForStatus('The browser still withholds it. You can allow it in the browser');
    expect(stage.sandbox.requests.filter(({ origin }) => origin === 'extension')).toEqual([]);
    await press(popup, 'Allow');
    await sites.allow();
    await popup.gone('button', 'Allow');
    await popup.close();
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(stage.sandbox.clarityq.feedback(id)?.rating).toBe('POSITIVE');
    expectNoTraces(stage);
  });
});
