import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation, pressedRatings } from './acts.ts';
import type { ChromiumSession } from './driver/chromium.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const { appHost } = FIXTURES.clarityq;

/** Writes down every event of a person's that any script of the page could come by. */
const LURK = `window.seen = [];
for (const kind of ['pointerover', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click',
  'touchstart', 'touchend', 'focusin', 'keydown', 'keyup', 'pointermove', 'mousemove',
  'gotpointercapture', 'lostpointercapture', 'DOMActivate', 'contextmenu', 'dblclick']) {
  addEventListener(kind, (event) => {
    if (event.target.localName === 'verdict-panel') seen.push(kind);
  }, true);
}`;
const PAGE = `<!doctype html><title>Before anybody moves</title><link rel="icon" href="data:,">
<script>${LURK}</script><body style="margin: 0; background: white">
<p>Answer</p><p contenteditable="true" role="textbox" aria-label="Ask">Ask</p>`;

/** Source text of the panel's closed root, in the content script's world. */
const ROOT = `chrome.dom.openOrClosedShadowRoot(document.querySelector('verdict-panel'))`;

interface Place {
  x: number;
  y: number;
}

describe('the thumbs before anybody has moved in the page', () => {
  let stage: Stage;
  let browser: ChromiumSession;
  let tab: Tab;
  let id: string;

  const send = (method: string, params: object) => browser.protocol(tab).send(method, params);
  const inPanel = <T>(source: string) => browser.evaluateInContentScript<T>(tab, source);
  const isFramed = () => inPanel<boolean>(`${ROOT}.querySelector('iframe') !== null`);
  const middleOf = async (name: string): Promise<Place> => {
    const { x, y, width, height } = await (await tab.find('button', name)).box();
    return { x: x + width / 2, y: y + height / 2 };
  };
  /** What is in a document that has just come is told by the browser a little later. */
  const focusOn = (name: string) =>
    eventually(
      async () => (await tab.focused())?.name,
      (now) => now === name,
    );
  const rating = () => stage.sandbox.clarityq.feedback(id)?.rating ?? null;
  const stored = (what: string) => eventually(rating, (now) => now === what);
  const entries = () =>
    stage.sandbox.requests.filter(
      ({ origin, method, path }) => origin === 'extension' && method === 'PUT' && path.includes(id),
    ).length;

  const mouse = (type: string, place: Place) =>
    send('Input.dispatchMouseEvent', { type, ...place, button: 'left', buttons: 1, clickCount: 1 });
  /** A mouse that lay there before: its button goes down and up, and it moves nowhere. */
  const pressUnmoved = async (from: Place, to = from): Promise<void> => {
    await mouse('mousePressed', from);
    await mouse('mouseReleased', to);
  };
  const slip = async (from: Place, to: Place): Promise<void> => {
    await mouse('mousePressed', from);
    await mouse('mouseMoved', to);
    await mouse('mouseReleased', to);
  };
  const tap = async (place: Place): Promise<void> => {
    await send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [place] });
    await send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };

  const open = async (title: string, page = PAGE): Promise<void> => {
    id = freshConversation(stage.sandbox, title);
    const url = addresses.clarityq(id);
    stage.sandbox.serve(appHost, new URL(url).pathname, { body: page });
    // A tab of its own, where the mouse has never been.
    const former = tab;
    tab = await browser.open(url);
    await former.close();
    await tab.find('button', 'Good answer');
  };

  beforeAll(async () => {
    stage = await openStage();
    browser = stage.browser as ChromiumSession;
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('stand there without a frame, by name; the first movement gives them one, and moves nothing', async () => {
    await open('First movement');
    expect(await isFramed()).toBe(false);
    const names = ['Good answer', 'Bad answer', 'Expand'];
    const before = await Promise.all(names.map(middleOf));
    await tab.mouse.move(40, 40);
    expect(await isFramed()).toBe(true);
    expect(await Promise.all(names.map(middleOf))).toEqual(before);
    await press(tab, 'Bad answer');
    await stored('NEGATIVE');
  });

  it('nor does it come with what a page does to itself', async () => {
    await open('The page alone');
    await tab.evaluate(`document.querySelector('[role=textbox]').focus(); scrollTo(0, 10)`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await isFramed()).toBe(false);
  });

  it.each([
    ['a mouse that lay there is pressed', pressUnmoved],
    ['a finger taps', tap],
  ])('%s: the press counts, once, and the page hears nothing', async (how, act) => {
    await open(how);
    await act(await middleOf('Bad answer'));
    await tab.find('button', 'Collapse');
    await stored('NEGATIVE');
    expect(await pressedRatings(tab)).toEqual(['Bad answer']);
    expect(entries()).toBe(1);
    expect(await isFramed()).toBe(true);
    expect(await tab.evaluate('seen')).toEqual([]);
  });

  it.each([0.6, 1.5])(
    'on a page that zooms itself to %f: the press is where it was made',
    async (zoom) => {
      await open(`Unmoved ${zoom}`, PAGE.replace('margin: 0', `zoom: ${zoom}; margin: 0`));
      const place =
        await inPanel<Place>(`(({ y, right, height }) => ({ x: right - 3, y: y + height / 2 }))(
      ${ROOT}.querySelectorAll('.rating button')[1].getBoundingClientRect())`);
      await pressUnmoved(place);
      await stored('NEGATIVE');
    },
  );

  it('a finger on the handle opens it', async () => {
    await open('Opened');
    await tap(await middleOf('Expand'));
    await tab.find('textbox', 'Comment');
    expect(entries()).toBe(0);
  });

  it('Tab leads to them, and the keys do there what they do', async () => {
    await open('By keys');
    await tab.evaluate(`document.querySelector('[role=textbox]').focus()`);
    await tab.key('Tab');
    await focusOn('Good answer');
    await tab.key('ArrowRight');
    await tab.key('Enter');
    await stored('NEGATIVE');
  });

  it('with the focus out of a frame of the page’s: a key presses nothing, and Tab leads to them', async () => {
    await open('Focus from elsewhere');
    await inPanel(`${ROOT}.querySelector('.rating [tabindex="0"]').focus()`);
    await tab.key('Enter');
    expect(await isFramed()).toBe(true);
    await tab.key('Tab');
    await focusOn('Good answer');
    expect(entries()).toBe(0);
    await tab.key('Enter');
    await stored('POSITIVE');
  });

  it.each(['Good answer', 'Expand'])('pressed on %s and let go on another: none', async (name) => {
    await open(`Slipped off ${name}`);
    await slip(await middleOf(name), await middleOf('Bad answer'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await pressedRatings(tab)).toEqual([]);
    expect(entries()).toBe(0);
  });

  it('in a window with too little room the card is not put up open first', async () => {
    await open('Cramped');
    await press(tab, 'Good answer');
    await stored('POSITIVE');
    const composer =
      '<p style="position: fixed; bottom: 0; height: calc(100vh - 150px); width: 100%"';
    const { pathname } = new URL(addresses.clarityq(id));
    const body = PAGE.replace('<p contenteditable', `${composer} contenteditable`);
    stage.sandbox.serve(appHost, pathname, { body });
    await tab.goto(addresses.clarityq(id));
    await inPanel(`new Promise((resolve) => {
      globalThis.forms = new Set();
      const look = () => {
        const host = document.querySelector('verdict-panel');
        const root = host?.matches(':popover-open') && chrome.dom.openOrClosedShadowRoot(host);
        const card = root && root.querySelector('iframe')?.contentDocument.querySelector('section');
        if (card) forms.add(card.className);
        requestAnimationFrame(look);
      };
      look();
      setTimeout(resolve, 1500);
    })`);
    expect(await inPanel<string[]>('[...forms]')).toEqual(['card collapsed']);
  });

  it('what somebody pressed and let go elsewhere is no press, and the next one is', async () => {
    await open('Thought better of');
    await slip(await middleOf('Good answer'), { x: 30, y: 30 });
    await press(tab, 'Bad answer');
    await stored('NEGATIVE');
    expect(entries()).toBe(1);
  });

  describe('a page that is after them', () => {
    it('forges presses on the element: none counts', async () => {
      await open('Forged');
      const { x, y } = await middleOf('Good answer');
      await tab.evaluate(
        (clientX: number, clientY: number) => {
          const host = document.querySelector('verdict-panel') as HTMLElement;
          for (const detail of [0, 1]) {
            for (const kind of ['mouseover', 'focusin', 'mousedown', 'mouseup', 'click']) {
              const init = { bubbles: true, composed: true, detail, clientX, clientY };
              host.dispatchEvent(new MouseEvent(kind, init));
            }
          }
          host.click();
        },
        x,
        y,
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await pressedRatings(tab)).toEqual([]);
      expect(entries()).toBe(0);
      await press(tab, 'Good answer');
      await stored('POSITIVE');
    });

    it.each(['it covers them with', 'stands elsewhere'])(
      'leads to them the press on what %s: that is none',
      async (where) => {
        await open(`Captured ${where}`);
        const { x, y } = await middleOf('Bad answer');
        const at = where === 'stands elsewhere' ? { x: x - 300, y: y - 300 } : { x, y };
        await tab.evaluate(
          (left: number, top: number) => {
            const cover = document.createElement('div');
            cover.popover = 'manual';
            cover.style.cssText = `position: fixed; inset: auto; margin: 0; width: 200px; height: 80px; left: ${left - 100}px; top: ${top - 40}px`;
            document.body.append(cover);
            cover.showPopover();
            cover.addEventListener('pointerdown', ({ pointerId }) => {
              document.querySelector('verdict-panel')?.setPointerCapture(pointerId);
              cover.style.pointerEvents = 'none';
            });
          },
          at.x,
          at.y,
        );
        await pressUnmoved(at, { x, y });
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(await pressedRatings(tab)).toEqual([]);
        expect(entries()).toBe(0);
      },
    );

    it.each([
      ['modal', 'dialog.moveBefore(host, null); dialog.showModal()'],
      ['plain', 'dialog.append(host); host.showPopover(); dialog.show()'],
    ])(
      'gives them the focus by a %s dialog: what is typed next presses nothing',
      async (_, give) => {
        await open(`Focus by ${give}`);
        await tab.evaluate(`(() => {
        const host = document.querySelector('verdict-panel');
        const dialog = document.createElement('dialog');
        document.body.append(dialog);
        ${give};
        document.body.moveBefore(host, null);
        dialog.remove();
      })()`);
        for (const key of ['2', 'Enter', ' ', '1']) await tab.key(key);
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(await pressedRatings(tab)).toEqual([]);
        expect(entries()).toBe(0);
      },
    );

    it('takes them into a frame of its own, which a person presses: that is none', async () => {
      await open('Abducted');
      await tab.evaluate(`(() => {
        const frame = document.createElement('iframe');
        frame.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; border: 0';
        document.body.append(frame);
        const host = document.querySelector('verdict-panel');
        // Watched elements are put back; this one stays where a press comes at once.
        frame.contentDocument.body.append(host);
        host.showPopover();
      })()`);
      for (const y of [700, 740, 760, 780]) {
        for (const x of [1150, 1180, 1220, 1250]) await pressUnmoved({ x, y });
      }
      expect(entries()).toBe(0);
      expect(rating()).toBeNull();
      await tab.evaluate(`document.querySelector('iframe').remove()`);
      await press(tab, 'Good answer');
      await stored('POSITIVE');
    });

    it('registers every property that the thumbs are drawn with: they are drawn as they were', async () => {
      /** How each part is drawn, once it has appeared. */
      const look = () =>
        eventually(
          () =>
            inPanel<string[]>(`[...${ROOT}.querySelectorAll('*')].map((one) => {
              const { color, backgroundColor, font, borderColor, opacity } = getComputedStyle(one);
              return [one.className, color, backgroundColor, font, borderColor, opacity].join();
            })`),
          (parts) => parts.every((part) => part.endsWith(',1')),
        );
      const sheet = () =>
        inPanel<string>(
          `[...${ROOT}.adoptedStyleSheets[0].cssRules].map(({ cssText }) => cssText).join('')`,
        );
      await open('As it is');
      const asItIs = await look();
      const names = [...new Set((await sheet()).match(/--[\w-]+/g))];
      expect(names.length).toBeGreaterThan(20);
      // By the names that the last panel had, and by those of the package.
      const known = names.flatMap((name) => [name, name.replace(/^--\d+/, '--')]);
      const register = `for (const name of ${JSON.stringify(known)}) {
        CSS.registerProperty({ name, syntax: '<length>', inherits: false, initialValue: '0px' });
      }`;
      await open('Registered', PAGE.replace('<body', `<script>${register}</script><body`));
      expect(await look()).toEqual(asItIs);
      expect(await isFramed()).toBe(false);
    });

    it('was there before the extension: they have their frame from the start', async () => {
      await open('Written anew');
      expect(await isFramed()).toBe(false);
      await tab.evaluate(`document.open(); document.write('<p>Anew</p>'); document.close()`);
      await tab.find('button', 'Good answer');
      expect(await isFramed()).toBe(true);
    });
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
