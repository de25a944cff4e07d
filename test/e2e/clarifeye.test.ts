import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import {
  aMoment,
  expand,
  expectNoTraces,
  pressedRatings,
  reads,
  saveComment,
  writes,
} from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarifeye, eventually, openStage, press, type Stage } from './stage.ts';

const known = FIXTURES.clarifeye;
const { conversations, people } = known;

describe('Clarifeye, one row for any answer', () => {
  let stage: Stage;
  let tab: Tab;

  const rows = (id: string) => stage.sandbox.clarifeye.rows(id);
  const becomes = (id: string, isPositive: boolean | null, feedback = '') =>
    eventually(
      () => rows(id),
      ([row]) => row?.is_positive === isPositive && row.feedback === feedback,
    );

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  it('the first press makes a row, a change is a PATCH, and Undo of the first deletes it', async () => {
    const id = conversations.single;
    await tab.goto(addresses.clarifeye(id));
    const fault = stage.sandbox.faults.add({
      method: 'POST',
      path: '/feedbacks/',
      when: 'before',
      do: { kind: 'delay', ms: 2_000 },
    });
    await press(tab, 'Good answer');
    await eventually(
      () => fault.hits,
      (hits) => hits === 1,
    );
    await reads(tab, 'Saved on this device, sending…');
    const place = await (await tab.find('button', 'Good answer')).box();
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    // The sentence is longer, and nobody knew in whose name before.
    expect(await (await tab.find('button', 'Good answer')).box()).toEqual(place);
    const [made] = rows(id);
    await press(tab, 'Bad answer');
    await becomes(id, false);
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    expect(rows(id)).toMatchObject([{ id: made?.id }]);
    await press(tab, 'Undo');
    await becomes(id, true);
    await aMoment();
    await press(tab, 'Undo');
    await tab.waitForStatus(/Taken back in Clarifeye at/);
    expect(rows(id)).toEqual([]);
    expect(await pressedRatings(tab)).toEqual([]);
    expect(writes(stage, '/feedbacks/')).toEqual([
      'POST 201',
      'PATCH 200',
      'PATCH 200',
      'DELETE 204',
    ]);
  });

  it('pressing the pressed thumb takes the row back, which Undo brings again', async () => {
    const id = conversations.shared;
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Neutral');
    await becomes(id, null);
    await saveComment(tab, 'Misses the works council');
    await becomes(id, null, 'Misses the works council');
    await aMoment();
    await press(tab, 'Neutral');
    await tab.waitForStatus(/Taken back in Clarifeye at/);
    expect(rows(id)).toEqual([]);
    await press(tab, 'Undo');
    await becomes(id, null, 'Misses the works council');
    expect(rows(id)).toHaveLength(1);
  });

  it('the thumbs stay where they are while a change is on its way', async () => {
    const { clarifeye, faults } = stage.sandbox;
    const id = conversations.shared;
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Good answer');
    await becomes(id, true, 'Misses the works council');
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    const [made] = clarifeye.rows(id);
    const place = async () => (await tab.find('button', 'Neutral')).box();
    const before = await place();
    const fault = faults.add({
      method: 'PATCH',
      path: `/feedbacks/${made?.id}/`,
      when: 'before',
      do: { kind: 'delay', ms: 3_000 },
    });
    await press(tab, 'Bad answer');
    await eventually(
      () => fault.hits,
      (hits) => hits === 1,
    );
    await reads(tab, 'Saved on this device, sending…');
    expect(await place()).toEqual(before);
    await reads(tab, 'Stored in Clarifeye as mira@northwind.example at');
    expect(await place()).toEqual(before);
  });

  it('steps to earlier answers and rates the one it names, query_id 0 included', async () => {
    const id = conversations.gaps;
    await tab.goto(addresses.clarifeye(id));
    await expand(tab);
    await reads(tab, 'And when it was booked already?');
    await reads(tab, 'Rates answer 3 of 3');
    expect((await tab.find('button', 'Later answer')).disabled).toBe(true);
    await press(tab, 'Earlier answer');
    await reads(tab, 'Rates answer 2 of 3');
    await press(tab, 'Earlier answer');
    await reads(tab, 'Rates answer 1 of 3');
    await reads(tab, 'What is the limit for a hotel night?');
    await press(tab, 'Bad answer');
    await becomes(id, false);
    expect(rows(id)).toMatchObject([{ context: { conversation_id: id, query_id: 0 } }]);

    await press(tab, 'Later answer');
    await reads(tab, 'Rates answer 2 of 3');
    expect(await pressedRatings(tab)).toEqual([]);
    await press(tab, 'Good answer');
    await eventually(
      () => rows(id).map((row) => [row.context.query_id, row.is_positive]),
      (all) => all.length === 2,
    );
    expect(rows(id).map((row) => [row.context.query_id, row.is_positive])).toEqual([
      [0, false],
      [3, true],
    ]);
    await press(tab, 'Earlier answer');
    await eventually(
      () => pressedRatings(tab),
      (pressed) => pressed[0] === 'Bad answer',
    );
  });

  it('a comment without a thumb is stored as neutral', async () => {
    const id = conversations.secondProject;
    await tab.goto(addresses.clarifeye(id, known.secondProjectId));
    await expand(tab);
    await saveComment(tab, 'Only for renewals?');
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    expect(rows(id)).toMatchObject([
      { is_positive: null, feedback: 'Only for renewals?', projectId: known.secondProjectId },
    ]);
    expect(await pressedRatings(tab)).toEqual(['Neutral']);
  });

  it('pressed while the answer is written: waits, then makes one row', async () => {
    const id = conversations.inProgress;
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Good answer');
    await tab.waitForStatus('Waiting for the answer to finish.');
    expect(rows(id)).toEqual([]);
    stage.sandbox.clarifeye.finish(id);
    await tab.waitForStatus(/Stored in Clarifeye as mira@northwind\.example at/);
    expect(rows(id)).toMatchObject([{ is_positive: true, context: { query_id: 1 } }]);
  });

  it('feedback given elsewhere stands there pressed, and a press changes it in place', async () => {
    const id = conversations.leave;
    const { clarifeye } = stage.sandbox;
    clarifeye.addRow({ conversationId: id, queryId: 2, by: people.second.email });
    const own = clarifeye.addRow({ conversationId: id, queryId: 2, by: people.member.email });
    await tab.goto(addresses.clarifeye(id));
    await eventually(
      () => pressedRatings(tab),
      (pressed) => pressed[0] === 'Good answer',
    );
    await press(tab, 'Bad answer');
    await eventually(
      () => rows(id).find((row) => row.id === own.id)?.is_positive,
      (value) => value === false,
    );
    expect(rows(id).map((row) => row.is_positive)).toEqual([true, false]);
  });

  it('a newer answer is offered, not switched to', async () => {
    const id = conversations.leave;
    await reads(tab, 'Rates answer 3 of 3');
    await (await tab.find('textbox', 'Ask the handbook')).type('And for adoptions?');
    await tab.key('Enter');
    await reads(tab, 'There is a newer answer.');
    await reads(tab, 'Rates answer 3 of 4');
    await press(tab, 'Rate the newer answer');
    await reads(tab, 'Rates answer 4 of 4');
    await press(tab, 'Good answer');
    await eventually(
      () => rows(id).filter((row) => row.context.query_id === 3),
      (made) => made.length === 1 && made[0]?.is_positive === true,
    );
  });

  it('an archived conversation can be rated, too', async () => {
    const id = conversations.archived;
    await tab.goto(addresses.clarifeye(id));
    await press(tab, 'Good answer');
    await becomes(id, true);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
