import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Entry } from '../../src/domain/entry.ts';
import { expand } from '../e2e/acts.ts';
import type { Tab } from '../e2e/driver/person.ts';
import { seed, storedEntry } from '../e2e/seeded.ts';
import { addresses, connectClarifeye, connectClarityq, openStage, press } from '../e2e/stage.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, '.github', 'pictures');
const { clarityq: cq, clarifeye: cf } = FIXTURES;

/** What the stores want. */
const SIZE = { width: 1280, height: 800 };
const MINUTE = 60_000;

type Given = [
  minutesAgo: number,
  question: string,
  comment: string,
  rating: 'good' | 'bad',
  change: Partial<Entry>,
];

/** Feedback as a week of work leaves it behind, the latest first. */
const GIVEN: Given[] = [
  [26, 'Which regions fell behind plan in June?', '', 'good', {}],
  [
    95,
    'How many outerwear items are below safety stock?',
    'Counts items that are on their way as missing.',
    'bad',
    { state: 'held', hold: { kind: 'answer-changed' }, stored: null },
  ],
  [
    170,
    'What share of buyers came back within 90 days?',
    'Clear, and the cohorts are right.',
    'good',
    {},
  ],
  [
    26 * 60,
    'Compare newsletter and paid search by margin.',
    'Leaves the returns out of the margin.',
    'bad',
    { state: 'held', hold: { kind: 'failure', failure: { kind: 'key-refused' } }, stored: null },
  ],
  [27 * 60, 'Which stores open this quarter, and where?', '', 'good', {}],
  [
    29 * 60,
    'Why did the June dip hit EMEA first?',
    'Names the cause and the table it comes from.',
    'good',
    {},
  ],
];

function entryOf(
  [minutesAgo, question, comment, rating, change]: Given,
  connection: string,
): Entry {
  const at = Date.now() - minutesAgo * MINUTE;
  const feedback = { rating, comment };
  const entry = storedEntry(at);
  return {
    ...entry,
    key: question,
    connection,
    question,
    conversation: { ...entry.conversation, scope: cq.productId, id: crypto.randomUUID() },
    page: {
      title: 'Retail analytics · ClarityQ',
      address: addresses.clarityq(crypto.randomUUID()),
    },
    intent: feedback,
    stored: { feedback, at, row: null, author: null, reviewed: false, differences: [] },
    steps: entry.steps.map((step) => ({ ...step, feedback })),
    ...change,
  };
}

const stage = await openStage({ viewport: SIZE });

type Theme = 'light' | 'dark';

/** Takes a surface in these themes. The panel follows the page's ground, so that has only one. */
async function picture(tab: Tab, name: string, ...themes: Theme[]): Promise<void> {
  await tab.bringToFront();
  for (const colorScheme of themes) {
    await tab.emulate({ colorScheme, reducedMotion: true });
    // The panel looks at the page's ground when a frame has been drawn.
    await new Promise((done) => setTimeout(done, 600));
    const file = join(folder, `${name}-${colorScheme}.png`);
    await tab.screenshot(file);
    console.log(relative(root, file));
  }
}

try {
  mkdirSync(folder, { recursive: true });
  const { browser } = stage;
  await (await connectClarifeye(stage)).close();
  const options = await connectClarityq(stage);
  const [connection = ''] = await options.evaluate<string[]>(
    "chrome.runtime.sendMessage({ kind: 'connections' }).then(({ value }) => value.filter(({ vendor }) => vendor === 'clarityq').map(({ id }) => id))",
  );
  await (await options.all('button', 'Test connection'))[0]?.click();
  await options.waitForText('Accepted');

  const page = await browser.open(addresses.clarityq(cq.conversations.completed));
  await expand(page);
  await press(page, 'Good answer');
  await page.waitForStatus(/Stored in ClarityQ/);
  await (await page.find('textbox', 'Comment')).type(
    'Names the cause, and the table it comes from.',
  );
  await page.key('Control+Enter');
  await page.gone('button', 'Save comment');
  await page.waitForStatus(/Stored in ClarityQ/);
  await page.mouse.move(640, 400);
  await picture(page, 'panel', 'light');

  await page.goto(addresses.clarifeye(cf.conversations.leave));
  await press(page, 'Bad answer');
  await page.waitForStatus(/Stored in Clarifeye as/);
  await (await page.find('textbox', 'Comment')).type('Part-time staff are left out.');
  await page.mouse.move(640, 400);
  await picture(page, 'panel', 'dark');

  await picture(options, 'options', 'light', 'dark');
  for (const given of GIVEN) await seed(options, entryOf(given, connection));
  const history = await browser.open(browser.extensionPage('journal.html'));
  await (await history.find('button', GIVEN[2]?.[1] ?? '')).click();
  await history.find('heading', GIVEN[2]?.[1] ?? '');
  await picture(history, 'history', 'light', 'dark');
} finally {
  await stage.close();
}
