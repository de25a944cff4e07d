import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const { clarityq: cq } = FIXTURES;
const UNREADABLE =
  'ClarityQ answered in a way Verdict cannot read. Try again; if it stays, ClarityQ may have changed.';

describe('bad input gets one sentence, and nothing stored before is lost', () => {
  let stage: Stage;
  let tab: Tab;

  const ratingOf = (id: string) => stage.sandbox.clarityq.feedback(id)?.rating ?? null;

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('a reply of 50 MB is not read to its end', async () => {
    const { faults, requests } = stage.sandbox;
    const id = freshConversation(stage.sandbox, 'Fifty million');
    faults.add({
      path: id,
      method: 'GET',
      // The page's own calls to the conversation give reason for another look.
      times: 5,
      when: 'before',
      do: { kind: 'huge', bytes: 50_000_000 },
    });
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', UNREADABLE);
    const huge = requests.find(({ origin, path }) => origin === 'extension' && path.includes(id));
    expect(huge?.answered).toBe(false);
    faults.clear();
    await press(tab, 'Good answer');
    await eventually(
      () => ratingOf(id),
      (rating) => rating === 'POSITIVE',
    );
  });

  it('an id that is no uuid and an address that is no conversation get no panel', async () => {
    const { sandbox } = stage;
    const nowhere = ['/12345/conversations/678', '/settings/billing', '/conversations/not-a-uuid'];
    for (const path of nowhere) {
      sandbox.serve(cq.appHost, path, { body: `<!doctype html><title>x</title><h1>${path}</h1>` });
      await tab.goto(`https://${cq.appHost}${path}`);
      const popup = await stage.browser.popup(tab);
      await popup.find('heading', 'No conversation here');
      await reads(popup, 'No conversation can be seen here.');
      await popup.close();
      expect(await tab.maybe('region', 'Verdict feedback')).toBeNull();
    }
  });

  it('pasted into the popup, each is told apart', async () => {
    const popup = await stage.browser.popup(tab);
    const pasted: [string, RegExp | string][] = [
      ['', 'Paste the address of a conversation, or its id.'],
      ['12345', /This is neither an address nor an id\. An id looks like [0-9a-f-]{36}\./],
      ['c1a90001-7d35-4b0e-8f6a', /This is neither an address nor an id/],
      ['https://example.com/chat/1', 'Verdict works in the web apps of ClarityQ and Clarifeye.'],
      [
        'https://docs.clarityq.ai/api',
        /This is a site of ClarityQ, but not where its conversations are/,
      ],
      [`https://${cq.appHost}/settings`, 'No conversation can be seen here.'],
    ];
    for (const [text, words] of pasted) {
      await fill(popup, 'Paste an address or an id', text);
      await press(popup, 'Find');
      await reads(popup, words);
      expect(await popup.maybe('button', 'Good answer')).toBeNull();
    }
    await popup.close();
  });

  it('a reply that never ends is given up after its time', async () => {
    const { faults } = stage.sandbox;
    const id = freshConversation(stage.sandbox, 'Without end');
    faults.add({ path: id, times: 3, when: 'before', do: { kind: 'drip' } });
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'ClarityQ did not answer in time. Try again later.', 30_000);
    faults.clear();
    await press(tab, 'Bad answer');
    await eventually(
      () => ratingOf(id),
      (rating) => rating === 'NEGATIVE',
    );
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
