import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import {
  aMoment,
  expand,
  expectNoTraces,
  freshConversation,
  lookedAt,
  pressedRatings,
  saveComment,
} from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const { conversations } = FIXTURES.clarityq;

describe('ClarityQ, one whole feedback for the latest answer', () => {
  let stage: Stage;
  let tab: Tab;

  const stored = (id: string) => {
    const feedback = stage.sandbox.clarityq.feedback(id);
    return feedback && { rating: feedback.rating, comment: feedback.comment };
  };
  const becomes = (id: string, rating: string | null, comment: string | null) =>
    eventually(
      () => stored(id),
      (now) => now !== null && now.rating === rating && now.comment === comment,
    );
  const writesTo = (id: string) =>
    stage.sandbox.clarityq.writes.filter(({ conversationId }) => conversationId === id);

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('a comment without a thumb is stored without a rating', async () => {
    const id = freshConversation(stage.sandbox, 'Comment alone');
    await tab.goto(addresses.clarityq(id));
    await expand(tab);
    await saveComment(tab, 'Say which quarter.');
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(stored(id)).toEqual({ rating: null, comment: 'Say which quarter.' });
    expect(await pressedRatings(tab)).toEqual([]);
    expect(writesTo(id)).toHaveLength(1);
  });

  it('pressing the pressed thumb takes the rating off and keeps the words', async () => {
    const id = freshConversation(stage.sandbox, 'Taking off');
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Bad answer');
    await becomes(id, 'NEGATIVE', null);
    await saveComment(tab, 'Wrong region');
    await becomes(id, 'NEGATIVE', 'Wrong region');
    await aMoment();
    await press(tab, 'Bad answer');
    await becomes(id, null, 'Wrong region');
    expect(await pressedRatings(tab)).toEqual([]);
    await tab.waitForStatus(/Stored in ClarityQ at/);
    await press(tab, 'Undo');
    await becomes(id, 'NEGATIVE', 'Wrong region');
    expect(await pressedRatings(tab)).toEqual(['Bad answer']);
  });

  it('Undo of the first press takes everything back and says so', async () => {
    const id = freshConversation(stage.sandbox, 'Undo of the first');
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await tab.waitForStatus(/Stored in ClarityQ at/);
    await press(tab, 'Undo');
    await tab.waitForStatus(/Taken back in ClarityQ at/);
    expect(stored(id)).toEqual({ rating: null, comment: null });
    expect(await pressedRatings(tab)).toEqual([]);
    expect(writesTo(id).map(({ rating }) => rating)).toEqual(['POSITIVE', null]);
  });

  it('pressed while the answer is written: waits, then sends once', async () => {
    const { clarityq } = stage.sandbox;
    const id = conversations.inProgress;
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await tab.waitForStatus('Waiting for the answer to finish.');
    expect(writesTo(id)).toEqual([]);
    clarityq.finish(id);
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(writesTo(id)).toMatchObject([{ turnIndex: 0, rating: 'POSITIVE' }]);
  });

  it('an answer that was replaced meanwhile is not rated in its place: 409, then the person decides', async () => {
    const { clarityq } = stage.sandbox;
    const id = freshConversation(stage.sandbox, 'Overtaken');
    await tab.goto(addresses.clarityq(id));
    await lookedAt(stage, id);
    clarityq.ask(id, 'And by store?', 'By store it is another picture.');
    await press(tab, 'Bad answer');
    await tab.waitForStatus('The answer has changed since you rated it.');
    expect(writesTo(id)).toEqual([]);
    clarityq.finish(id);
    await press(tab, 'Rate the new answer');
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(writesTo(id)).toMatchObject([{ turnIndex: 1, rating: 'NEGATIVE' }]);
    expect(clarityq.feedbackOf(id, 0)).toBeNull();
  });

  it('an answer that ended in an error is held with its reason, and nothing is sent', async () => {
    const id = conversations.error;
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Bad answer');
    await tab.waitForStatus(
      'This answer ended in an error in ClarityQ and cannot be rated. Ask again there, then rate the new answer.',
    );
    expect(writesTo(id)).toEqual([]);
    await press(tab, 'Discard');
    await eventually(
      () => pressedRatings(tab),
      (pressed) => pressed.length === 0,
    );
  });

  it('two presses of a double click are one', async () => {
    const id = freshConversation(stage.sandbox, 'Double click');
    await tab.goto(addresses.clarityq(id));
    await expand(tab);
    const { x, y, width, height } = await (await tab.find('button', 'Good answer')).box();
    await tab.mouse.doubleClick(x + width / 2, y + height / 2);
    await tab.waitForStatus(/Stored in ClarityQ at/);
    expect(writesTo(id)).toMatchObject([{ rating: 'POSITIVE' }]);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
