import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { downloaded, expectNoTraces, freshConversation, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { rewrite, seed, spoil, storedEntry } from './seeded.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from './stage.ts';

const cf = FIXTURES.clarifeye.conversations;

/** The questions (or what stands for them) of the rows that are drawn, in order. */
function questions(tab: Tab): Promise<string[]> {
  return tab.evaluate(() =>
    [...document.querySelectorAll('.row-open')].map((button) => button.textContent ?? ''),
  );
}

describe('the history', () => {
  let stage: Stage;
  let history: Tab;
  let own: string;
  let margin: string;

  const openHistory = async (): Promise<Tab> => {
    const before = history;
    history = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await before?.close();
    return history;
  };

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    await (await connectClarifeye(stage)).close();
    own = freshConversation(stage.sandbox, 'Returns after the sale');
    const tab = await stage.browser.open(addresses.clarifeye(cf.single));
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in Clarifeye/);
    await (await tab.find('textbox', 'Comment')).type('=1+1, "quoted"');
    await press(tab, 'Save comment');
    await eventually(
      () => stage.sandbox.clarifeye.rows(cf.single)[0]?.feedback,
      (text) => text === '=1+1, "quoted"',
    );
    await tab.goto(addresses.clarityq(own));
    await press(tab, 'Bad answer');
    await tab.waitForStatus(/Stored in ClarityQ/);
    await openHistory();
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.sandbox.faults.clear());

  it('lists what was given, the latest first, with what became of it', async () => {
    await reads(history, '2 in all');
    const [grid] = await history.all('grid', 'History');
    expect(grid).toBeDefined();
    expect(await questions(history)).toEqual(['Latest answer', expect.stringMatching(/\?$/)]);
    const text = (await history.text()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('=1+1, "quoted"');
    expect(text).toContain('mira@northwind.example');
    expect(await history.all('link', /^Open conversation/)).toHaveLength(2);
  });

  it('finds by words and narrows by vendor, rating, state and time', async () => {
    const search = await history.find('searchbox', 'Search');
    await search.fill('QUOTED');
    await history.waitForStatus('1 row found');
    expect(await questions(history)).toHaveLength(1);
    await search.fill('nowhere to be found');
    await history.find('heading', 'Nothing matches');
    await press(history, 'Show everything');
    await eventually(
      () => questions(history),
      (found) => found.length === 2,
    );

    for (const [name, choice, expected] of [
      ['Vendor', 'ClarityQ', 1],
      ['Rating', 'Neutral', 0],
      ['State', 'Stored', 2],
      ['When', 'Today', 2],
    ] as const) {
      await (await history.find('combobox', name)).choose(choice);
      await eventually(
        () => questions(history),
        (found) => found.length === expected,
      );
      await (await history.find('combobox', name)).choose('All');
      await eventually(
        () => questions(history),
        (found) => found.length === 2,
      );
    }
  });

  it('shows the steps and times of one entry, and gives the focus back', async () => {
    await press(history, 'Latest answer');
    await history.find('heading', 'Latest answer');
    await reads(history, /You pressed Bad \d.* Sent to ClarityQ \d.* Stored in ClarityQ \d/);
    await history.key('Escape');
    await history.gone('heading', 'Latest answer');
    expect((await history.focused())?.name).toBe('Latest answer');
  });

  it('changes what is vouched for: the conversation is still open in a tab', async () => {
    await press(history, 'Latest answer');
    await press(history, 'Edit');
    await press(history, 'Good answer');
    await eventually(
      () => stage.sandbox.clarityq.feedback(own)?.rating,
      (rating) => rating === 'POSITIVE',
    );
    await (await history.find('textbox', 'Comment')).type('From the history');
    await press(history, 'Save comment');
    await eventually(
      () => stage.sandbox.clarityq.feedback(own)?.comment,
      (comment) => comment === 'From the history',
    );
    await press(history, 'Done');
    await reads(history, 'From the history');
    await press(history, 'Close details');
  });

  it('takes back, and Undo brings it again', async () => {
    const rows = () => stage.sandbox.clarifeye.rows(cf.single);
    const [first] = (await questions(history)).filter((text) => text !== 'Latest answer');
    await press(history, first ?? '');
    await press(history, 'Take back');
    await eventually(rows, (left) => left.length === 0);
    await reads(history, 'Taken back in Clarifeye');
    await press(history, 'Undo');
    await eventually(rows, (left) => left.length === 1 && left[0]?.feedback === '=1+1, "quoted"');
    await press(history, 'Close details');
  });

  it('offers no change of what nobody can vouch for', async () => {
    for (const tab of await stage.browser.tabs()) {
      if ((await tab.url()).includes(own)) await tab.close();
    }
    const hour = 3_600_000;
    await rewrite(history, 'entries', 'clarityq', { pressedAt: Date.now() - hour });
    await rewrite(history, 'conversations', own, {
      watch: { from: Date.now() - 2 * hour, to: Date.now() - hour },
    });
    await openHistory();
    const puts = stage.sandbox.clarityq.puts;
    await press(history, 'Latest answer');
    await reads(history, 'Open the conversation to change it.');
    for (const name of ['Edit', 'Take back', 'Undo']) {
      expect(await history.maybe('button', name)).toBeNull();
    }
    expect(stage.sandbox.clarityq.puts).toBe(puts);
    await press(history, 'Close details');
  });

  it('tries again what was held, for as long as it takes', async () => {
    const id = freshConversation(stage.sandbox, 'Margin by supplier');
    margin = id;
    const rejected = { kind: 'status', status: 422, body: { detail: 'Not today.' } } as const;
    stage.sandbox.faults.add({ method: 'PUT', when: 'before', do: rejected, times: 2 });
    const tab = await stage.browser.open(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Not today/);
    await history.bringToFront();
    await reads(history, '1 needs a person');
    await (await history.find('combobox', 'State')).choose('Needs a person');
    await press(history, 'Latest answer');
    await press(history, 'Try again');
    await reads(history, /You said to go on .*Not accepted/);
    await press(history, 'Try again');
    await eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating,
      (rating) => rating === 'POSITIVE',
    );
    await reads(history, /Stored in ClarityQ at/);
    await press(history, 'Close details');
    await tab.close();
    await openHistory();
  });

  it('opens the conversation', async () => {
    const [latest] = await eventually(
      () => history.all('link', /^Open conversation/),
      (links) => links.length === 3,
    );
    await latest?.click();
    const opened = await eventually(
      async () => {
        const tabs = await stage.browser.tabs();
        const urls = await Promise.all(tabs.map((tab) => tab.url()));
        return tabs[urls.indexOf(addresses.clarityq(margin))];
      },
      (tab) => tab !== undefined,
    );
    await opened?.find('button', 'Good answer');
    await opened?.close();
    await history.bringToFront();
  });

  it('exports what is listed, as a table and as JSON', async () => {
    await (await history.find('searchbox', 'Search')).fill('quoted');
    await history.waitForStatus('1 row found');
    await press(history, 'Export CSV');
    const csv = await downloaded(stage, /^verdict-history-.*\.csv$/);
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toContain(',good,"\'=1+1, ""quoted""",stored,');
    await (await history.find('searchbox', 'Search')).fill('');
    await eventually(
      () => questions(history),
      (found) => found.length === 3,
    );
    await press(history, 'Export JSON');
    const { entries } = JSON.parse(await downloaded(stage, /^verdict-history-.*\.json$/));
    expect(entries).toHaveLength(3);
    expect(JSON.stringify(entries)).not.toContain(FIXTURES.clarityq.key);
    expect(JSON.stringify(entries)).not.toContain(FIXTURES.clarifeye.tokens.member);
    const comments = entries.map(({ comment }: { comment: string }) => comment);
    expect(comments).toContain('=1+1, "quoted"');
  });

  it('shows what could not be read, and hands it out as it was', async () => {
    const broken = { ...storedEntry(Date.now()), key: 'broken', intent: 'great', note: 'mañana' };
    await spoil(history, 'entries', broken);
    await openHistory();
    await reads(history, 'One row could not be read and was set aside.');
    await press(history, 'A row that could not be read');
    await press(history, 'Save its text');
    expect(JSON.parse(await downloaded(stage, /^verdict-unreadable-\d+\.txt$/))).toEqual(broken);
    expectNoTraces(stage);
  });
});

describe('a history of 10,000', () => {
  let stage: Stage;
  let tab: Tab;
  const COUNT = 10_000;
  const drawn = () =>
    tab.evaluate(() => ({
      rows: document.querySelectorAll('.rows .entry').length,
      last: Math.max(
        ...[...document.querySelectorAll('[aria-rowindex]')].map((row) =>
          Number(row.getAttribute('aria-rowindex')),
        ),
      ),
      count: Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')),
      height: document.documentElement.scrollHeight,
    }));

  beforeAll(async () => {
    stage = await openStage();
    tab = await stage.browser.open(stage.browser.extensionPage('journal.html'));
    await tab.find('heading', 'Nothing rated yet');
    await seed(tab, storedEntry(Date.now()), COUNT);
    await tab.reload();
    await eventually(drawn, ({ count }) => count > COUNT, 30_000);
  });
  afterAll(() => stage?.close());

  it('draws only the rows near the window', async () => {
    const { rows, count, height } = await drawn();
    expect(rows).toBeGreaterThan(5);
    expect(rows).toBeLessThan(60);
    expect(height).toBeGreaterThan(COUNT * 40);
    // Every row, each day's line, and the head.
    expect(count).toBeGreaterThanOrEqual(COUNT + 8);
    await reads(tab, '10,000 in all');
  });

  it('reaches the last row by keys, the first again, and any by scrolling', async () => {
    const isAt = (number: number) =>
      eventually(
        async () => (await tab.focused())?.name,
        (name) => name === `What was asked as number ${number}?`,
      );
    await (await tab.find('searchbox', 'Search')).click();
    for (let stops = 0; stops < 5; stops += 1) await tab.key('Tab');
    await isAt(0);
    await tab.key('End');
    await isAt(9999);
    const { rows, last, count } = await drawn();
    expect(last).toBe(count);
    expect(rows).toBeLessThan(60);
    await tab.key('ArrowUp');
    await isAt(9998);
    await tab.key('Enter');
    await tab.find('heading', 'What was asked as number 9998?');
    await tab.key('Escape');
    await isAt(9998);
    await tab.key('Home');
    await isAt(0);

    await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    const middle = await eventually(
      () => questions(tab),
      (found) => found.some((text) => /number [45]\d{3}\?/.test(text)),
    );
    expect(middle.length).toBeLessThan(60);
    // The row that had the focus is far away; the keys go on from it all the same.
    await tab.key('ArrowDown');
    await isAt(1);
  });

  it('search finds the one among all', async () => {
    const search = await tab.find('searchbox', 'Search');
    await search.fill('comment 7351 useful');
    await tab.waitForStatus('1 row found');
    expect(await questions(tab)).toEqual(['What was asked as number 7351?']);
    await search.fill('');
    await eventually(drawn, ({ count }) => count > COUNT);
  });

  it('narrow, it is a list of cards, and none of it is lost sideways', async () => {
    await tab.setViewport(360, 800);
    await eventually(
      async () => {
        await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
        return questions(tab);
      },
      (found) => found.at(-1) === 'What was asked as number 9999?',
    );
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    expect(stage.browser.console).toEqual([]);
  });
});
