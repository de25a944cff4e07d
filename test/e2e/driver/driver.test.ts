import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';
import type { BrowserSession, Tab } from './person.ts';
import { makeProbe } from './probe.ts';

const name = process.env.VERDICT_BROWSER === 'firefox' ? 'firefox' : 'chromium';
const ADDRESS = 'https://app.clarityq.ai/probe/1';

describe('a person in a real browser', () => {
  let sandbox: Sandbox;
  let browser: BrowserSession;
  let probe: string;
  let tab: Tab;

  const stored = async (): Promise<Record<string, string>> => {
    const page = await browser.open(browser.extensionPage('page.html'));
    const found = await page.evaluate<Record<string, string>>('chrome.storage.local.get()');
    await page.close();
    return found;
  };
  const ask = async (message: string): Promise<string> => {
    const page = await browser.open(browser.extensionPage('page.html'));
    const answer = await page.evaluate<string>(
      `chrome.runtime.sendMessage(${JSON.stringify(message)})`,
    );
    await page.close();
    return answer;
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    for (const path of ['/probe/1', '/probe/2']) {
      sandbox.serve('app.clarityq.ai', path, {
        body: `<!doctype html><title>${path}</title><h1>${path}</h1><script>console.log('here')</script>`,
      });
    }
    probe = await makeProbe(name);
    const launch = name === 'firefox' ? launchFirefox : launchChromium;
    browser = await launch({ sandboxPort: sandbox.port, extensionDir: probe });
    tab = await browser.open(ADDRESS);
  });
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
    await rm(probe, { recursive: true, force: true });
  });

  test('sees and presses a button in a closed root with the real mouse', async () => {
    const good = await tab.find('button', 'Good answer');
    expect(good.pressed).toBe(false);
    await good.click();
    await tab.waitForStatus('Pressed, trusted true');
    expect((await good.now()).pressed).toBe(true);
    expect(await tab.maybe('button', 'Hidden')).toBeNull();
    expect(await tab.evaluate("document.querySelector('probe-panel').shadowRoot")).toBeNull();
  });

  test('types, replaces and saves by real keys', async () => {
    const comment = await tab.find('textbox', 'Comment');
    await comment.type('Grüße 👍🏽 "so"');
    expect((await comment.now()).value).toBe('Grüße 👍🏽 "so"');
    await comment.fill('ganz neu');
    expect((await tab.focused())?.name).toBe('Comment');
    await tab.key('Control+Enter');
    await tab.waitForStatus('Saved ganz neu');
    await comment.fill('');
    await tab.compose('に');
    await tab.commitComposition('日本');
    expect((await comment.now()).value).toBe('日本');
  });

  test('lists what is there when something is missing', async () => {
    await expect(tab.find('button', 'Bad answer', 200)).rejects.toThrow(/button "Good answer"/);
  });

  test('goes, goes back, and keeps the lines of the console', async () => {
    await tab.goto('https://app.clarityq.ai/probe/2');
    await tab.waitForText('/probe/2');
    await tab.back();
    await tab.reload();
    expect(await tab.url()).toBe(ADDRESS);
    expect(browser.console.map((line) => line.text)).toContain('here');
  });

  test('opens the popup on the tab', async () => {
    const popup = await browser.popup(tab);
    await popup.waitForText(`On ${ADDRESS}`);
    await (await popup.find('textbox', 'Note')).type('ok');
    await popup.waitForStatus('Typed ok');
    await popup.close();
  });

  test('stops the background, which starts anew when asked', async () => {
    const before = await ask('born');
    await browser.stopBackground();
    expect(await browser.backgroundAlive()).toBe(false);
    expect(await ask('born')).not.toBe(before);
  });

  test('cuts the network for page and background, and reaches no other host', async () => {
    expect(await ask('fetch')).toBe('reached');
    await browser.setOffline(true);
    expect(await ask('fetch')).toBe('cut off');
    expect(await tab.evaluate('navigator.onLine')).toBe(false);
    await browser.setOffline(false);
    expect(await ask('fetch')).toBe('reached');
    await expect(tab.goto('https://notclarityq.ai/')).rejects.toThrow();
    expect(browser.reached).toContain('notclarityq.ai');
    expect(sandbox.requests.map((request) => request.host)).not.toContain('notclarityq.ai');
  });

  test('starts again on the same profile, after an orderly end and after kill -9', async () => {
    const first = await stored();
    expect(Object.keys(first)).toEqual(['installed']);
    await browser.restart();
    const second = await stored();
    expect(second.installed).toBe(first.installed);
    expect(second.started).not.toBe(first.started);
    await browser.kill();
    await browser.restart();
    tab = await browser.open(ADDRESS);
    await tab.find('button', 'Good answer');
    expect((await stored()).installed).toBe(first.installed);
  });
});
