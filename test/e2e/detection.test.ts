import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clarifeyeAddress, clarityqAddress, SCHEMES } from '../sandbox/address.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;
const LOOK_ALIKES = [
  'clarityq.ai.example.net',
  'notclarityq.ai',
  'app.notclarityq.ai',
  'eu.app.clarifeye.ai.evil.example',
  'notclarifeye.io',
];
const NOT_THE_APP = ['www', 'docs', 'api', 'get', 'pages'].map((name) => `${name}.clarityq.ai`);

describe('finding the conversation in front of the person', () => {
  let stage: Stage;
  let tab: Tab;

  const ratingOf = (id: string) => stage.sandbox.clarityq.feedback(id)?.rating ?? null;
  const panel = () => tab.find('region', 'Verdict feedback');
  /** Presses Good and tells which conversation got it. */
  const pressedOn = async (id: string) => {
    await press(tab, 'Good answer');
    await eventually(
      () => ratingOf(id),
      (rating) => rating === 'POSITIVE',
    );
  };

  beforeAll(async () => {
    stage = await openStage({ hosts: LOOK_ALIKES });
    await (await connectClarityq(stage)).close();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  it.each(SCHEMES)('ClarityQ, the id in the %s', async (scheme) => {
    const id = freshConversation(stage.sandbox, `In the ${scheme}`);
    stage.sandbox.clarityq.lastOpened = id;
    await tab.goto(clarityqAddress(scheme, { conversation: id }));
    await pressedOn(id);
  });

  const clarifeye = [
    ['path', cf.conversations.single],
    ['query', cf.conversations.leave],
    ['hash', cf.conversations.gaps],
    ['traffic', cf.conversations.archived],
  ] as const;
  it.each(clarifeye)('Clarifeye, the id in the %s', async (scheme, id) => {
    const { clarifeye: vendor } = stage.sandbox;
    vendor.lastOpened = id;
    await tab.goto(clarifeyeAddress(scheme, { conversation: id }));
    await press(tab, 'Good answer');
    await eventually(
      () => vendor.rows(id).map((row) => row.is_positive),
      (all) => all.length === 1,
    );
    expect(vendor.rows(id)).toMatchObject([{ is_positive: true, projectId: cf.projectId }]);
  });

  it.each(['path', 'query', 'hash', 'traffic'] as const)(
    'single-page navigation (%s): the panel follows to the other conversation, and back',
    async (scheme) => {
      const { sandbox } = stage;
      const [first, second] = [1, 2].map((n) => freshConversation(sandbox, `Hop ${scheme} ${n}`));
      if (first === undefined || second === undefined) return expect.fail();
      sandbox.clarityq.lastOpened = first;
      await tab.goto(clarityqAddress(scheme, { conversation: first }));
      await pressedOn(first);
      await (await tab.find('link', `Hop ${scheme} 2`)).click();
      await tab.find('heading', `Hop ${scheme} 2`);
      if (scheme === 'traffic') return;
      await eventually(
        async () => (await tab.find('button', 'Good answer')).pressed,
        (pressed) => pressed === false,
      );
      await pressedOn(second);
      await tab.back();
      await eventually(
        async () => (await tab.find('button', 'Good answer')).pressed,
        (pressed) => pressed === true,
      );
      const before = sandbox.clarityq.puts;
      await press(tab, 'Bad answer');
      await eventually(
        () => ratingOf(first),
        (rating) => rating === 'NEGATIVE',
      );
      expect(ratingOf(second)).toBe('POSITIVE');
      expect(sandbox.clarityq.puts).toBe(before + 1);
    },
  );

  it('a page without a conversation has no panel', async () => {
    const id = freshConversation(stage.sandbox, 'Leaves');
    await tab.goto(addresses.clarityq(id));
    await panel();
    await press(tab, 'New question');
    await tab.gone('region', 'Verdict feedback');
    await tab.back();
    await panel();
  });

  it('the page of the connected product is no conversation, opened first or returned to', async () => {
    const looks = () =>
      stage.sandbox.requests.filter(
        ({ origin, path }) =>
          origin === 'extension' && path.includes(`conversations/${cq.productId}`),
      );
    await tab.goto(`https://${cq.appHost}/${cq.productId}`);
    const popup = await stage.browser.popup(tab);
    await popup.find('heading', 'No conversation here');
    expect(await popup.maybe('button', 'Good answer')).toBeNull();
    await fill(popup, 'Paste an address or an id', `https://${cq.appHost}/${cq.productId}`);
    await press(popup, 'Find');
    await popup.waitForStatus('No conversation can be seen here.');
    await popup.close();
    expect(await tab.all('region', 'Verdict feedback')).toEqual([]);

    const id = freshConversation(stage.sandbox, 'Opened from the product');
    await tab.reload();
    await (await tab.find('link', 'Opened from the product')).click();
    await pressedOn(id);
    await tab.back();
    await tab.gone('region', 'Verdict feedback');
    expect(looks()).toEqual([]);
  });

  it('two conversations in the traffic of one address: no panel, and the popup offers the choice', async () => {
    const { sandbox, browser } = stage;
    const ids = [1, 2].map((n) => freshConversation(sandbox, `Several ${n}`));
    const calls = ids.map((id) => `/api/v1/products/${cq.productId}/conversations/${id}/status`);
    sandbox.serve(cq.appHost, '/board', {
      body: `<!doctype html><title>Board</title><h1>Board</h1><script>
for (const path of ${JSON.stringify(calls)}) fetch('https://api.clarityq.ai' + path, { credentials: 'include', headers: { 'x-web-client': 'app' } });
</script>`,
    });
    await tab.goto(`https://${cq.appHost}/board`);
    await eventually(
      () => sandbox.requests.filter(({ path }) => calls.includes(path)).length,
      (seen) => seen >= 2,
    );
    const popup = await browser.popup(tab);
    await popup.find('heading', 'Which conversation?');
    await reads(popup, 'The page has asked for several conversations. Choose the one to rate.');
    expect(await tab.maybe('region', 'Verdict feedback')).toBeNull();
    await press(popup, new RegExp(ids[1] ?? ''));
    await press(popup, 'Good answer');
    await eventually(
      () => ids.map(ratingOf),
      ([, second]) => second === 'POSITIVE',
    );
    expect(ids.map(ratingOf)).toEqual([null, 'POSITIVE']);
    await popup.close();
  });

  it.each([...LOOK_ALIKES, ...NOT_THE_APP])('%s gets nothing', async (host) => {
    const { sandbox } = stage;
    const id = freshConversation(sandbox, host);
    const path = `/${cq.productId}/conversations/${id}`;
    sandbox.serve(host, path, { body: `<!doctype html><title>${host}</title><h1>${host}</h1>` });
    await tab.goto(`https://${host}${path}`);
    // The popup asks the worker about the tab, so that whatever was to come has come.
    const popup = await stage.browser.popup(tab);
    await popup.find('textbox', 'Paste an address or an id');
    await popup.close();
    expect(await tab.maybe('region', 'Verdict feedback')).toBeNull();
    expect(await tab.evaluate("document.querySelectorAll('verdict-panel').length")).toBe(0);
    const asked = sandbox.requests.filter((request) => request.path.includes(id));
    expect(asked.map(({ origin }) => origin)).toEqual(['page']);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
