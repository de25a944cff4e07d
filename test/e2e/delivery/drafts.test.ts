import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expand, expectNoTraces, fill, reads, saveComment } from '../acts.ts';
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
import { type Device, openDevice } from './device.ts';
import { fresh } from './rounds.ts';
import { stopNow } from './stopping.ts';

const { leave } = FIXTURES.clarifeye.conversations;
const NOT_SENT = 'Draft, not sent.';

describe('what is typed and not sent', () => {
  let stage: Stage;
  let device: Device;
  let tab: Tab;

  const comment = async (of = tab): Promise<string | null> =>
    (await of.find('textbox', 'Comment')).value;
  const kept = async (text: string): Promise<void> => {
    await reads(tab, NOT_SENT);
    expect(await comment()).toBe(text);
  };
  /** Types with real keys into an unrated conversation's panel; the draft has reached the disk. */
  const typed = async (title: string, text: string): Promise<string> => {
    const { id, address } = fresh(stage, 'clarityq', title);
    await tab.goto(address);
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).type(text);
    await eventually(
      () => device.drafts(),
      (drafts) => drafts.includes(text),
    );
    return id;
  };

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    tab = await connectClarifeye(stage);
    device = await openDevice(stage);
    await tab.bringToFront();
  });
  afterAll(() => stage?.close());

  it('survives a reload', async () => {
    await typed('Reloaded', 'Names no store 🙂');
    await tab.reload();
    await kept('Names no store 🙂');
  });

  it('survives leaving the site and coming back, and a closed tab', async () => {
    const id = await typed('Left', 'Wrong quarter');
    await tab.goto(addresses.clarifeye(leave));
    await tab.find('button', 'Good answer');
    await tab.back();
    await kept('Wrong quarter');
    const other = await stage.browser.open(addresses.clarityq(id));
    await tab.close();
    tab = other;
    await kept('Wrong quarter');
  });

  it('survives moving within the page, and shows on its own conversation only', async () => {
    const other = fresh(stage, 'clarityq', 'Side bar neighbour');
    const id = await typed('Side bar home', 'Belongs here');
    await (await tab.find('link', 'Side bar neighbour')).click();
    await tab.waitForText('Side bar neighbour?');
    await eventually(
      async () => (await tab.all('textbox', 'Comment')).length,
      (boxes) => boxes === 0,
    );
    await expand(tab);
    expect(await comment()).toBe('');
    expect(await tab.text()).not.toContain(NOT_SENT);
    await (await tab.find('link', 'Side bar home')).click();
    await tab.waitForText('Side bar home?');
    await kept('Belongs here');
    expect(await tab.url()).toBe(addresses.clarityq(id));
    expect(stage.sandbox.clarityq.feedback(other.id)).toBeNull();
  });

  it('typed at the very moment of moving on: kept for where it was typed', async () => {
    const other = fresh(stage, 'clarityq', 'Moved to at once');
    const { address } = fresh(stage, 'clarityq', 'Moved from at once');
    await tab.goto(address);
    await expand(tab);
    const link = await tab.find('link', 'Moved to at once');
    const box = await link.box();
    await (await tab.find('textbox', 'Comment')).type('In haste');
    await tab.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await eventually(
      () => device.drafts(),
      (drafts) => drafts.includes('In haste'),
    );
    await tab.goto(addresses.clarityq(other.id));
    await expand(tab);
    expect(await comment()).toBe('');
    await tab.goto(address);
    await kept('In haste');
  });

  it('survives a stopped worker, before and after', async () => {
    await typed('Stopped', 'First words');
    expect(await stopNow(stage.browser, tab)).toBe(true);
    await (await tab.find('textbox', 'Comment')).type(' and more');
    await eventually(
      () => device.drafts(),
      (drafts) => drafts.includes('First words and more'),
    );
    expect(await stopNow(stage.browser, tab)).toBe(true);
    await tab.reload();
    await kept('First words and more');
  });

  it('ClarityQ: another question asked in the page leaves it with the old answer', async () => {
    const id = await typed('Asked again', 'About the first answer');
    await (await tab.find('textbox', 'Ask a follow-up')).type('And by region?');
    await tab.key('Enter');
    await tab.waitForText('And by region?');
    // It was the page that asked, by the person's own hand.
    stage.sandbox.clarityq.asks -= 1;
    await eventually(
      () => comment(),
      (text) => text === '',
    );
    await saveComment(tab, 'About the second');
    await reads(tab, /Stored in ClarityQ at/);
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBe('About the second');
    expect(stage.sandbox.clarityq.feedbackOf(id, 0)).toBeNull();
    expect(await device.drafts()).toContain('About the first answer');
  });

  it('Clarifeye: it stays with its answer while the person steps through the others', async () => {
    await tab.goto(addresses.clarifeye(leave));
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).type('Skips part-timers');
    await press(tab, 'Earlier answer');
    await eventually(
      () => comment(),
      (text) => text === '',
    );
    await press(tab, 'Later answer');
    await eventually(
      () => comment(),
      (text) => text === 'Skips part-timers',
    );
    await tab.reload();
    await kept('Skips part-timers');
  });

  it('the popup shows it and goes on with it; saved, it is a draft no more', async () => {
    const id = await typed('From panel to popup', 'Half');
    const popup = await stage.browser.popup(tab);
    expect(await comment(popup)).toBe('Half');
    await fill(popup, 'Comment', 'Half and half');
    await eventually(
      () => device.drafts(),
      (drafts) => drafts.includes('Half and half'),
    );
    await press(popup, 'Save comment');
    await reads(popup, /Stored in ClarityQ at/);
    await popup.close();
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBe('Half and half');
    const drafts = await device.drafts();
    expect(drafts.filter((text) => text.startsWith('Half'))).toEqual([]);
    await tab.bringToFront();
    expect(await comment()).toBe('Half and half');
  });

  it('an update: the new panel takes over what the old one could not hand in', async () => {
    const { id, address } = fresh(stage, 'clarityq', 'Updated');
    await tab.goto(address);
    await expand(tab);
    await device.hold('drafts');
    await (await tab.find('textbox', 'Comment')).type('Typed into the old panel');
    await device.reload();
    await eventually(
      async () => (await tab.text()).includes('Comment in the popup, or reload.'),
      (late) => late,
    );
    device = await openDevice(stage);
    await eventually(
      () => device.drafts(),
      (drafts) => drafts.includes('Typed into the old panel'),
    );
    await tab.bringToFront();
    expect(await tab.evaluate('document.querySelectorAll("verdict-panel").length')).toBe(1);
    const popup = await stage.browser.popup(tab);
    expect(await comment(popup)).toBe('Typed into the old panel');
    await popup.close();
    await press(tab, 'Good answer');
    await reads(tab, /Stored in ClarityQ at/);
    expect(stage.sandbox.clarityq.feedback(id)).toMatchObject({
      rating: 'POSITIVE',
      comment: null,
    });
    await tab.reload();
    await kept('Typed into the old panel');
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
