import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { FIXTURES, type Sandbox } from '../sandbox/sandbox.ts';
import type { Control, Tab } from './driver/person.ts';
import { eventually, press, type Stage } from './stage.ts';

/** Opens the panel from its thumbs; it must be there and collapsed. */
export async function expand(tab: Tab): Promise<void> {
  await press(tab, 'Expand');
  await tab.find('button', 'Collapse');
}

/** Longer than two presses of one button may lie apart and still be one. */
const DOUBLE_MS = 550;

/** The time a person takes before they press the same button again and mean it. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, DOUBLE_MS));
}

/** Types a comment with real keys and saves it with the button. */
export async function saveComment(tab: Tab, text: string): Promise<void> {
  await (await tab.find('textbox', 'Comment')).type(text);
  await press(tab, 'Save comment');
}

/** The names of the pressed ratings, in reading order. */
export async function pressedRatings(tab: Tab): Promise<string[]> {
  const names = ['Good answer', 'Neutral', 'Bad answer'];
  const buttons = await tab.all('button', new RegExp(`^(${names.join('|')})$`));
  return buttons.filter((button) => button.pressed).map((button) => button.name);
}

/** Waits until the words stand somewhere on the page, whatever they are made of and isolated by. */
export async function reads(tab: Tab, words: string | RegExp): Promise<void> {
  await eventually(
    async () => (await tab.text()).replaceAll(/[\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' '),
    (text) => (typeof words === 'string' ? text.includes(words) : words.test(text)),
  );
}

/** Presses a button on one connection's card in Options. */
export async function pressOnCard(options: Tab, name: string, button: string): Promise<void> {
  const ofVendor = /(ClarityQ|Clarifeye)$/;
  await options.find('listitem', new RegExp(`^${name} `));
  const cards = (await options.all('listitem', ofVendor)).map((card) => card.name);
  const at = cards.findIndex((card) => card.startsWith(`${name} `));
  await (await options.all('button', button))[at]?.click();
}

/** A ClarityQ conversation with one finished answer that no other test knows. */
export function freshConversation({ clarityq }: Sandbox, title: string): string {
  const { id } = clarityq.create(FIXTURES.clarityq.productId, title);
  clarityq.ask(id, `${title}?`, 'As the catalog has it.');
  clarityq.finish(id);
  return id;
}

/** The extension's writes to a path, as `METHOD status`, in the order they came in. */
export function writes({ sandbox }: Stage, path: string): string[] {
  return sandbox.requests
    .filter(
      (request) =>
        request.origin === 'extension' && request.method !== 'GET' && request.path.includes(path),
    )
    .map(({ method, status }) => `${method} ${status}`);
}

/**
 * Waits until Verdict has looked at a conversation and has had no reason for another look for a
 * while: the page's own calls are one, a second after they ended.
 */
export async function lookedAt({ sandbox }: Stage, id: string): Promise<void> {
  await eventually(
    () => sandbox.requests.filter((r) => r.origin === 'extension' && r.path.includes(id)),
    (looks) => looks.length > 0 && looks.every((r) => r.answered && Date.now() - r.at > 2_500),
  );
}

/** Waits for the popup or a page to show a control and fills it as a paste does. */
export async function fill(tab: Tab, name: string, text: string): Promise<Control> {
  const box = await tab.find('textbox', name);
  await box.fill(text);
  return box;
}

/** A downloaded file's text, once it is whole. */
export async function downloaded({ browser }: Stage, name: RegExp): Promise<string> {
  const files = await eventually(
    async () => (await readdir(browser.downloadDir).catch(() => [])).filter((f) => name.test(f)),
    (found) => found.length > 0,
  );
  const path = join(browser.downloadDir, files[0] ?? '');
  return eventually(
    () => readFile(path, 'utf8'),
    (text) => text.length > 0,
  );
}

/** Presses Import settings in Options and chooses a file with this text where the browser asks for one. */
export async function importFile(options: Tab, text: string): Promise<void> {
  await options.evaluate((content: string) => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    const choose = (event: Event): void => {
      event.preventDefault();
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], 'settings.json'));
      if (input) input.files = chosen.files;
      input?.dispatchEvent(new Event('change', { bubbles: true }));
    };
    input?.addEventListener('click', choose, { once: true });
  }, text);
  await press(options, 'Import settings');
}

/**
 * What must hold after everything a person did in a session: both contracts were kept, no answer
 * was asked for, no cookie went along, and nobody wrote to a console.
 */
export function expectNoTraces({ sandbox, browser }: Stage): void {
  const own = sandbox.requests.filter(({ origin }) => origin === 'extension');
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
  expect(own.filter(({ path }) => path.endsWith('/ask'))).toEqual([]);
  expect(sandbox.clarityq.asks).toBe(0);
  expect(sandbox.violations).toEqual([]);
  // What a page could not load, cut off or by its own policy, is the page's own complaint.
  const ofThePage =
    /^Failed to load resource|^Cross-Origin Request Blocked: .*CORS request did not succeed|favicon\.ico/;
  const lines = browser.console.filter(({ text }) => !ofThePage.test(text));
  expect(lines).toEqual([]);
}
