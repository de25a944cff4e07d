import { freshConversation, lookedAt } from '../e2e/acts.ts';
import type { ChromiumSession } from '../e2e/driver/chromium.ts';
import type { Tab } from '../e2e/driver/person.ts';
import { addresses, eventually, type Stage } from '../e2e/stage.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { type Figure, median } from './figures.ts';

const { appHost, apiHost } = FIXTURES.clarityq;
export const PAGE =
  '<!doctype html><title>Bench</title><link rel="icon" href="data:,"><main><p>Text.</p></main>';

/** When something was seen by the content scripts' own world, epoch milliseconds. */
export interface Marks {
  press: number;
  saved: number;
  stored: number;
}

/** Notes the press as the browser dates it, and when the panel's text says what has become of it. */
const WATCH = `(() => {
  const offset = Date.now() - performance.now();
  globalThis.marks = {};
  const closed = chrome.dom.openOrClosedShadowRoot(document.querySelector('verdict-panel'));
  const root = closed.querySelector('iframe').contentDocument;
  const origin = root.defaultView.performance.timeOrigin;
  const look = () => {
    if (marks.press === undefined) return;
    // While a press is on its way the line keeps its room with words that nobody sees.
    const text = root.querySelector('.receipt:not(.pending)')?.textContent ?? '';
    if (/Saved on this device|Stored in/.test(text)) marks.saved ??= offset + performance.now();
    if (/Stored in/.test(text)) marks.stored ??= offset + performance.now();
  };
  const changes = { childList: true, subtree: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(root, changes);
  root.addEventListener('click', ({ timeStamp }) => { marks.press ??= origin + timeStamp; }, true);
})()`;

const EVIDENCE = (path: string) => `new Promise((resolve) => {
  const start = performance.now();
  history.pushState(null, '', ${JSON.stringify(path)});
  const look = () => {
    if (!document.querySelector('verdict-panel')?.matches(':popover-open')) return setTimeout(look);
    requestAnimationFrame(() => resolve(performance.now() - start));
  };
  look();
})`;

/** Goes to a conversation from within its app; how long until the panel is on screen, ms. */
export async function evidence(stage: Stage, tab: Tab, address: string): Promise<number> {
  const { host, pathname, origin } = new URL(address);
  stage.sandbox.serve(host, '/start', { body: PAGE });
  await tab.goto(`${origin}/start`);
  return tab.evaluate<number>(EVIDENCE(pathname));
}

/** Presses a thumb with the real mouse and waits until it is stored. */
export async function timedPress(
  stage: Stage,
  tab: Tab,
  before: () => Promise<void> = async () => undefined,
): Promise<Marks> {
  const browser = stage.browser as ChromiumSession;
  const { x, y, width, height } = await (await tab.find('button', 'Good answer')).box();
  // The pointer comes before it presses; with it the panel gets the frame that is watched here.
  await tab.mouse.move(10, 10);
  await browser.evaluateInContentScript(tab, WATCH);
  await before();
  await tab.mouse.click(x + width / 2, y + height / 2);
  return eventually(
    () => browser.evaluateInContentScript<Marks>(tab, 'marks'),
    ({ stored }) => stored !== undefined,
  );
}

/** When the latest request of that kind reached the vendor, epoch milliseconds. */
function arrived({ sandbox }: Stage, method: string, part: string): number {
  const one = sandbox.requests.findLast(
    (request) => request.method === method && request.path.includes(part),
  );
  return one?.at ?? Number.NaN;
}

/** From the clue to the panel, from the press to the vendor and back. */
export async function speeds(stage: Stage, runs: number): Promise<Figure[]> {
  const browser = stage.browser as ChromiumSession;
  const took: Record<string, number[]> = {
    panel: [],
    saved: [],
    stopped: [],
    wire: [],
    bare: [],
    told: [],
  };
  const tab = await browser.open(`https://${appHost}/start`);
  const opened = async (title: string): Promise<number> => {
    const id = freshConversation(stage.sandbox, title);
    const ms = await evidence(stage, tab, addresses.clarityq(id));
    await lookedAt(stage, id);
    return ms;
  };
  for (let run = 0; run <= runs; run += 1) {
    const panel = await opened(`Warm ${run}`);
    const began = await browser.evaluateInWorker<number>(
      `(async () => { const at = Date.now(); await fetch('https://${apiHost}/bare', { cache: 'no-store' }).catch(() => 0); return at; })()`,
    );
    const { press, saved, stored } = await timedPress(stage, tab);
    const wire = arrived(stage, 'PUT', '/feedback');
    await opened(`Stopped ${run}`);
    const cold = await timedPress(stage, tab, () => browser.stopBackground());
    // The first is not counted: whatever is done for the first time is done in it.
    if (run === 0) continue;
    took.panel?.push(panel);
    took.saved?.push(saved - press);
    took.wire?.push(wire - press);
    took.bare?.push(arrived(stage, 'GET', '/bare') - began);
    took.told?.push(stored - wire);
    took.stopped?.push(cold.saved - cold.press);
  }
  await tab.close();
  const bare = median(took.bare ?? []);
  const rows: [string, string, string?][] = [
    ['panel', 'evidence to panel on screen', '100 ms'],
    ['saved', 'press to "Saved on this device"', '50 ms'],
    ['stopped', 'the same from a stopped worker', '300 ms'],
    ['bare', 'a bare fetch from the worker to the wire'],
    ['wire', 'press to the write on the wire', `${(1.5 * bare + 20).toFixed(0)} ms`],
    ['told', 'the write on the wire to "Stored"'],
  ];
  return rows.map(([key, what, goal]) => ({
    part: 'Speed',
    what,
    unit: 'ms',
    values: took[key] ?? [],
    ...(goal && { goal }),
  }));
}
