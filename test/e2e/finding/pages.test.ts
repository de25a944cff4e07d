import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPage, putPage } from '../../sandbox/pages-built/pages.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { freshConversation } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import {
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from '../stage.ts';
import { foundInOrder, watch } from './watching.ts';

type Vendor = 'clarityq' | 'clarifeye';
type Scheme = 'path' | 'query' | 'hash';

/** Every page once, each vendor under each scheme; Firefox takes the half that differs most. */
const CASES: [
  page: BuiltPage,
  vendor: Vendor,
  scheme: Scheme,
  cached: boolean,
  everywhere: boolean,
][] = [
  ['deep-chat', 'clarityq', 'path', true, true],
  ['assistant-ui', 'clarifeye', 'query', true, false],
  ['chatscope', 'clarifeye', 'path', false, true],
  ['virtual-list', 'clarityq', 'hash', true, false],
  ['virtual-list', 'clarifeye', 'hash', true, false],
  ['hydrated', 'clarityq', 'query', false, true],
];
const isFirefox = process.env.VERDICT_BROWSER === 'firefox';

describe('the right conversation, and no other at any moment', () => {
  let stage: Stage;
  let tab: Tab;

  const name = (id: string) => `Open ${id.slice(0, 8)}`;
  const requestsOf = (id: string) =>
    stage.sandbox.requests.filter(
      ({ origin, method, path }) =>
        origin === 'page' && method !== 'OPTIONS' && path.includes(`${id}/`),
    );

  const hover = async (id: string) => {
    const { x, y, width, height } = await (await tab.find('button', name(id))).box();
    await tab.mouse.move(x + width / 2, y + height / 2);
  };
  const ask = async (question: string) => {
    const field = await tab.maybe('textbox', 'Ask a question');
    if (field) await field.type(question);
    else {
      // chatscope's is no textbox to anybody who cannot see it.
      const at = await tab.evaluate<{ x: number; y: number }>(
        `document.querySelector('[contenteditable]').getBoundingClientRect().toJSON()`,
      );
      await tab.mouse.click(at.x + 20, at.y + 8);
      await tab.type(question);
    }
    const send = await tab.maybe('button', 'Send');
    if (send && !send.disabled) await send.click();
    else await tab.key('Enter');
  };

  beforeAll(async () => {
    stage = await openStage();
    stage.sandbox.clarityq.autoFinishMs = null;
    stage.sandbox.clarifeye.autoFinishMs = null;
    await connectClarityq(stage);
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  const make = (vendor: Vendor, title: string): string => {
    if (vendor === 'clarityq') return freshConversation(stage.sandbox, title);
    const { projectId, people } = FIXTURES.clarifeye;
    const { id } = stage.sandbox.clarifeye.create(projectId, people.member.id, title);
    stage.sandbox.clarifeye.ask(id, `${title}?`);
    stage.sandbox.clarifeye.finish(id);
    return id;
  };
  const isStored = (vendor: Vendor, id: string): boolean =>
    vendor === 'clarityq'
      ? stage.sandbox.clarityq.feedback(id)?.rating === 'POSITIVE'
      : stage.sandbox.clarifeye.rows(id)[0]?.is_positive === true;

  const cases = CASES.filter(([, , , , everywhere]) => everywhere || !isFirefox);
  it.each(cases)('%s at %s, named in the %s', async (page, vendor, scheme, cached) => {
    const ids = Array.from({ length: 7 }, (_, at) => make(vendor, `${page} ${at}`));
    const [a, b, ...rest] = ids as [string, string, ...string[]];
    const { addressOf } = await putPage(stage.sandbox, page, vendor, scheme, ids);

    await tab.goto(addressOf(a));
    await tab.find('button', 'Good answer');
    const watching = await watch(stage, tab);

    // There and back again: from the client's cache without another call.
    await press(tab, name(b));
    await watching.settles(b);
    await eventually(
      () => requestsOf(b).length,
      (count) => count > 0,
    );
    const asked = requestsOf(a).length;
    await press(tab, name(a));
    await watching.settles(a);
    if (cached) expect(requestsOf(a)).toHaveLength(asked);

    // The pointer on its way to somewhere else; what it passes over is fetched before it is asked for.
    for (const id of rest) await hover(id);
    for (const id of rest)
      await eventually(
        () => requestsOf(id).length,
        (count) => count > 0,
      );

    // An answer that is written for as long as nobody finishes it, and is left alone meanwhile.
    await ask('How is that?');
    await eventually(
      () => requestsOf(a).filter(({ path }) => /stream/.test(path)).length,
      (count) => count === 1,
    );
    await press(tab, name(b));
    await watching.settles(b);
    if (vendor === 'clarityq') stage.sandbox.clarityq.finish(a);
    else stage.sandbox.clarifeye.finish(a);
    await eventually(
      () => requestsOf(a).find(({ path }) => /stream/.test(path))?.answered,
      (done) => done === true,
    );
    await tab.back();
    await watching.settles(a);

    await press(tab, 'Good answer');
    await eventually(
      () => isStored(vendor, a),
      (stored) => stored,
    );
    expect(await foundInOrder(watching)).toEqual([a, b, a, b, a]);
  });

  it('nobody wrote a line to a console, nor asked for an answer', () => {
    // A font from elsewhere that deep-chat wants, and icons that nobody has made.
    const lines = stage.browser.console.filter(
      ({ text }) => !/^Failed to load resource/.test(text),
    );
    expect(lines).toEqual([]);
    expect(stage.sandbox.violations).toEqual([]);
    const asked = stage.sandbox.requests.filter(
      ({ origin, path }) => origin === 'extension' && /\/ask$|stream/.test(path),
    );
    expect(asked).toEqual([]);
  });
});
