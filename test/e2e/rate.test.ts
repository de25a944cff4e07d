import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from './stage.ts';

const cq = FIXTURES.clarityq.conversations;
const cf = FIXTURES.clarifeye.conversations;

describe('a person rates an answer where they read it', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    await connectClarityq(stage);
    await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());
  beforeEach(() => {
    stage.sandbox.requests.length = 0;
  });

  it('ClarityQ: the first rating takes one press, and the panel says when it is stored', async () => {
    const tab = await stage.browser.open(addresses.clarityq(cq.completed));
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(stage.sandbox.clarityq.feedback(cq.completed)).toMatchObject({
      rating: 'POSITIVE',
      comment: null,
    });
    expect((await tab.find('button', 'Good answer')).pressed).toBe(true);
    expect((await tab.find('button', 'Bad answer')).pressed).toBe(false);
    await tab.close();
  });

  it('ClarityQ: a comment, a change of mind and Undo each leave the whole feedback', async () => {
    const { clarityq } = stage.sandbox;
    const tab = await stage.browser.open(addresses.clarityq(cq.twoTurns));
    await press(tab, 'Bad answer');
    await eventually(
      () => clarityq.feedback(cq.twoTurns)?.rating,
      (r) => r === 'NEGATIVE',
    );
    await (await tab.find('textbox', 'Comment')).type('Märkte fehlen 🙂');
    await press(tab, 'Save comment');
    await eventually(
      () => clarityq.feedback(cq.twoTurns)?.comment,
      (comment) => comment === 'Märkte fehlen 🙂',
    );
    await press(tab, 'Good answer');
    await eventually(
      () => clarityq.feedback(cq.twoTurns)?.rating,
      (r) => r === 'POSITIVE',
    );
    expect(clarityq.feedback(cq.twoTurns)?.comment).toBe('Märkte fehlen 🙂');
    await tab.waitForStatus(/Stored in ClarityQ/);
    await press(tab, 'Undo');
    await eventually(
      () => clarityq.feedback(cq.twoTurns)?.rating,
      (r) => r === 'NEGATIVE',
    );
    await tab.close();
  });

  it('Clarifeye: a rating becomes one row, changed in place and taken back by Undo', async () => {
    const { clarifeye } = stage.sandbox;
    const tab = await stage.browser.open(addresses.clarifeye(cf.single));
    await press(tab, 'Neutral');
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    expect(clarifeye.rows(cf.single)).toHaveLength(1);
    expect(clarifeye.rows(cf.single)[0]).toMatchObject({ is_positive: null, feedback: '' });
    await (await tab.find('textbox', 'Comment')).type('Skips the notice');
    await tab.key('Control+Enter');
    await eventually(
      () => clarifeye.rows(cf.single)[0]?.feedback,
      (feedback) => feedback === 'Skips the notice',
    );
    await press(tab, 'Good answer');
    await eventually(
      () => clarifeye.rows(cf.single)[0]?.is_positive,
      (value) => value === true,
    );
    expect(clarifeye.created).toBe(1);
    await tab.close();
  });

  it('keeps to the contract of both vendors', () => {
    expect(stage.sandbox.violations).toEqual([]);
    expect(stage.sandbox.clarityq.asks).toBe(0);
  });
});
