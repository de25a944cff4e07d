import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Tab } from '../e2e/driver/person.ts';
import {
  addresses,
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from '../e2e/stage.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';

const root = join(import.meta.dirname, '..', '..');
const pictures = join(root, '.artifacts', 'start');
/** Longest time for the headless round, installation and build not counted. */
const PATIENCE_MS = 100_000;

const conversations = {
  clarityq: FIXTURES.clarityq.conversations.completed,
  clarifeye: FIXTURES.clarifeye.conversations.leave,
};

function hasDisplay(): boolean {
  if (process.env.CI) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function connect(stage: Stage): Promise<void> {
  await (await connectClarityq(stage)).close();
  await (await connectClarifeye(stage)).close();
}

function print(vendor: string, stored: unknown): void {
  console.log(`${vendor} stored: ${JSON.stringify(stored, null, 2)}`);
}

async function picture(tab: Tab, vendor: string): Promise<void> {
  const file = join(pictures, `${vendor}.png`);
  await tab.screenshot(file);
  console.log(`Picture: ${relative(root, file)}\n`);
}

/** Rates one answer of each vendor as a person would, and shows what each vendor has then. */
async function rate(stage: Stage): Promise<void> {
  const { browser, sandbox } = stage;
  mkdirSync(pictures, { recursive: true });

  const clarityq = await browser.open(addresses.clarityq(conversations.clarityq));
  await press(clarityq, 'Good answer');
  await clarityq.waitForStatus(/Stored in ClarityQ at/);
  print('ClarityQ', sandbox.clarityq.feedback(conversations.clarityq));
  await picture(clarityq, 'clarityq');

  const clarifeye = await browser.open(addresses.clarifeye(conversations.clarifeye));
  const comment = 'Part-time staff are left out.';
  await press(clarifeye, 'Bad answer');
  await clarifeye.waitForStatus(/Stored in Clarifeye as .+ at/);
  await (await clarifeye.find('textbox', 'Comment')).type(comment);
  await clarifeye.key('Control+Enter');
  await clarifeye.waitForStatus(/Stored in Clarifeye as .+ at/);
  const rows = () => sandbox.clarifeye.rows(conversations.clarifeye);
  await eventually(rows, (stored) => stored.some(({ feedback }) => feedback === comment));
  print('Clarifeye', rows());
  await picture(clarifeye, 'clarifeye');
}

/** Leaves the browser to the person and tells what arrives, until the window is closed. */
async function watch({ browser, sandbox }: Stage, stopped: AbortSignal): Promise<void> {
  await browser.open(addresses.clarityq(conversations.clarityq));
  await browser.open(addresses.clarifeye(conversations.clarifeye));
  console.log('Both conversations are open. Close the browser, or press Ctrl+C, to end this.\n');
  let told = sandbox.requests.length;
  const isOpen = () =>
    browser.tabs().then(
      (tabs) => tabs.length > 0,
      () => false,
    );
  while (!stopped.aborted && (await isOpen())) {
    for (const { origin, method, host, path, body, status } of sandbox.requests.slice(told)) {
      if (origin !== 'extension' || method === 'GET') continue;
      console.log(`${method} ${host}${path} ${body} → ${status}`);
    }
    told = sandbox.requests.length;
    await new Promise((done) => setTimeout(done, 500));
  }
}

const visible = hasDisplay();
const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
if (!visible) {
  setTimeout(() => {
    console.error(`Not done within ${PATIENCE_MS / 1000} s.`);
    process.exit(1);
  }, PATIENCE_MS).unref();
}

const stage = await openStage({ headless: !visible });
try {
  await connect(stage);
  await (visible ? watch(stage, stopped.signal) : rate(stage));
} finally {
  await stage.close();
}
