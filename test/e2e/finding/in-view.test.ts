import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltPage, putPage } from '../../sandbox/pages-built/pages.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { expand, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarifeye, eventually, openStage, press, type Stage } from '../stage.ts';

const QUESTIONS = [
  'How many days of leave does everybody have?',
  'Who approves travel above two thousand euros?',
  'Where is the parental leave policy described?',
];
const LONG = 'The handbook says more about that than fits in a window. '.repeat(60);

describe('the answer in view', () => {
  let stage: Stage;
  let tab: Tab;

  /** A conversation whose answers are each higher than the window. */
  const converse = (): string => {
    const { projectId, people } = FIXTURES.clarifeye;
    const { clarifeye } = stage.sandbox;
    const { id } = clarifeye.create(projectId, people.member.id, 'Leave');
    for (const question of QUESTIONS) {
      clarifeye.ask(id, question);
      clarifeye.finish(id, LONG);
    }
    return id;
  };
  /** Scrolls as a person does to the answer below a question. */
  const readOn = (question: string) =>
    tab.evaluate((words: string) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode as Text;
        if (data === words) parentElement?.scrollIntoView({ block: 'start' });
      }
    }, question);
  const offered = async () =>
    /You are reading the answer to “(.*)”/.exec(
      (await tab.text()).replaceAll(/[\u2066-\u2069]/g, ''),
    )?.[1] ?? null;

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarifeye(stage);
  });
  afterAll(() => stage?.close());

  const PAGES: (BuiltPage | 'the app')[] = ['the app', 'chatscope'];
  it.each(PAGES)('is offered, and rated once the person takes it: %s', async (page) => {
    const id = converse();
    const address =
      page === 'the app'
        ? addresses.clarifeye(id)
        : (await putPage(stage.sandbox, page, 'clarifeye', 'query', [id])).addressOf(id);
    await tab.goto(address);
    await tab.find('button', 'Good answer');
    await eventually(
      () => tab.text(),
      (text) => QUESTIONS.every((question) => text.includes(question)),
    );
    const { rows } = stage.sandbox.clarifeye;
    const turns = () => rows(id).map((row) => row.context.query_id);

    // At the end of the conversation the answer that is rated is the one in view.
    await readOn(QUESTIONS[2] ?? '');
    await expand(tab);
    await reads(tab, 'Rates answer 3 of 3');
    expect(await offered()).toBeNull();

    // Nothing is switched: the press still goes where the panel says it goes.
    await press(tab, 'Collapse');
    await readOn(QUESTIONS[1] ?? '');
    await expand(tab);
    await reads(tab, `You are reading the answer to “${QUESTIONS[1]?.slice(0, 40)}…”`);
    await reads(tab, 'Rates answer 3 of 3');
    await press(tab, 'Good answer');
    await eventually(turns, (now) => now.length === 1);
    expect(turns()).toEqual([2]);

    // Its words are longer than those before: with them the panel grows once more.
    await reads(tab, /Stored in Clarifeye as/);
    await press(tab, 'Rate this answer');
    await reads(tab, 'Rates answer 2 of 3');
    expect(await offered()).toBeNull();
    await press(tab, 'Bad answer');
    await eventually(turns, (now) => now.length === 2);
    expect(turns()).toEqual([2, 1]);
    await reads(tab, /Stored in Clarifeye as/);

    // What is open does not move by itself: it is looked for as the panel opens.
    await readOn(QUESTIONS[0] ?? '');
    const thumb = await (await tab.find('button', 'Bad answer')).box();
    await tab.mouse.move(thumb.x + 5, thumb.y + 5);
    expect(await (await tab.find('button', 'Bad answer')).box()).toEqual(thumb);
    expect(await offered()).toBeNull();
    await press(tab, 'Collapse');
    await expand(tab);
    await reads(tab, `You are reading the answer to “${QUESTIONS[0]?.slice(0, 40)}…”`);
  });

  it('is not guessed where the page draws only a part of its list', async () => {
    const id = converse();
    const { addressOf } = await putPage(stage.sandbox, 'virtual-list', 'clarifeye', 'query', [id]);
    await tab.goto(addressOf(id));
    await tab.find('button', 'Good answer');
    await reads(tab, QUESTIONS[1] ?? '');
    await expand(tab);
    await reads(tab, 'Rates answer 3 of 3');
    await press(tab, 'Collapse');
    await readOn(QUESTIONS[1] ?? '');
    await expand(tab);
    await press(tab, 'Earlier answer');
    await reads(tab, 'Rates answer 2 of 3');
    expect(await offered()).toBeNull();
  });
});
