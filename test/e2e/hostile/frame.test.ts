import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expand, expectNoTraces, freshConversation } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { command, lurk } from './looting.ts';
import { WORDS } from './tampering.ts';

const { appHost } = FIXTURES.clarityq;
/** Of the panel, its comment and a reason; none of them stands in the page. */
const SECRETS = ['Nobody4711', 'Rates the latest', 'Save comment', 'Move to next corner'];
const PAGE = `<!doctype html><meta charset="utf-8"><title>Lurking</title><link rel="icon" href="data:,">
<script>(${String(lurk)})(${JSON.stringify(SECRETS)})</script>
<body><h1>Answer</h1><p>Text of the page.</p><input id="own" aria-label="Search">
<p contenteditable="true" aria-label="Notes" role="textbox">Notes</p>`;

describe('a page that lurks gets neither the panel’s contents nor a way to them', () => {
  let stage: Stage;
  let tab: Tab;

  const open = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    const address = addresses.clarityq(id);
    stage.sandbox.serve(appHost, new URL(address).pathname, { body: PAGE });
    await tab.goto(address);
    return id;
  };
  const booty = () => tab.evaluate<string[]>('(look(), booty)');

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('whatever a person does: no element, no window, no words come by', async () => {
    const id = await open('Lurking');
    await (await tab.find('textbox', 'Search')).type('own');
    await expand(tab);
    const box = await tab.find('textbox', 'Comment');
    await box.type(WORDS);
    await tab.key('Shift+Tab');
    await tab.key('Tab');
    await tab.key('Tab');
    await (await tab.find('textbox', 'Search')).click();
    await box.click();
    await tab.key('Control+a');
    await tab.key('Control+c');
    // What is selected is dragged into the page, and then the card by its header.
    const { x, y } = await box.box();
    await tab.mouse.drag({ x: x + 20, y: y + 12 }, { x: 90, y: 120 });
    const grip = await (await tab.find('button', 'Move to next corner')).box();
    await tab.mouse.drag({ x: grip.x - 60, y: grip.y + 16 }, { x: 300, y: 300 });
    // The worker writes down the corner, and then it slides there.
    await eventually(
      async () => (await (await tab.find('region', 'Verdict feedback')).box()).x,
      (x) => x === 16,
    );
    await press(tab, 'Good answer');
    await eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating,
      (rating) => rating === 'POSITIVE',
    );
    await tab.mouse.move(10, 10);
    expect(await booty()).toEqual([]);
    // It has heard what was its own.
    const kinds = await tab.evaluate<string[]>('kinds');
    expect(kinds).toEqual(expect.arrayContaining(['keydown', 'input', 'focusin', 'mousemove']));
  });

  it('its commands and searches, with the comment in focus: they neither read nor change it', async () => {
    await open('Commanding');
    await expand(tab);
    const box = await tab.find('textbox', 'Comment');
    await box.type(WORDS);
    // Firefox's search goes through frames and says whether words stand there, not what does; what is
    // in a field it never finds.
    const asked = ['find Rates the latest', 'find Save comment'];
    const known = stage.browser.name === 'firefox' ? asked : [];
    expect(await tab.evaluate(command, SECRETS)).toEqual(known);
    expect(await booty()).toEqual([]);
    expect((await box.now()).value).toBe(WORDS);
    await box.click();
    await tab.key('End');
    await tab.type('!');
    expect((await box.now()).value).toBe(`${WORDS}!`);
  });

  it('taking the panel elsewhere: what comes with it is empty, and comes back full', async () => {
    await open('Abducted');
    await expand(tab);
    const box = await tab.find('textbox', 'Comment');
    await box.type(WORDS);
    const seen = await tab.evaluate<number>(`(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const host = document.querySelector('verdict-panel');
      frame.contentDocument.body.append(host);
      return frame.contentWindow.length;
    })()`);
    expect(seen).toBe(0);
    const back = await tab.find('textbox', 'Comment');
    expect(back.value).toBe(WORDS);
    // The frame that it was taken into is the page's own.
    const own = ['frames', 'number of frames'];
    expect((await booty()).filter((how) => !own.includes(how))).toEqual([]);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
