import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expand, freshConversation } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const RATINGS = ['Good answer', 'Bad answer'];
/** The header stands last in the document, because what a person says comes first. */
const HEADER = ['Move to next corner', 'Hide on this site', 'Collapse'];

describe('without a pointer, and by ear', () => {
  let stage: Stage;
  let tab: Tab;

  const open = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    await tab.goto(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    return id;
  };
  const focusedName = async () => (await tab.focused())?.name ?? '';
  /** Presses a key until something with one of these names has the focus; the names on the way. */
  const walk = async (key: string, ends: (name: string) => boolean): Promise<string[]> => {
    const names: string[] = [];
    for (let stops = 0; stops < 40; stops += 1) {
      await tab.key(key);
      const name = await focusedName();
      if (ends(name)) return names;
      names.push(name);
    }
    throw new Error(`The ${key} key goes round: ${names.join(', ')}`);
  };

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('the Tab key enters the panel, goes through it as it is read, and leaves it both ways', async () => {
    await open('In order');
    await expand(tab);
    await (await tab.find('textbox', 'Ask a follow-up')).click();
    await walk('Tab', (name) => RATINGS.includes(name));
    await tab.key('Shift+Tab');
    const before = await focusedName();
    await tab.key('Tab');
    expect(RATINGS).toContain(await focusedName());

    const within = await walk('Tab', (name) => name === 'Collapse');
    expect(within.slice(-2)).toEqual(HEADER.slice(0, -1));
    expect(within).toContain('Comment');
    // The other rating is reached by the arrow keys, and no control comes twice.
    expect(within.filter((name) => RATINGS.includes(name))).toEqual([]);
    expect(new Set(within).size).toBe(within.length);
    const panel = [...RATINGS, ...within, 'Collapse'];
    expect(panel).not.toContain(before);
    await tab.key('Tab');
    expect(panel).not.toContain(await focusedName());
  });

  it('a press, its words and Undo, by keys alone; the focus is never lost', async () => {
    const id = await open('By keys alone');
    const stored = () => stage.sandbox.clarityq.feedback(id);
    await walk('Tab', (name) => name === 'Good answer');
    await tab.key('ArrowRight');
    await tab.key('Space');
    await eventually(stored, (feedback) => feedback?.rating === 'NEGATIVE');
    expect(await focusedName()).toBe('Bad answer');
    await eventually(
      () => tab.maybe('textbox', 'Comment'),
      (box) => box !== null,
    );
    await walk('Tab', (name) => name === 'Comment');
    await tab.type('The week is wrong');
    await tab.key('Control+Enter');
    await eventually(stored, (feedback) => feedback?.comment === 'The week is wrong');
    expect(await focusedName()).toBe('Comment');
    await walk('Tab', (name) => name === 'Undo');
    await tab.key('Enter');
    await eventually(stored, (feedback) => feedback?.comment !== 'The week is wrong');
    expect(await focusedName()).not.toBe('');
    await walk('Shift+Tab', (name) => RATINGS.includes(name));
    await tab.key('Escape');
    await tab.find('button', 'Expand');
    expect(RATINGS).toContain(await focusedName());
  });

  it('each state is said once, and one that passes within a second not at all', async () => {
    await open('By ear');
    const said: string[] = [];
    const listen = async () => {
      const words = await tab.status();
      if (words !== said.at(-1)) said.push(words);
    };
    await listen();
    await press(tab, 'Good answer');
    await eventually(
      async () => {
        await listen();
        return said;
      },
      (words) => words.some((one) => one.startsWith('Stored')),
    );
    await listen();
    expect(said.filter((words) => words !== '')).toEqual([
      expect.stringMatching(/^Stored in ClarityQ at/),
    ]);
    const pressed = await tab.find('button', 'Good answer');
    expect(pressed.pressed).toBe(true);
    expect((await tab.find('button', 'Bad answer')).pressed).toBe(false);
  });
});
