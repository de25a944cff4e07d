import { expect } from 'vitest';
import { UNNAMED } from '../../../src/domain/conversation';
import { type Feedback, NOTHING } from '../../../src/domain/feedback';
import { BAD, entryOf, GOOD, mean, open, type Scene, show, undo, type Vendor } from './person';

/** What a person does, from opening the conversation to the last press. */
export interface Script {
  name: string;
  vendors: Vendor[];
  act(scene: Scene): Promise<void>;
}

const BOTH: Vendor[] = ['clarityq', 'clarifeye'];
const WORDS: Feedback = { rating: 'good', comment: 'Right, and short.' };

/** The answer a script rates: ClarityQ's only one, and Clarifeye's number 0, which is legal. */
export function turnOf({ vendor }: Pick<Scene, 'vendor'>): number {
  return vendor === 'clarityq' ? 1 : 0;
}

function script(
  name: string,
  vendors: Vendor[],
  act: (does: {
    press(feedback: Feedback): Promise<void>;
    undo(): Promise<void>;
    wait(ms: number): Promise<void>;
    /** Goes on until the write is under way, or until it no longer can be. */
    whileSending(): Promise<void>;
    scene: Scene;
  }) => Promise<void>,
): Script {
  return {
    name,
    vendors,
    async act(scene) {
      const [conversation] = scene.conversations;
      if (!conversation) throw new Error('a scene without a conversation');
      await open(scene, conversation);
      await scene.device.run(1_000);
      await act({
        press: (feedback) => mean(scene, conversation, turnOf(scene), feedback),
        undo: () => undo(scene, conversation, turnOf(scene)),
        wait: (ms) => scene.device.run(ms),
        async whileSending() {
          for (let ticks = 0; ticks < 100; ticks += 1) {
            const entry = await entryOf(scene, conversation, turnOf(scene));
            if (entry?.state === 'sending') return;
            await scene.device.run(10);
          }
        },
        scene,
      });
    },
  };
}

/** The answer in front of the person in a Clarifeye conversation. */
export const NEWEST = 1;

/** A press that came before the vendor had named its answers; the page has gone since. */
const EARLY: Script = {
  name: 'rate before the answers are named',
  vendors: ['clarifeye'],
  async act(scene) {
    const [conversation = expect.fail()] = scene.conversations;
    await show(scene, conversation);
    await mean(scene, conversation, UNNAMED, GOOD, NEWEST);
    await mean(scene, conversation, UNNAMED, BAD, NEWEST);
    scene.device.tabs.clear();
  },
};

/** Everything a person does with one answer, each as short as it can be. */
export const SCRIPTS: Script[] = [
  EARLY,
  script('rate', BOTH, ({ press }) => press(GOOD)),
  script('rate, then comment', BOTH, async ({ press, wait }) => {
    await press(GOOD);
    await wait(2_000);
    await press(WORDS);
  }),
  script('rate, then change while it is being sent', BOTH, async ({ press, whileSending }) => {
    await press(GOOD);
    await whileSending();
    await press(BAD);
  }),
  script('rate, then undo once stored', BOTH, async ({ press, undo: back, wait }) => {
    await press(GOOD);
    await wait(2_000);
    await back();
  }),
  script('comment, then undo to the rating before', BOTH, async ({ press, undo: back, wait }) => {
    await press(GOOD);
    await wait(2_000);
    await press(WORDS);
    await wait(2_000);
    await back();
  }),
  script('take the thumb off and keep the words', ['clarityq'], async ({ press, wait }) => {
    await press(WORDS);
    await wait(2_000);
    await press({ rating: null, comment: WORDS.comment });
  }),
  script('take back, then rate anew', BOTH, async ({ press, wait }) => {
    await press(GOOD);
    await wait(2_000);
    await press(NOTHING);
    await wait(2_000);
    await press(BAD);
  }),
  script('change a row that is gone at the vendor', ['clarifeye'], async (does) => {
    await does.press(GOOD);
    await does.wait(2_000);
    does.scene.clarifeye.rows.length = 0;
    await does.press(BAD);
  }),
  script('take back a row that is gone at the vendor', ['clarifeye'], async (does) => {
    await does.press(GOOD);
    await does.wait(2_000);
    does.scene.clarifeye.rows.length = 0;
    await does.undo();
  }),
];
