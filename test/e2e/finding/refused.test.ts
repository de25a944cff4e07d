import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from '../stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const UNKNOWN = (vendor: string) =>
  `${vendor} does not know this conversation for this key. Check that the connection in Options is of the same product or project.`;

describe('where the person may not rate', () => {
  let stage: Stage;
  let tab: Tab;

  const share = (id: string) => `https://${cq.appHost}/share/${id}`;
  /** No thumb and no comment, in the panel or the popup: only the words. */
  const says = async (where: Tab, words: string) => {
    await reads(where, words);
    await where.gone('button', 'Good answer');
    expect(await where.text()).not.toContain('Rates the latest answer');
    for (const [role, name] of [
      ['button', 'Bad answer'],
      ['button', 'Neutral'],
      ['textbox', 'Comment'],
    ] as const) {
      expect(await where.maybe(role, name)).toBeNull();
    }
    await where.find('button', 'Try again');
    await where.find('button', 'Options');
  };

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  it.each([
    ['a share page of ClarityQ', share(cq.unknownConversation), 'ClarityQ'],
    [
      'another product’s conversation',
      addresses.clarityq(cq.conversations.otherProduct),
      'ClarityQ',
    ],
    ['somebody else’s at Clarifeye', addresses.clarifeye(cf.conversations.private), 'Clarifeye'],
    ['one that does not exist', addresses.clarifeye(cf.unknownConversation), 'Clarifeye'],
  ])('%s: a sentence in the place of the thumbs', async (_, address, vendor) => {
    stage.sandbox.serve(cq.appHost, `/share/${cq.unknownConversation}`, {
      body: '<!doctype html><title>Shared</title><link rel="icon" href="data:,"><main>Shared</main>',
    });
    await tab.goto(address);
    await press(tab, UNKNOWN(vendor));
    await says(tab, UNKNOWN(vendor));
    const popup = await stage.browser.popup(tab);
    await says(popup, UNKNOWN(vendor));
    await popup.close();
  });

  it('the home page of a product shows its id alone, too: no panel, and nothing is asked', async () => {
    const home = `/${cq.productId}`;
    stage.sandbox.serve(cq.appHost, home, {
      body: '<!doctype html><title>Home</title><link rel="icon" href="data:,"><main>Home</main>',
    });
    await tab.goto(`https://${cq.appHost}${home}`);
    const popup = await stage.browser.popup(tab);
    await popup.find('heading', 'No conversation here');
    await popup.close();
    expect(await tab.all('region', 'Verdict feedback')).toEqual([]);
    const asked = stage.sandbox.requests.filter(
      ({ origin, path }) =>
        origin === 'extension' && path.includes(`conversations/${cq.productId}`),
    );
    expect(asked).toEqual([]);
  });

  it('nothing of all this was written', () => {
    expect(stage.sandbox.clarityq.puts).toBe(0);
    const own = stage.sandbox.requests.filter(({ origin }) => origin === 'extension');
    expect(own.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('a vendor that changes its mind: Try again brings the thumbs', async () => {
    const id = cf.conversations.single;
    const refused = { kind: 'status', status: 403, body: { error: 'Not yours.' } } as const;
    stage.sandbox.faults.add({ host: cf.host, path: id, times: 2, when: 'before', do: refused });
    await tab.goto(addresses.clarifeye(id));
    const words =
      'This key has no access to this part of Clarifeye. Check the connection in Options, or ask its owner.';
    await press(tab, words);
    await says(tab, words);
    stage.sandbox.faults.clear();
    await press(tab, 'Try again');
    await press(tab, 'Good answer');
    await eventually(
      () => stage.sandbox.clarifeye.rows(id).map((row) => row.is_positive),
      (rows) => rows.length === 1 && rows[0] === true,
    );
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
