import type { CdpSession } from '../e2e/driver/cdp.ts';
import type { ChromiumSession } from '../e2e/driver/chromium.ts';
import type { Tab } from '../e2e/driver/person.ts';
import { type Figure, median } from './figures.ts';

/** A kind of page: the same text with something beside it. */
export interface Variant {
  name: string;
  /** On whose host and path it is served. */
  url(run: number): string;
}

/** What one page took, milliseconds and counts. */
type Cost = Record<string, number>;

/** How long a page is left alone after loading: whoever waits a second has begun by then. */
const SETTLE_MS = 1_600;
/** How long after the mouse has moved; what it sets off begins at once. */
const MOVED_MS = 300;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A conversation's text, and the ways in which such pages move. */
export function pageWith(scripts: string): string {
  const message =
    '<article><h2>Question</h2><p>An answer of some length, as they are.</p></article>';
  return `<!doctype html><html lang="en"><title>Bench</title><link rel="icon" href="data:,"><script>
window.shifts = 0; window.long = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifts += value;
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => { long += list.getEntries().length; })
  .observe({ type: 'longtask', buffered: true });
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
window.stream = async (frames, changes) => {
  const main = document.querySelector('main');
  for (let at = 0; at < frames; at += 1) {
    await frame();
    const answer = main.appendChild(document.createElement('p'));
    for (let n = 0; n < changes; n += 1) {
      const word = answer.appendChild(document.createElement('span'));
      word.textContent = 'word ';
      if (n % 10 === 0) word.className = 'w' + at;
    }
  }
};
window.lengthen = async (messages, each) => {
  const main = document.querySelector('main');
  for (let at = 0; at < messages; at += each) {
    await frame();
    for (let n = 0; n < each; n += 1) {
      const one = main.appendChild(document.createElement('article'));
      one.appendChild(document.createElement('p')).textContent = 'Message ' + (at + n);
    }
  }
};
</script>${scripts}<main style="height: 500px; overflow: auto">${message.repeat(20)}</main></html>`;
}

async function metrics(page: CdpSession): Promise<Record<string, number>> {
  const { metrics: all } = await page.send<{ metrics: { name: string; value: number }[] }>(
    'Performance.getMetrics',
  );
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/** What the page's own thread spent on scripts and on all it does between two readings, ms. */
async function during(page: CdpSession, work: () => Promise<unknown>): Promise<[number, number]> {
  const before = await metrics(page);
  await work();
  const after = await metrics(page);
  const spent = (name: string) => ((after[name] ?? 0) - (before[name] ?? 0)) * 1000;
  return [spent('ScriptDuration'), spent('TaskDuration')];
}

async function cost(browser: ChromiumSession, url: string): Promise<Cost> {
  const tab: Tab = await browser.open('about:blank');
  const page = browser.protocol(tab);
  // The address of the same host first, so that one process is measured from before the load.
  await tab.goto(new URL('/blank', url).href);
  // By the clock it would be as long as the other processes let it wait, which differ: the panel's
  // first message has the worker at work on the other core.
  await page.send('Performance.enable', { timeDomain: 'threadTicks' });
  const [script, task] = await during(page, async () => {
    await tab.goto(url);
    await sleep(SETTLE_MS);
  });
  const [moveScript] = await during(page, async () => {
    await tab.mouse.move(20, 20);
    await sleep(MOVED_MS);
  });
  const [streamScript, streamTask] = await during(page, () => tab.evaluate('stream(200, 50)'));
  const [, longTask] = await during(page, () => tab.evaluate('lengthen(5000, 100)'));
  const seen = await tab.evaluate<{ shifts: number; long: number }>('({ shifts, long })');
  // What was shown stays; what was used to show it goes.
  await page.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize = 0 } = await metrics(page);
  const counters = await page.send<{ nodes: number; jsEventListeners: number }>(
    'Memory.getDOMCounters',
  );
  await tab.close();
  return {
    script,
    task,
    moveScript,
    streamScript,
    streamTask,
    longTask,
    heap: JSHeapUsedSize / 1000,
    shifts: seen.shifts,
    long: seen.long,
    nodes: counters.nodes,
    listeners: counters.jsEventListeners,
  };
}

const ROWS: [key: string, what: string, unit: Figure['unit'], goal?: string][] = [
  ['script', 'script while loading', 'ms', '4 ms more than bare, less than Sentry'],
  ['task', 'main thread while loading', 'ms'],
  ['moveScript', 'script when the mouse first moves', 'ms'],
  ['streamScript', 'script while 200 frames of 50 changes stream', 'ms'],
  ['streamTask', 'main thread while they stream', 'ms', '1 % more than bare'],
  ['longTask', 'main thread while 5,000 messages come', 'ms'],
  ['shifts', 'layout shift', '', '0'],
  ['long', 'long tasks', '', 'as many as bare'],
  ['heap', 'heap after collection', 'kB', '1,500 kB more than bare'],
  ['nodes', 'nodes', ''],
  ['listeners', 'listeners', ''],
];

/** Measures every kind of page in turn, `runs` times over; the first is the bare one. */
export async function pageCosts(
  browser: ChromiumSession,
  variants: Variant[],
  runs: number,
): Promise<Figure[]> {
  const all = new Map(variants.map(({ name }) => [name, [] as Cost[]]));
  // What is compiled and cached at the first visit is so for all of them.
  for (const variant of variants) await (await browser.open(variant.url(-1))).close();
  for (let run = 0; run < runs; run += 1) {
    for (const { name, url } of variants) all.get(name)?.push(await cost(browser, url(run)));
  }
  return ROWS.flatMap(([key, what, unit, goal]) => {
    const bare = median((all.get(variants[0]?.name ?? '') ?? []).map((one) => one[key] ?? 0));
    return variants.map(({ name }, at) => ({
      part: `Cost to the page: ${what}${goal ? ` (goal: ${goal})` : ''}`,
      what: name,
      unit,
      values: (all.get(name) ?? []).map((one) => one[key] ?? 0),
      ...(at > 0 && bare > 0 && { against: bare }),
    }));
  });
}
