import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation } from './acts.ts';
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

/** What one act of a person may cost, and has to reach. */
interface Budget {
  /** The extension's requests, in order, by method. */
  requests: string[];
  /** Messages from the page to the worker, at most, by kind. */
  asked: Record<string, number>;
  /** Hints from the worker to whoever shows the conversation, at most. */
  hints: number;
}

/**
 * A press is answered with what it made of the feedback, of which only the others need a hint; the
 * outcome is a hint to all, and a look at the ledger.
 */
const PRESS = { asked: { rate: 1, view: 1 }, hints: 2 };
const UNDO = { asked: { undo: 1, view: 1 }, hints: 2 };
/**
 * The panel asks for what is known; then the vendor is looked at, because the conversation has been
 * in sight for a second or because the page's own calls to it have ended: the later of these finds
 * that it was. Firefox gives a window the focus after its document, which is a reason to ask once
 * more.
 */
const VIEWS = process.env.VERDICT_BROWSER === 'firefox' ? 4 : 3;
const OPEN = { asked: { recognised: 1, called: 1, view: VIEWS }, hints: 1 };
const DRAFT: Budget = { requests: [], asked: { draft: 1 }, hints: 0 };
const LEAVE: Budget = { requests: [], asked: { left: 1 }, hints: 0 };

const BUDGETS: Record<'clarityq' | 'clarifeye', Record<string, Budget>> = {
  clarityq: {
    open: { ...OPEN, requests: ['GET'] },
    first: { ...PRESS, requests: ['PUT'] },
    change: { ...PRESS, requests: ['PUT'] },
    draft: DRAFT,
    // Whoever writes takes longer than a look holds: whether this is still the latest answer.
    comment: { ...PRESS, requests: ['GET', 'PUT'] },
    undo: { ...UNDO, requests: ['PUT'] },
    leave: LEAVE,
  },
  clarifeye: {
    open: { ...OPEN, requests: ['GET'] },
    // A new row is followed by the list, which would show that the row had been there already.
    first: { ...PRESS, requests: ['POST', 'GET'] },
    change: { ...PRESS, requests: ['PATCH'] },
    draft: DRAFT,
    comment: { ...PRESS, requests: ['PATCH'] },
    undo: { ...UNDO, requests: ['PATCH'] },
    leave: LEAVE,
  },
};

/** Notes what travels between the page and the worker, which reaches the extension's pages, too. */
const LISTEN = `(() => {
  window.heard = [];
  (window.browser ?? window.chrome).runtime.onMessage.addListener((message, { tab }) => {
    if (message.hint) window.heard.push('hint');
    else if (tab) window.heard.push(message.kind);
  });
})()`;

/** Longer than a look at the vendor holds before a write that lands on the latest answer. */
const LOOK_HOLDS_MS = 5_000;
const CALM_MS = 400;

/** Where everything in a page stands, but for the panel. */
const PLACES = `JSON.stringify([...document.querySelectorAll('body, body *:not(verdict-panel)')]
  .map((one) => [one.localName, ...Object.values(one.getBoundingClientRect().toJSON())]))`;

const PAGE =
  '<!doctype html><title>Still</title><link rel="icon" href="data:,"><main><h1>Still</h1><p>Text.</p></main>';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('what an act costs', () => {
  let stage: Stage;
  let options: Tab;
  let tab: Tab;
  const past = { requests: 0, heard: 0 };

  const own = () => stage.sandbox.requests.filter(({ origin }) => origin === 'extension');
  const heard = () => options.evaluate<string[]>('window.heard');
  /** Everything since the last count, once these have come and nothing more for a while. */
  const spent = async (requests: number, kinds: string[] = []) => {
    await eventually(own, (all) => all.length >= past.requests + requests);
    let words = await eventually(heard, (all) => {
      const since = all.slice(past.heard);
      return kinds.every((kind) => since.includes(kind));
    });
    for (let before = -1; before !== words.length; words = await heard()) {
      before = words.length;
      await sleep(CALM_MS);
    }
    const all = own();
    const since = { requests: all.slice(past.requests), heard: words.slice(past.heard) };
    Object.assign(past, { requests: all.length, heard: words.length });
    return since;
  };
  const counted = (words: string[]) =>
    Object.fromEntries(
      Object.entries(Object.groupBy(words, (word) => word)).map(([word, all]) => [
        word,
        all?.length ?? 0,
      ]),
    );
  const costs = async (act: string, { requests, asked, hints }: Budget) => {
    const since = await spent(requests.length, Object.keys(asked));
    expect(
      since.requests.map(({ method }) => method),
      act,
    ).toEqual(requests);
    const { hint = 0, ...kinds } = counted(since.heard);
    expect(Object.keys(kinds).sort(), act).toEqual(Object.keys(asked).sort());
    for (const [kind, most] of Object.entries(asked)) {
      expect(kinds[kind], `${act}: ${kind}`).toBeLessThanOrEqual(most);
    }
    expect(hint, act).toBeLessThanOrEqual(hints);
  };

  beforeAll(async () => {
    stage = await openStage({ hosts: ['elsewhere.example'] });
    await (await connectClarityq(stage)).close();
    options = await connectClarifeye(stage);
    await options.evaluate(LISTEN);
    tab = await stage.browser.open('https://docs.clarityq.ai/');
  });
  afterAll(() => stage?.close());

  it.each(['clarityq', 'clarifeye'] as const)(
    '%s: no more requests and messages than it takes',
    async (vendor) => {
      const budgets = BUDGETS[vendor];
      const id =
        vendor === 'clarityq'
          ? freshConversation(stage.sandbox, 'Counted')
          : FIXTURES.clarifeye.conversations.single;
      const cost = (act: string) => costs(act, budgets[act] as Budget);
      await tab.goto(addresses[vendor](id));
      await tab.find('button', 'Good answer');
      await cost('open');
      const lookedAt = own().at(-1)?.at ?? 0;
      await press(tab, 'Good answer');
      await cost('first');
      await press(tab, 'Bad answer');
      await cost('change');
      await fill(tab, 'Comment', 'Too short');
      await cost('draft');
      if (vendor === 'clarityq') await sleep(Math.max(0, lookedAt + LOOK_HOLDS_MS - Date.now()));
      await press(tab, 'Save comment');
      await cost('comment');
      await press(tab, 'Undo');
      await cost('undo');
      await tab.goto('https://docs.clarityq.ai/');
      await cost('leave');
    },
  );

  it.each([
    ["a page that is not a vendor's", 'elsewhere.example', '/c'],
    ["a vendor's page without a conversation", FIXTURES.clarityq.appHost, '/settings'],
  ])('%s: nothing is added, said or asked', async (_, host, path) => {
    stage.sandbox.serve(host, path, { body: PAGE });
    await tab.goto(`https://${host}${path}`);
    expect(await spent(0)).toEqual({ requests: [], heard: [] });
    expect(await tab.evaluate('document.querySelectorAll("*").length')).toBe(8);
  });

  it('the panel adds one element to the page and moves nothing', async () => {
    const before = await tab.evaluate<string>(PLACES);
    const address = addresses.clarityq(freshConversation(stage.sandbox, 'Still'));
    stage.sandbox.serve(FIXTURES.clarityq.appHost, new URL(address).pathname, { body: PAGE });
    await tab.goto(address);
    await press(tab, 'Good answer');
    await tab.find('button', 'Collapse');
    await spent(2);
    expect(await tab.evaluate<string>(PLACES)).toBe(before);
    expect(await tab.evaluate('document.querySelectorAll("*").length')).toBe(9);
  });

  it('leaves no traces, nor a line in a console', () => expectNoTraces(stage));
});
