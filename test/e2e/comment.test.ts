import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expand, expectNoTraces, freshConversation, reads } from './acts.ts';
import type { Control, Tab } from './driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from './stage.ts';

describe('the comment', () => {
  let stage: Stage;
  let tab: Tab;

  const open = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    await tab.goto(addresses.clarityq(id));
    await expand(tab);
    return id;
  };
  const comment = (): Promise<Control> => tab.find('textbox', 'Comment');
  const storedComment = (id: string, text: string) =>
    eventually(
      () => stage.sandbox.clarityq.feedback(id)?.comment ?? null,
      (now) => now === text,
    );

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  it('Ctrl+Enter saves what was typed, umlauts and emoji included', async () => {
    const id = await open('Saving by keys');
    const words = 'Größe fehlt, „Übersicht“ auch 👩🏽‍💻';
    await (await comment()).type(words);
    await reads(tab, 'Draft, not sent.');
    await tab.key('Control+Enter');
    await storedComment(id, words);
    await reads(tab, /Stored in ClarityQ at/);
    expect(await tab.text()).not.toContain('Draft, not sent.');
  });

  it('the counter counts code points, warns at 90 % and blocks beyond 100 %, cutting nothing', async () => {
    const id = await open('Counting');
    const box = await comment();
    await box.fill('🙂'.repeat(1799));
    await reads(tab, '1,799 / 2,000');
    await box.fill('🙂'.repeat(1874));
    await reads(tab, '1,874 / 2,000 · 126 left');
    await box.fill('🙂'.repeat(2014));
    await reads(tab, '2,014 / 2,000 · 14 too many');
    await reads(tab, 'Nothing is cut.');
    expect((await tab.find('button', 'Save comment')).disabled).toBe(true);
    await box.click();
    await tab.key('Control+Enter');
    await press(tab, 'Good answer');
    await reads(tab, /Stored in ClarityQ at/);
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBeNull();
    expect((await box.now()).value).toBe('🙂'.repeat(2014));
    await box.fill('🙂'.repeat(2000));
    await press(tab, 'Save comment');
    await storedComment(id, '🙂'.repeat(2000));
  });

  it('Clarifeye names no limit, so nothing is counted', async () => {
    const { single } = FIXTURES.clarifeye.conversations;
    await tab.goto(addresses.clarifeye(single));
    await expand(tab);
    const words = 'ä'.repeat(2500);
    await (await comment()).fill(words);
    expect(await tab.text()).not.toContain('2,500 /');
    await press(tab, 'Save comment');
    await eventually(
      () => stage.sandbox.clarifeye.rows(single)[0]?.feedback,
      (stored) => stored === words,
    );
  });

  it('while an input method is composing, Enter saves nothing and Escape closes nothing', async () => {
    const id = await open('Composing');
    const box = await comment();
    await box.click();
    await tab.compose('にほ');
    await tab.key('Control+Enter');
    await tab.key('Enter');
    await tab.commitComposition('日本');
    expect((await box.now()).value).toContain('日本');
    expect(stage.sandbox.clarityq.feedback(id)).toBeNull();
    await tab.find('button', 'Collapse');
    await box.fill('日本語');
    await tab.key('Control+Enter');
    await storedComment(id, '日本語');
  });

  it('a draft survives a reload and shows on its own conversation only', async () => {
    const first = await open('Draft here');
    await (await comment()).type('Half a thought');
    await reads(tab, 'Draft, not sent.');
    const other = await open('No draft there');
    expect((await comment()).value).toBe('');
    await tab.goto(addresses.clarityq(first));
    expect((await comment()).value).toBe('Half a thought');
    await reads(tab, 'Draft, not sent.');
    await tab.reload();
    expect((await comment()).value).toBe('Half a thought');
    expect(stage.sandbox.clarityq.feedback(first)).toBeNull();
    await press(tab, 'Save comment');
    await storedComment(first, 'Half a thought');
    expect(stage.sandbox.clarityq.feedback(other)).toBeNull();
  });

  it('a draft survives single-page navigation and the end of the browser', async () => {
    const { browser, sandbox } = stage;
    const id = await open('Draft kept');
    const next = freshConversation(sandbox, 'Next door');
    await (await comment()).type('Typed and left');
    await tab.evaluate((to: string) => history.pushState(null, '', to), addresses.clarityq(next));
    await tab.gone('textbox', 'Comment');
    await tab.find('button', 'Expand');
    await browser.kill();
    await browser.restart();
    tab = await browser.open(addresses.clarityq(id));
    expect((await comment()).value).toBe('Typed and left');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
