import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, freshConversation } from './acts.ts';
import type { ChromiumSession } from './driver/chromium.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, type Stage } from './stage.ts';

const { appHost } = FIXTURES.clarityq;
const PAGE = '<!doctype html><title>Drawn</title><link rel="icon" href="data:,"><p>Answer</p>';

/** Source text of the panel's frame, in the content script's world; it is there once somebody moves. */
const FRAME = `chrome.dom.openOrClosedShadowRoot(document.querySelector('verdict-panel'))
  .querySelector('iframe')`;

describe('a page that is drawn another way', () => {
  let stage: Stage;
  let browser: ChromiumSession;
  let tab: Tab;

  const open = async (title: string): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    const url = addresses.clarityq(id);
    stage.sandbox.serve(appHost, new URL(url).pathname, { body: PAGE });
    await tab.goto(url);
    await tab.find('button', 'Good answer');
    await tab.mouse.move(10, 10);
    return id;
  };
  const inPanel = <T>(source: string) => browser.evaluateInContentScript<T>(tab, source);

  beforeAll(async () => {
    stage = await openStage();
    browser = stage.browser as ChromiumSession;
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it.each([0.6, 1.5])('at %f of its size: presses count up to the far edges', async (zoom) => {
    const id = await open(`Zoom ${zoom}`);
    await tab.evaluate(`document.body.style.zoom = ${zoom}`);
    // The driver does not know of a page's own zoom, so the place is worked out here.
    const { x, y } = await inPanel<{ x: number; y: number }>(`((frame) => {
      dispatchEvent(new Event('resize'));
      const outer = frame.getBoundingClientRect();
      const scale = outer.width / frame.offsetWidth;
      const inner = frame.contentDocument.querySelectorAll('button')[1].getBoundingClientRect();
      return {
        x: outer.x + (inner.right - 4) * scale,
        y: outer.y + (inner.bottom - 4) * scale,
      };
    })(${FRAME})`);
    await tab.mouse.click(x, y);
    await tab.find('button', 'Collapse');
    await eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating ?? null,
      (stored) => stored === 'NEGATIVE',
    );
  });

  it('dark by its colour scheme alone: the card is dark', async () => {
    const theme = () => inPanel<string>(`${FRAME}.parentElement.dataset.theme`);
    await open('Light');
    expect(await theme()).toBe('light');
    await tab.emulate({ colorScheme: 'dark' });
    await open('Light whatever the system says');
    expect(await theme()).toBe('light');
    await tab.evaluate(`document.head.innerHTML += '<meta name="color-scheme" content="dark">'`);
    await tab.evaluate('dispatchEvent(new Event("resize"))');
    await eventually(theme, (now) => now === 'dark');
    await tab.emulate({ colorScheme: 'light' });
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
