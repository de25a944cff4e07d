import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { ChromiumSession } from '../e2e/driver/chromium.ts';
import { connectClarifeye, connectClarityq, openStage, type Stage } from '../e2e/stage.ts';
import { chart, type Figure, median, table } from './figures.ts';
import { answers, ledgers, queues, tabs } from './growth.ts';
import { pageCosts } from './page-cost.ts';
import { bytes, ELSEWHERE, serveAll } from './served.ts';
import { speeds } from './speed.ts';

const runs = Number(process.env.VERDICT_BENCH_RUNS ?? 9);
/** What takes long to prepare is measured a third as often. */
const few = Math.ceil(runs / 3);
const root = join(import.meta.dirname, '..', '..');
const kept = join(root, '.artifacts', 'bench');
const folder = join(root, '.github');

/** Measures one part in a browser of its own. */
async function measured(measure: (stage: Stage) => Promise<Figure[]>): Promise<Figure[]> {
  // One that was asked for a size is not kept for whoever is next, which nobody is here.
  const stage = await openStage({ hosts: [ELSEWHERE], viewport: { width: 1280, height: 800 } });
  try {
    await (await connectClarityq(stage)).close();
    await (await connectClarifeye(stage)).close();
    return await measure(stage);
  } finally {
    await stage.close();
  }
}

const parts: [name: string, measure: (stage: Stage) => Promise<Figure[]>][] = [
  ['pages', (stage) => pageCosts(stage.browser as ChromiumSession, serveAll(stage, runs), runs)],
  ['speed', (stage) => speeds(stage, runs)],
  ['ledgers', (stage) => ledgers(stage, few)],
  ['queues', queues],
  ['answers', (stage) => answers(stage, few)],
  ['tabs', (stage) => tabs(stage, few)],
];

const chosen = process.env.VERDICT_BENCH_PARTS?.split(' ');
mkdirSync(kept, { recursive: true });
const figures: Figure[] = bytes();
for (const [name, measure] of parts) {
  const file = join(kept, `${name}.json`);
  if (!chosen || chosen.includes(name)) {
    console.log(`Measuring: ${name}`);
    writeFileSync(file, JSON.stringify(await measured(measure)));
  }
  if (existsSync(file)) figures.push(...(JSON.parse(readFileSync(file, 'utf8')) as Figure[]));
}

const script = /script while loading/;
const bar = ({ what, values }: Figure) => ({
  name: what,
  value: median(values),
  own: what.startsWith('Verdict'),
});
const picture = chart([
  {
    title: 'Scripts, minified',
    unit: 'kB',
    bars: figures.filter(({ part }) => part.endsWith('minified')).map(bar),
  },
  {
    title: 'Script time while a page loads',
    unit: 'ms',
    bars: figures.filter(({ part }) => script.test(part)).map(bar),
  },
]);
const text = `Pages and speed: ${runs} runs; ledgers, answers, tabs: ${few}; queues: one. Chromium, ${cpus().length} cores.\nMedian, least to most, ratio to the bare page.\n\n${table(figures)}`;
console.log(text);
writeFileSync(join(folder, 'performance.txt'), text);
writeFileSync(join(folder, 'performance.svg'), picture);
