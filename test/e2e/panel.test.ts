import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expand, expectNoTraces, freshConversation, pressedRatings } from './acts.ts';
import type { Control, Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const { appHost, productId } = FIXTURES.clarityq;

type Box = Awaited<ReturnType<Control['box']>>;

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('the panel in the page', () => {
  let stage: Stage;
  let tab: Tab;

  const open = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    await tab.goto(addresses.clarityq(id));
    return id;
  };
  const panel = () => tab.find('region', 'Verdict feedback');
  /** Where the panel stands once it has come to rest. */
  const resting = async (): Promise<Box> => {
    let last = '';
    return eventually(
      async () => (await panel()).box(),
      (box) => {
        const still = JSON.stringify(box) === last;
        last = JSON.stringify(box);
        return still;
      },
    );
  };

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('never takes the focus: what is typed goes on into the composer', async () => {
    const { sandbox } = stage;
    await tab.goto(`https://${appHost}/${productId}`);
    const composer = await tab.find('textbox', 'Ask a follow-up');
    await composer.type('Why did ');
    const id = freshConversation(sandbox, 'Focus');
    await tab.evaluate((to: string) => history.pushState(null, '', to), addresses.clarityq(id));
    await tab.find('button', 'Good answer');
    await tab.type('the dip come?');
    expect((await composer.now()).value).toBe('Why did the dip come?');
    expect((await tab.focused())?.name).toBe('Ask a follow-up');
  });

  it('stands inside the window and off the composer, wherever it is moved', async () => {
    await open('Corners');
    const composer = await (await tab.find('textbox', 'Ask a follow-up')).box();
    await expand(tab);
    const places = new Set<string>();
    for (let corner = 0; corner < 4; corner += 1) {
      const box = await resting();
      const { width, height } = await tab.evaluate<{ width: number; height: number }>(
        '({ width: innerWidth, height: innerHeight })',
      );
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(overlap(box, composer)).toBe(false);
      const place = JSON.stringify(box);
      places.add(place);
      await press(tab, 'Move to next corner');
      await eventually(resting, (now) => JSON.stringify(now) !== place);
    }
    expect(places.size).toBe(4);
  });

  it('stays in its corner on the next conversation of the site', async () => {
    await open('Moved');
    await expand(tab);
    await press(tab, 'Move to next corner');
    await eventually(
      async () => (await (await panel()).box()).x,
      (x) => x < 100,
    );
    await open('Moved along');
    const { x } = await (await panel()).box();
    expect(x).toBeLessThan(100);
  });

  it('a composer that comes late: the panel makes room, but never from under the pointer', async () => {
    const body = `<!doctype html><title>Late</title><style>body{margin:0;height:100vh}
textarea{position:fixed;inset:auto 0 0 0;height:120px;border:1px solid}</style><h1>Late</h1><script>
addEventListener('late', () => document.body.append(document.createElement('textarea')))</script>`;
    for (const hovered of [false, true]) {
      const id = freshConversation(stage.sandbox, `Late ${hovered}`);
      const address = addresses.clarityq(id);
      stage.sandbox.serve(appHost, new URL(address).pathname, { body });
      await tab.mouse.move(640, 100);
      await tab.goto(address);
      const good = await tab.find('button', 'Good answer');
      const before = await good.box();
      if (hovered) await tab.mouse.move(before.x + 10, before.y + 10);
      await tab.evaluate("dispatchEvent(new Event('late'))");
      if (hovered) {
        await tab.mouse.click(before.x + 12, before.y + 12);
        await eventually(
          () => pressedRatings(tab),
          ([name]) => name === 'Good answer',
        );
      } else {
        const composer = await tab.evaluate<Box>(
          "JSON.parse(JSON.stringify(document.querySelector('textarea').getBoundingClientRect()))",
        );
        await eventually(
          async () => overlap(await (await panel()).box(), composer),
          (overlapping) => !overlapping,
        );
      }
    }
  });

  it('the thumbs stay where they are when a state appears beside them', async () => {
    for (const corner of ['start', 'end']) {
      const id = freshConversation(stage.sandbox, `Still at the ${corner}`);
      const { faults } = stage.sandbox;
      const broken = { kind: 'status', status: 503 } as const;
      faults.add({ path: id, times: 10, when: 'before', do: broken });
      await tab.goto(addresses.clarityq(id));
      const good = await tab.find('button', 'Good answer');
      const before = await good.box();
      await tab.find('button', 'ClarityQ has a fault of its own (503). Try again later.');
      expect(await good.box()).toEqual(before);
      faults.clear();
      if (corner === 'end') return;
      await expand(tab);
      for (let turn = 0; turn < 3; turn += 1) {
        const place = JSON.stringify(await resting());
        await press(tab, 'Move to next corner');
        await eventually(resting, (now) => JSON.stringify(now) !== place);
      }
    }
  });

  it('in a low window what saves stays in sight, and what is opened comes into sight', async () => {
    await tab.setViewport(1280, 480);
    const id = await open('Low');
    await press(tab, 'Bad answer');
    await tab.waitForStatus(/Stored in ClarityQ/);
    await (await tab.find('textbox', 'Comment')).type('The week is wrong');
    const save = await tab.find('button', 'Save comment');
    const { y, height } = await save.box();
    const undo = await (await tab.find('button', 'Undo')).box();
    expect(y + height).toBeLessThanOrEqual(undo.y);
    await save.click();
    await eventually(
      () => stage.sandbox.clarityq.feedback(id)?.comment,
      (comment) => comment === 'The week is wrong',
    );
    await press(tab, 'What is sent');
    const sent = await tab.find('region', 'What is sent');
    await eventually(
      async () => (await sent.box()).y,
      (top) => top < undo.y,
    );
    await tab.setViewport(1280, 800);
  });

  it('Escape collapses, and gives the focus back to the thumbs', async () => {
    await open('Escape');
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).click();
    await tab.key('Escape');
    await tab.gone('textbox', 'Comment');
    expect((await tab.focused())?.name).toBe('Good answer');
    await tab.find('button', 'Expand');
  });

  it('the ratings are one stop for the Tab key, with arrow keys inside', async () => {
    const id = await open('Keys');
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).click();
    await tab.key('Shift+Tab');
    expect((await tab.focused())?.name).toBe('Good answer');
    await tab.key('ArrowRight');
    expect((await tab.focused())?.name).toBe('Bad answer');
    await tab.key('ArrowRight');
    expect((await tab.focused())?.name).toBe('Good answer');
    await tab.key('ArrowLeft');
    expect((await tab.focused())?.name).toBe('Bad answer');
    await tab.key('Tab');
    expect((await tab.focused())?.name).toBe('Comment');
    await tab.key('Shift+Tab');
    await tab.key('Space');
    await eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating,
      (rating) => rating === 'NEGATIVE',
    );
  });

  it('a button that goes away with its work leaves the focus to the thumbs', async () => {
    const id = await open('Undone by keys');
    await expand(tab);
    await press(tab, 'Bad answer');
    await tab.waitForStatus(/Stored in ClarityQ at/);
    for (let stop = 0; stop < 9 && (await tab.focused())?.name !== 'Undo'; stop += 1) {
      await tab.key('Tab');
    }
    await tab.key('Enter');
    await tab.gone('button', 'Undo');
    await eventually(
      async () => (await tab.focused())?.name,
      (name) => name === 'Good answer',
    );
    await tab.waitForStatus(/Taken back in ClarityQ at/);
    expect(stage.sandbox.clarityq.feedback(id)?.rating ?? null).toBeNull();
  });

  it('Hide on this site takes it away, and the popup brings it back', async () => {
    await open('Hidden');
    await expand(tab);
    await press(tab, 'Hide on this site');
    await tab.gone('region', 'Verdict feedback');
    await open('Hidden as well');
    await tab.find('heading', 'Hidden as well');
    expect(await tab.maybe('region', 'Verdict feedback')).toBeNull();

    const popup = await stage.browser.popup(tab);
    const shown = await popup.find('switch', 'Show panel on this site');
    expect(shown.checked).toBe(false);
    await shown.click();
    await eventually(
      async () => (await shown.now()).checked,
      (checked) => checked === true,
    );
    await popup.close();
    await panel();
    await open('Shown again');
    await panel();
  });

  it("the page's own modal dialog works, and the panel is there afterwards", async () => {
    await open('Dialog');
    await panel();
    await press(tab, 'Share');
    await tab.find('dialog', 'Share this conversation');
    await press(tab, 'Done');
    await tab.gone('dialog', 'Share this conversation');
    await press(tab, 'Good answer');
    await eventually(
      () => pressedRatings(tab),
      ([name]) => name === 'Good answer',
    );
  });

  it('comes back when the page throws it out', async () => {
    await open('Thrown out');
    await panel();
    await tab.evaluate("document.querySelector('verdict-panel').remove()");
    await panel();
    await press(tab, 'Bad answer');
    await eventually(
      () => pressedRatings(tab),
      ([name]) => name === 'Bad answer',
    );
    await tab.evaluate('document.body.replaceWith(document.createElement("body"))');
    await panel();
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
