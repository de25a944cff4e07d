import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CdpSession, TAB_CLOSED } from './cdp.ts';
import { chromiumTree } from './chromium-accessibility.ts';
import { keyFor, parseChord, strokes } from './keyboard.ts';
import type { Box, TabEngine } from './tab.ts';
import { PATIENCE_MS, until } from './until.ts';

const MODIFIER_BITS: Record<string, number> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

/** How the tab's target can be asked for and told things that only the browser knows. */
export interface ChromiumTarget {
  targetId: string;
  page: CdpSession;
  browser: CdpSession;
}

interface Evaluated {
  result: { value?: unknown };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

/** Value of an expression in one world of a page; page errors become errors here. */
export async function evaluateIn(
  page: CdpSession,
  expression: string,
  contextId?: number,
): Promise<unknown> {
  const { result, exceptionDetails } = await page.send<Evaluated>('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
    userGesture: false,
    ...(contextId === undefined ? {} : { contextId }),
  });
  if (exceptionDetails !== undefined)
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Starts an action and waits until the document it leads to has loaded or was shown again. */
async function navigation(page: CdpSession, start: () => Promise<unknown>): Promise<void> {
  let committed = false;
  let done = false;
  const stops = [
    page.on<{ type: string; frame: { parentId?: string } }>(
      'Page.frameNavigated',
      ({ type, frame }) => {
        if (frame.parentId === undefined) committed = true;
        if (type === 'BackForwardCacheRestore') done = true;
      },
    ),
    page.on('Page.loadEventFired', () => {
      done = done || committed;
    }),
    page.on('Page.navigatedWithinDocument', () => {
      done = true;
    }),
  ];
  try {
    await start();
    await until(
      async () => done,
      () => 'The document did not load',
      2 * PATIENCE_MS,
    );
  } finally {
    for (const stop of stops) stop();
  }
}

async function pressKeys(page: CdpSession, chord: string): Promise<void> {
  const { modifiers, key } = parseChord(chord);
  let bits = 0;
  const send = (type: string, one: typeof key, text: string) =>
    page.send('Input.dispatchKeyEvent', {
      type,
      key: one.key,
      code: one.code,
      windowsVirtualKeyCode: one.keyCode,
      modifiers: bits,
      ...(text === '' ? {} : { text, unmodifiedText: text }),
    });
  for (const modifier of modifiers) {
    bits |= MODIFIER_BITS[modifier.key] ?? 0;
    await send('rawKeyDown', modifier, '');
  }
  const types = modifiers.every((modifier) => modifier.key === 'Shift') ? key.text : '';
  await send(types === '' ? 'rawKeyDown' : 'keyDown', key, types);
  await send('keyUp', key, '');
  for (const modifier of modifiers.reverse()) {
    bits &= ~(MODIFIER_BITS[modifier.key] ?? 0);
    await send('keyUp', modifier, '');
  }
}

/** What Chromium does for a tab, over the DevTools protocol. */
export function chromiumEngine({ targetId, page, browser }: ChromiumTarget): TabEngine {
  const mouse = (type: string, x: number, y: number, buttons = 0, clickCount = 1) =>
    page.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      ...(type === 'mouseMoved' ? { button: 'none', buttons } : { button: 'left', clickCount }),
    });
  /** In one go: what is aimed at may move while answers travel. */
  const click = async (x: number, y: number, times = 1) => {
    const sent = [mouse('mouseMoved', x, y)];
    for (let count = 1; count <= times; count += 1) {
      sent.push(mouse('mousePressed', x, y, 0, count), mouse('mouseReleased', x, y, 0, count));
    }
    // What is pressed may close its own window, and the answer to the press is lost with it.
    await Promise.all(sent).catch((error: Error) => {
      if (error.message !== `Input.dispatchMouseEvent: ${TAB_CLOSED}`) throw error;
    });
  };
  const typeKey = async (character: string) => {
    const key = keyFor(character);
    const base = { key: key.key, code: key.code, windowsVirtualKeyCode: key.keyCode };
    await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...base, text: key.text });
    await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...base });
  };
  const insert = (text: string) => page.send('Input.insertText', { text });

  return {
    url: async () => String(await evaluateIn(page, 'location.href')),
    async goto(url) {
      await navigation(page, async () => {
        const { errorText } = await page.send<{ errorText?: string }>('Page.navigate', { url });
        if (errorText !== undefined) throw new Error(`${url}: ${errorText}`);
      });
    },
    reload: () => navigation(page, () => page.send('Page.reload')),
    async back() {
      const { currentIndex, entries } = await page.send<{
        currentIndex: number;
        entries: { id: number }[];
      }>('Page.getNavigationHistory');
      const entry = entries[currentIndex - 1];
      if (entry === undefined) throw new Error('There is no way back');
      await navigation(page, () => page.send('Page.navigateToHistoryEntry', { entryId: entry.id }));
    },
    async close() {
      await browser.send('Target.closeTarget', { targetId });
      await until(
        async () => {
          const { targetInfos } = await browser.send<{ targetInfos: { targetId: string }[] }>(
            'Target.getTargets',
          );
          return !targetInfos.some((target) => target.targetId === targetId);
        },
        () => 'The tab did not close',
      );
    },
    async bringToFront() {
      await page.send('Page.bringToFront');
    },
    evaluate: (expression) => evaluateIn(page, expression),
    tree: () => chromiumTree(page),
    async reveal(key): Promise<Box | null> {
      const backendNodeId = Number(key);
      try {
        await page.send('DOM.scrollIntoViewIfNeeded', { backendNodeId });
        const { quads } = await page.send<{ quads: number[][] }>('DOM.getContentQuads', {
          backendNodeId,
        });
        const [quad] = quads;
        if (quad === undefined) return null;
        const xs = quad.filter((_, index) => index % 2 === 0);
        const ys = quad.filter((_, index) => index % 2 === 1);
        const [x, y] = [Math.min(...xs), Math.min(...ys)];
        return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
      } catch {
        return null;
      }
    },
    mouse: {
      async move(x, y) {
        await mouse('mouseMoved', x, y);
      },
      click: (x, y) => click(x, y),
      doubleClick: (x, y) => click(x, y, 2),
      async drag(from, to) {
        const steps = 8;
        await mouse('mouseMoved', from.x, from.y);
        await mouse('mousePressed', from.x, from.y);
        for (let step = 1; step <= steps; step += 1) {
          const part = step / steps;
          await mouse(
            'mouseMoved',
            from.x + (to.x - from.x) * part,
            from.y + (to.y - from.y) * part,
            1,
          );
          await sleep(10);
        }
        await mouse('mouseReleased', to.x, to.y);
      },
    },
    key: (chord) => pressKeys(page, chord),
    async type(text) {
      for (const stroke of strokes(text)) {
        if (stroke.keys) await typeKey(stroke.text);
        else await insert(stroke.text);
      }
    },
    async insert(text) {
      await insert(text);
    },
    async compose(text) {
      await page.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    },
    async commitComposition(text) {
      await insert(text);
    },
    async screenshot(path) {
      const { data } = await page.send<{ data: string }>('Page.captureScreenshot', {
        format: 'png',
      });
      await writeFile(path, Buffer.from(data, 'base64'));
    },
    async setViewport(width, height) {
      await page.send('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 0,
        mobile: false,
      });
    },
    async emulate({ colorScheme, reducedMotion, forcedColors }) {
      const features: { name: string; value: string }[] = [];
      if (colorScheme !== undefined)
        features.push({ name: 'prefers-color-scheme', value: colorScheme });
      if (reducedMotion !== undefined)
        features.push({
          name: 'prefers-reduced-motion',
          value: reducedMotion ? 'reduce' : 'no-preference',
        });
      if (forcedColors !== undefined)
        features.push({ name: 'forced-colors', value: forcedColors ? 'active' : 'none' });
      await page.send('Emulation.setEmulatedMedia', { features });
    },
  };
}
