import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation, reads, saveComment } from './acts.ts';
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

const { conversations } = FIXTURES.clarifeye;
const STORED = /Stored in ClarityQ at/;

describe('nothing that was pressed gets lost', () => {
  let stage: Stage;
  let tab: Tab;

  const writesTo = (id: string) =>
    stage.sandbox.clarityq.writes.filter(({ conversationId }) => conversationId === id);
  const shown = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    return id;
  };

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  it('pressed offline: kept, said so, and stored once the network is back', async () => {
    const id = await shown('Offline');
    await stage.browser.setOffline(true);
    await press(tab, 'Good answer');
    await tab.waitForStatus('Saved on this device. Will be sent when ClarityQ can be reached.');
    expect(writesTo(id)).toEqual([]);
    await stage.browser.setOffline(false);
    await tab.waitForStatus(STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }]);
  });

  it('changed offline: the last word is what is stored', async () => {
    const id = await shown('Change of mind');
    await stage.browser.setOffline(true);
    await press(tab, 'Good answer');
    await reads(tab, 'Will be sent when ClarityQ can be reached.');
    await press(tab, 'Bad answer');
    await reads(tab, 'Will be sent when ClarityQ can be reached.');
    await stage.browser.setOffline(false);
    await tab.waitForStatus(STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'NEGATIVE' }]);
  });

  it('Clarifeye: pressed and commented offline, one row once the network is back', async () => {
    const id = conversations.gaps;
    const rows = () =>
      stage.sandbox.clarifeye
        .rows(id)
        .map(({ is_positive, feedback }) => ({ is_positive, feedback }));
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Expand');
    await tab.find('textbox', 'Comment');
    await stage.browser.setOffline(true);
    await press(tab, 'Neutral');
    await tab.waitForStatus('Saved on this device. Will be sent when Clarifeye can be reached.');
    await saveComment(tab, 'Typed in a tunnel');
    await reads(tab, 'Will be sent when Clarifeye can be reached.');
    expect(rows()).toEqual([]);
    await stage.browser.setOffline(false);
    await reads(tab, /Stored in Clarifeye as mira@northwind\.example at/);
    await eventually(rows, ([row]) => row?.feedback === 'Typed in a tunnel');
    expect(rows()).toEqual([{ is_positive: null, feedback: 'Typed in a tunnel' }]);
  });

  it('the worker stopped before the press: saved and stored all the same', async () => {
    const id = await shown('Stopped before');
    await stage.browser.stopBackground();
    expect(await stage.browser.backgroundAlive()).toBe(false);
    await press(tab, 'Good answer');
    await tab.waitForStatus(STORED);
    expect(writesTo(id)).toHaveLength(1);
  });

  it('the worker stopped while the write is under way: stored, and the panel learns it', async () => {
    const id = await shown('Stopped after');
    const { sandbox } = stage;
    const fault = sandbox.faults.add({ method: 'PUT', when: 'before', do: { kind: 'hang' } });
    await press(tab, 'Good answer');
    await eventually(
      () => fault.hits,
      (hits) => hits === 1,
    );
    await stage.browser.stopBackground();
    sandbox.faults.clear();
    await press(tab, 'Collapse');
    await tab.reload();
    await reads(tab, STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }]);
  });

  it('Clarifeye: the worker stopped after the vendor had committed: exactly one row', async () => {
    const { sandbox } = stage;
    const id = conversations.single;
    const before = sandbox.clarifeye.created;
    await tab.goto(addresses.clarifeye(id));
    const fault = sandbox.faults.add({ method: 'POST', when: 'after', do: { kind: 'hang' } });
    await press(tab, 'Good answer');
    await eventually(
      () => fault.hits,
      (hits) => hits === 1,
    );
    await stage.browser.stopBackground();
    sandbox.faults.clear();
    await tab.reload();
    await reads(tab, /Stored in Clarifeye as mira@northwind\.example at/);
    expect(sandbox.clarifeye.rows(id)).toMatchObject([{ is_positive: true }]);
    expect(sandbox.clarifeye.created).toBe(before + 1);
  });

  it('the browser closed with a rating still to be sent: delivered after the next start', async () => {
    const id = await shown('Restart');
    const { sandbox, browser } = stage;
    sandbox.faults.down(FIXTURES.clarityq.apiHost);
    await press(tab, 'Bad answer');
    await reads(tab, 'Will be sent when ClarityQ can be reached.');
    await browser.restart();
    sandbox.faults.up(FIXTURES.clarityq.apiHost);
    tab = await browser.open(addresses.clarityq(id));
    await reads(tab, STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'NEGATIVE' }]);
  });

  it('the browser killed right after the press: delivered after the next start', async () => {
    const id = await shown('Kill');
    const { sandbox, browser } = stage;
    const fault = sandbox.faults.add({ method: 'PUT', when: 'before', do: { kind: 'hang' } });
    await press(tab, 'Bad answer');
    await eventually(
      () => fault.hits,
      (hits) => hits === 1,
    );
    await browser.kill();
    sandbox.faults.clear();
    await browser.restart();
    tab = await browser.open(addresses.clarityq(id));
    await reads(tab, STORED);
    expect(writesTo(id)).toMatchObject([{ rating: 'NEGATIVE' }]);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
