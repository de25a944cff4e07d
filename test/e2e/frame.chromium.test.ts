import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation } from './acts.ts';
import type { ChromiumSession } from './driver/chromium.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, type Stage } from './stage.ts';

const { appHost } = FIXTURES.clarityq;

interface Node {
  nodeName: string;
  children?: Node[];
  shadowRoots?: Node[];
}

/** A page with something to tab from on both sides, which listens to everything before itself. */
const PAGE = `<!doctype html><title>Near</title><link rel="icon" href="data:,"><script>
  window.heard = [];
  for (const key in window) if (key.startsWith('on')) {
    addEventListener(key.slice(2), ({ type, target }) => {
      // Told of the place that the pointer comes to before that hears of it; anybody sees it come there.
      if (type === 'pointerrawupdate') return;
      if (target instanceof Element && target.localName === 'verdict-panel') heard.push(type);
    }, true);
  }
</script><button>First</button>`;

describe('the frame of a collapsed panel', () => {
  let stage: Stage;
  let browser: ChromiumSession;
  let tab: Tab;

  const open = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    const url = addresses.clarityq(id);
    stage.sandbox.serve(appHost, new URL(url).pathname, { body: PAGE });
    await tab.goto(url);
    await tab.find('button', 'Good answer');
    await tab.evaluate('heard = []');
    return id;
  };
  const isFramed = async (): Promise<boolean> => {
    const { root } = await browser
      .protocol(tab)
      .send<{ root: Node }>('DOM.getDocument', { depth: -1, pierce: true });
    const names = (node: Node): string[] => [
      node.nodeName,
      ...[...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(names),
    ];
    return names(root).includes('IFRAME');
  };
  const places = async () => {
    const all = [];
    for (const { name, box } of await tab.all('button', /answer|Expand/)) {
      all.push([name, await box()]);
    }
    return all;
  };
  /** The middle of a button, where nobody's pointer is yet. */
  const middle = async (name: string) => {
    const { x, y, width, height } = await (await tab.find('button', name)).box();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const rating = (id: string) => stage.sandbox.clarityq.feedback(id)?.rating ?? null;

  beforeAll(async () => {
    stage = await openStage();
    browser = stage.browser as ChromiumSession;
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('is not there until the pointer comes, and then everything stays where it was', async () => {
    await open('Pointer');
    expect(await isFramed()).toBe(false);
    const before = await places();
    expect(before).toHaveLength(3);
    const { x, y } = await middle('Bad answer');
    await tab.mouse.move(x, y);
    expect(await isFramed()).toBe(true);
    expect(await places()).toEqual(before);
    expect(await tab.evaluate('heard')).toEqual([]);
  });

  it('the card is dark on a page that is dark by its colour scheme alone', async () => {
    const theme = () =>
      browser.evaluateInContentScript<string>(
        tab,
        `chrome.dom.openOrClosedShadowRoot(document.querySelector('verdict-panel'))
          .querySelector('[data-theme]').dataset.theme`,
      );
    await open('Light');
    expect(await theme()).toBe('light');
    await tab.emulate({ colorScheme: 'dark' });
    await open('Light all the same');
    expect(await theme()).toBe('light');
    await tab.evaluate(`document.head.innerHTML += '<meta name="color-scheme" content="dark">'`);
    await tab.evaluate('dispatchEvent(new Event("resize"))');
    await eventually(theme, (now) => now === 'dark');
    await tab.emulate({ colorScheme: 'light' });
  });

  it('is there ahead of a press that comes with the pointer', async () => {
    const id = await open('Press');
    const { x, y } = await middle('Bad answer');
    await tab.mouse.click(x, y);
    await tab.find('button', 'Collapse');
    await eventually(
      () => rating(id),
      (stored) => stored === 'NEGATIVE',
    );
    expect(await tab.evaluate('heard')).toEqual([]);
  });

  it('is there ahead of a finger', async () => {
    const id = await open('Touch');
    const { x, y } = await middle('Good answer');
    const touch = (type: string, touchPoints: object[]) =>
      browser.protocol(tab).send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [{ x, y }]);
    await touch('touchEnd', []);
    await tab.find('button', 'Collapse');
    await eventually(
      () => rating(id),
      (stored) => stored === 'POSITIVE',
    );
  });

  it('comes with the Tab key, and the focus stays on the button it came to', async () => {
    const id = await open('Keys');
    await (await tab.find('button', 'First')).click();
    await tab.key('Tab');
    expect(await isFramed()).toBe(true);
    expect((await tab.focused())?.name).toBe('Good answer');
    await tab.key('Space');
    await eventually(
      () => rating(id),
      (stored) => stored === 'POSITIVE',
    );
    await open('Keys backwards');
    await tab.evaluate('document.activeElement.blur()');
    await tab.key('Shift+Tab');
    expect(await isFramed()).toBe(true);
    expect((await tab.focused())?.name).toBe('Expand');
    expect(await tab.evaluate('heard')).toEqual([]);
  });

  it('comes for a page’s made-up events, too, which press nothing', async () => {
    const id = await open('Made up');
    await tab.evaluate(() => {
      const host = document.querySelector('verdict-panel');
      for (const type of ['pointerover', 'pointerdown', 'pointerup', 'click', 'focusin']) {
        host?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, detail: 1 }));
      }
    });
    expect(await isFramed()).toBe(true);
    await tab.find('button', 'Expand');
    expect(rating(id)).toBeNull();
  });

  it('takes presses where it stands on a page that is drawn smaller or larger', async () => {
    for (const zoom of [0.6, 1.5]) {
      const id = await open(`Zoom ${zoom}`);
      await tab.evaluate(`document.body.style.zoom = ${zoom}`);
      await tab.mouse.move(5, 300);
      // The driver does not know of a page's own zoom, so the place is worked out here.
      const { x, y } = await browser.evaluateInContentScript<{ x: number; y: number }>(
        tab,
        `(() => {
          const host = document.querySelector('verdict-panel');
          dispatchEvent(new Event('resize'));
          host.dispatchEvent(new Event('pointerover'));
          const frame = chrome.dom.openOrClosedShadowRoot(host).querySelector('iframe');
          const outer = frame.getBoundingClientRect();
          const scale = outer.width / frame.offsetWidth;
          const inner = frame.contentDocument.querySelectorAll('button')[1].getBoundingClientRect();
          return {
            x: outer.x + (inner.right - 4) * scale,
            y: outer.y + (inner.bottom - 4) * scale,
          };
        })()`,
      );
      await tab.mouse.click(x, y);
      await tab.find('button', 'Collapse');
      await eventually(
        () => rating(id),
        (stored) => stored === 'NEGATIVE',
      );
    }
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
