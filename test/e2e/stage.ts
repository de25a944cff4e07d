import { join } from 'node:path';
import { FIXTURES, type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { launchChromium } from './driver/chromium.ts';
import { launchFirefox } from './driver/firefox.ts';
import type { BrowserSession, Control, LaunchOptions, Tab } from './driver/person.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A browser with the built extension, and both vendors behind their true names. */
export interface Stage {
  sandbox: Sandbox;
  browser: BrowserSession;
  close(): Promise<void>;
}

/**
 * Starts both. Which browser follows from the run: every file runs once in each. The page that
 * opens by itself after an installation would come between a test and its tab, so it is closed.
 */
export async function openStage(options: Partial<LaunchOptions> = {}): Promise<Stage> {
  const stage = await openFirstStage(options);
  const welcome = await welcomeIn(stage);
  // Closed while it still loads, it takes the scripts with it that the next page waits for.
  await eventually(
    () => welcome.evaluate<boolean>("!!document.querySelector('h1')").catch(() => false),
    Boolean,
  );
  await welcome.close();
  return stage;
}

/** The page that opens by itself after an installation. */
export function welcomeIn({ browser }: Stage): Promise<Tab> {
  return browser.waitForTab(browser.extensionPage('welcome.html'));
}

/** As somebody finds it who has just installed it. */
export async function openFirstStage(options: Partial<LaunchOptions> = {}): Promise<Stage> {
  const sandbox = await startSandbox();
  const name = process.env.VERDICT_BROWSER ?? 'chromium';
  const launch = name === 'firefox' ? launchFirefox : launchChromium;
  const build = name === 'firefox' ? 'firefox-mv3' : 'chrome-mv3';
  const launchOptions = {
    sandboxPort: sandbox.port,
    extensionDir: join(ROOT, '.output', build),
    ...options,
  };
  const isOrdinary = Object.keys(options).every((option) => option === 'hosts');
  const browser =
    (isOrdinary ? await takeLeft(launchOptions) : null) ?? (await launch(launchOptions));
  return {
    sandbox,
    browser,
    async close() {
      if (isOrdinary && !left) left = browser;
      else await browser.close();
      await sandbox.close();
    },
  };
}

/** What a former file of the same process was done with: to start one takes 2 to 5 s of a core. */
let left: BrowserSession | null = null;

async function takeLeft(options: LaunchOptions): Promise<BrowserSession | null> {
  const browser = left;
  left = null;
  if (browser === null || (await browser.renew(options))) return browser;
  await browser.close();
  return null;
}

/** The addresses under which the sandbox's web apps show a conversation. */
export const addresses = {
  clarityq: (id: string, product: string = FIXTURES.clarityq.productId): string =>
    `https://${FIXTURES.clarityq.appHost}/${product}/conversations/${id}`,
  clarifeye: (id: string, project: string = FIXTURES.clarifeye.projectId): string =>
    `https://${FIXTURES.clarifeye.host}/projects/${project}/playground/${id}`,
};

/** Adds a ClarityQ connection through Options, as a person does. */
export async function connectClarityq(
  { browser }: Stage,
  {
    key = FIXTURES.clarityq.key,
    product = FIXTURES.clarityq.productId,
  }: { key?: string; product?: string } = {},
): Promise<Tab> {
  const options = await browser.open(browser.extensionPage('options.html'));
  await (await options.find('button', 'Add ClarityQ connection')).click();
  await (await options.find('textbox', 'Name')).fill('Retail analytics');
  await (await options.find('textbox', 'Product ID')).fill(product);
  await (await options.find('textbox', 'API key')).fill(key);
  await (await options.find('button', 'Save')).click();
  await options.gone('button', 'Save');
  return options;
}

/** Adds a Clarifeye connection through Options, as a person does. */
export async function connectClarifeye(
  { browser }: Stage,
  { token = FIXTURES.clarifeye.tokens.member as string, actAs = '' } = {},
): Promise<Tab> {
  const options = await browser.open(browser.extensionPage('options.html'));
  await (await options.find('button', 'Add Clarifeye connection')).click();
  await (await options.find('textbox', 'Name')).fill('People handbook');
  await (await options.find('textbox', 'Access token')).fill(token);
  if (actAs !== '') await (await options.find('textbox', 'Act as (e-mail)')).fill(actAs);
  await (await options.find('button', 'Save')).click();
  await options.gone('button', 'Save');
  return options;
}

/** Presses a button of the panel or a page with the real mouse. */
export async function press(tab: Tab, name: string | RegExp): Promise<Control> {
  const button = await tab.find('button', name);
  await button.click();
  return button;
}

/** Waits until `read` answers with what `holds` accepts; fails with the last answer. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  holds: (value: T) => boolean,
  timeoutMs = 30_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`Never came about: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
