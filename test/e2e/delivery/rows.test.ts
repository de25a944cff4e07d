import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expectNoTraces, pressedRatings, reads, writes } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarifeye, eventually, openStage, press, type Stage } from '../stage.ts';
import { type Device, openDevice } from './device.ts';
import { openedRow } from './pages.ts';
import { fresh } from './rounds.ts';

const STORED = /Stored in Clarifeye as/;
const { people } = FIXTURES.clarifeye;

describe('Clarifeye: rows that others touch', () => {
  let stage: Stage;
  let device: Device;
  let tab: Tab;

  const rows = (id: string) => stage.sandbox.clarifeye.rows(id);
  /** Somebody deletes every row of a conversation, with the vendor's own means. */
  const deleted = (id: string): void => {
    for (const row of rows(id)) stage.sandbox.clarifeye.deleteRow(row.id);
  };
  const opened = async (title: string): Promise<string> => {
    const { id, address } = fresh(stage, 'clarifeye', title);
    await tab.goto(address);
    await tab.find('button', 'Good answer');
    return id;
  };
  const stored = async (title: string): Promise<string> => {
    const id = await opened(title);
    await press(tab, 'Good answer');
    await reads(tab, STORED);
    return id;
  };

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarifeye(stage);
    device = await openDevice(stage);
    await tab.bringToFront();
  });
  afterAll(() => stage?.close());

  it('read by the team: said so', async () => {
    const id = await stored('Read by the team');
    stage.sandbox.clarifeye.markReviewed(id);
    await tab.reload();
    await reads(tab, 'Reviewed by your team.');
  });

  it('deleted there, then changed here: made anew, and the history tells', async () => {
    const id = await stored('Deleted and changed');
    deleted(id);
    await press(tab, 'Bad answer');
    await eventually(
      () => rows(id).map((row) => row.is_positive),
      (values) => values.length === 1 && values[0] === false,
    );
    await reads(tab, STORED);
    const journal = await openedRow(stage, 'Deleted and changed', 'Deleted and changed?');
    await reads(journal, 'Deleted in Clarifeye');
    await journal.close();
    await tab.bringToFront();
  });

  it('deleted there, and a look has shown it: not pressed any more, told, and pressed again made anew', async () => {
    const id = await stored('Deleted and looked at');
    await tab.close();
    await device.sleep(61);
    deleted(id);
    tab = await stage.browser.open(addresses.clarifeye(id));
    await reads(tab, 'Deleted in Clarifeye: what you gave is not stored there any more.');
    expect(await pressedRatings(tab)).toEqual([]);
    await press(tab, 'Good answer');
    await reads(tab, STORED);
    expect(rows(id)).toMatchObject([{ is_positive: true }]);
  });

  it('the browser posts again by itself, its connection cut after the commit: one row is left', async () => {
    const { faults, requests } = stage.sandbox;
    const id = await opened('Sent twice');
    const when = { method: 'POST', when: 'after', reused: true } as const;
    const cut = faults.add({ ...when, do: { kind: 'drop' } });
    await press(tab, 'Good answer');
    await reads(tab, STORED);
    const made = requests.filter(({ method, body }) => method === 'POST' && body.includes(id));
    expect(cut.hits).toBe(1);
    expect(made).toHaveLength(2);
    expect(rows(id)).toMatchObject([{ is_positive: true }]);
    await press(tab, 'Bad answer');
    await eventually(
      () => rows(id).map((row) => row.is_positive),
      (values) => values.length === 1 && values[0] === false,
    );
  });

  it('two rows that may be the person’s: asked, and Send anyway sends once more', async () => {
    const { clarifeye, faults } = stage.sandbox;
    const id = await opened('Whose row');
    // The reply is lost, and a row without a conversation has been made meanwhile. Firefox posts
    // again by itself where a connection it used before was cut, so it is cut until that is told.
    const cut = faults.add({ method: 'POST', when: 'before', times: 100, do: { kind: 'drop' } });
    const { email } = people.member;
    clarifeye.addRow({ conversationId: id, queryId: 0, by: email, shape: 'none' });
    await press(tab, 'Bad answer');
    await reads(tab, 'Verdict cannot tell whether this was stored.');
    cut.disarm();
    const before = writes(stage, 'feedbacks').filter((one) => one.startsWith('POST')).length;
    await press(tab, 'Send anyway');
    await reads(tab, STORED);
    expect(writes(stage, 'feedbacks').filter((one) => one.startsWith('POST'))).toHaveLength(
      before + 1,
    );
    expect(rows(id).filter((row) => row.is_positive === false)).toHaveLength(1);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
