import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import {
  expand,
  expectNoTraces,
  freshConversation,
  pressedRatings,
  reads,
  writes,
} from './acts.ts';
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

describe('quick reasons', () => {
  let stage: Stage;
  let tab: Tab;
  let options: Tab;

  const chips = async () => {
    const reasons =
      /^(Correct|Clear|Complete|Saved me time|Useful chart|Wrong figures|Expected instead:|Insufficient data|Conflicting data|Missing playbook|Weak playbook|Schema gap|Right sources|Exact|Slow)$/;
    return (await tab.all('button', reasons)).map(({ name, pressed }) =>
      pressed ? `[${name}]` : name,
    );
  };
  const storedComment = (id: string, text: string) =>
    eventually(
      () => stage.sandbox.clarityq.feedback(id)?.comment ?? null,
      (now) => now === text,
    );

  beforeAll(async () => {
    stage = await openStage();
    await (await connectClarityq(stage)).close();
    options = await connectClarifeye(stage);
    tab = await stage.browser.open(addresses.clarityq(freshConversation(stage.sandbox, 'First')));
  });
  afterAll(() => stage?.close());

  it('go into the comment as sentences, stored once after a moment, and are read back', async () => {
    const id = freshConversation(stage.sandbox, 'Reasons');
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await reads(tab, /Stored in ClarityQ at/);
    expect(await chips()).toEqual([
      'Correct',
      'Clear',
      'Complete',
      'Saved me time',
      'Useful chart',
    ]);
    await press(tab, 'Correct');
    await press(tab, 'Complete');
    expect(await tab.text()).not.toContain('Draft, not sent.');
    await storedComment(id, 'Correct. Complete.');
    expect(writes(stage, id)).toEqual(['PUT 200', 'PUT 200']);
    await tab.reload();
    await tab.find('button', 'Correct');
    expect((await chips()).slice(0, 3)).toEqual(['[Correct]', 'Clear', '[Complete]']);
    await (await tab.find('textbox', 'Comment')).click();
    await tab.key('End');
    await tab.type('Same figures.');
    await tab.key('Control+Enter');
    await storedComment(id, 'Correct. Complete. Same figures.');
    await press(tab, 'Complete');
    await storedComment(id, 'Correct. Same figures.');
    expect((await chips()).slice(0, 3)).toEqual(['[Correct]', 'Clear', 'Complete']);
  });

  it('are read back from a comment that was given elsewhere, and take no more than their words', async () => {
    const { clarifeye } = stage.sandbox;
    const { projectId, people, conversations } = FIXTURES.clarifeye;
    // Whose rows are one's own is known from the first that was stored.
    await tab.goto(addresses.clarifeye(conversations.single));
    await press(tab, 'Good answer');
    await reads(tab, /Stored in Clarifeye as/);
    const { id } = clarifeye.create(projectId, people.member.id, 'Given elsewhere');
    const turn = clarifeye.ask(id, 'How long?');
    clarifeye.finish(id);
    clarifeye.addRow({
      conversationId: id,
      queryId: turn,
      isPositive: false,
      feedback: 'Schema gap. Ask HR. ',
      by: people.member.email,
    });
    await tab.goto(addresses.clarifeye(id));
    await eventually(
      () => pressedRatings(tab),
      ([rating]) => rating === 'Bad answer',
    );
    await expand(tab);
    expect(await chips()).toEqual([
      'Insufficient data',
      'Conflicting data',
      'Missing playbook',
      'Weak playbook',
      '[Schema gap]',
      'Expected instead:',
    ]);
    await press(tab, 'Conflicting data');
    await press(tab, 'Schema gap');
    await eventually(
      () => clarifeye.rows(id).map(({ feedback }) => feedback),
      (now) => now.join() === 'Conflicting data. Ask HR.',
    );
  });

  it('ask what was expected instead: a line in the field, with the caret at its end, read back', async () => {
    const id = freshConversation(stage.sandbox, 'Expected instead');
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Bad answer');
    await reads(tab, /Stored in ClarityQ at/);
    await press(tab, 'Wrong figures');
    await storedComment(id, 'Wrong figures.');
    const chip = () => tab.find('button', 'Expected instead:');
    const comment = async () => (await tab.find('textbox', 'Comment')).value;
    const isWritten = (text: string) => eventually(comment, (now) => now === text);
    await (await chip()).click();
    await isWritten('Wrong figures. \nExpected instead: ');
    expect((await chip()).pressed).toBe(true);
    expect((await tab.focused())?.name).toBe('Comment');
    await (await chip()).click();
    await isWritten('Wrong figures. ');
    expect((await chip()).pressed).toBe(false);
    await tab.gone('button', 'Save comment');

    await (await chip()).click();
    await isWritten('Wrong figures. \nExpected instead: ');
    await tab.type('week 23');
    await isWritten('Wrong figures. \nExpected instead: week 23');
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBe('Wrong figures.');
    await tab.key('Control+Enter');
    await storedComment(id, 'Wrong figures. \nExpected instead: week 23');
    await reads(tab, /Stored in ClarityQ at/);
    await tab.reload();
    expect((await chip()).pressed).toBe(true);
    await (await chip()).click();
    expect((await tab.focused())?.name).toBe('Comment');
    await tab.type('!');
    await isWritten('Wrong figures. \nExpected instead: week 23!');
  });

  it('work in the popup, too', async () => {
    const id = freshConversation(stage.sandbox, 'In the popup');
    await tab.goto(addresses.clarityq(id));
    const popup = await stage.browser.popup(tab);
    await press(popup, 'Bad answer');
    await press(popup, 'Missing data');
    await eventually(
      async () => (await popup.find('button', 'Missing data')).pressed,
      (isPressed) => isPressed === true,
    );
    await storedComment(id, 'Missing data.');
    await press(popup, 'Expected instead:');
    await popup.type('sales');
    await popup.key('Control+Enter');
    await storedComment(id, 'Missing data. \nExpected instead: sales');
    await popup.close();
  });

  it('are edited in Options, with what cannot be read back refused, and reset', async () => {
    const id = freshConversation(stage.sandbox, 'Edited');
    await tab.goto(addresses.clarityq(id));
    await press(tab, 'Good answer');
    await tab.find('button', 'Useful chart');

    await options.bringToFront();
    await options.goto(stage.browser.extensionPage('options.html#reasons'));
    const good = async () => (await options.all('textbox', 'For good answers'))[0];
    const save = async () => (await options.all('button', 'Save'))[0];
    await options.find('group', 'ClarityQ');
    await (await good())?.fill('Exact\nSee p. 5');
    await reads(options, 'A full stop ends a reason where it is read back');
    expect((await save())?.disabled).toBe(true);
    await (await good())?.fill('Exact\n\n Slow ');
    await (await save())?.click();
    await reads(options, 'Saved.');

    await tab.bringToFront();
    await tab.find('button', 'Exact');
    expect(await chips()).toEqual(['Exact', 'Slow']);
    await press(tab, 'Exact');
    await storedComment(id, 'Exact.');

    await options.bringToFront();
    await (await good())?.fill('');
    await (await save())?.click();
    await tab.bringToFront();
    await tab.gone('button', 'Exact');
    expect(await chips()).toEqual([]);
    expect((await tab.find('textbox', 'Comment')).value).toBe('Exact.');

    await options.bringToFront();
    await (await options.all('button', 'Reset'))[0]?.click();
    await tab.bringToFront();
    await tab.find('button', 'Useful chart');
    expect(stage.sandbox.clarityq.feedback(id)?.comment).toBe('Exact.');
  });

  it('leave no traces', () => expectNoTraces(stage));
});
