import { writeFile } from 'node:fs/promises';
import { firefoxInput } from './firefox-input.ts';
import { asyncScript, type RunningFirefox } from './firefox-process.ts';
import type { TabEngine } from './tab.ts';
import { until } from './until.ts';

/** What Firefox does for a tab, over Marionette and, for sizes, WebDriver BiDi. */
export function firefoxEngine(handle: string, firefox: () => RunningFirefox): TabEngine {
  const command = <T>(name: string, parameters: object = {}, front = false) =>
    firefox().inTab(handle, (send) => send<T>(name, parameters), front);
  const run = async <T>(script: string, sandbox: string | null, args: unknown[] = []) => {
    const { value } = await command<{ value: T }>('WebDriver:ExecuteScript', {
      script,
      args,
      sandbox,
      newSandbox: false,
    });
    return value;
  };
  const asSystem = <T>(body: string, ...args: unknown[]) =>
    run<T>(asyncScript(body), 'system', args);
  const inBrowser = async (body: string, ...args: unknown[]) => {
    const id = await asSystem<number>('return window.browsingContext.top.id;');
    await firefox().inChrome(`const context = BrowsingContext.get(args[0]);${body}`, id, ...args);
  };
  const input = firefoxInput({
    asSystem,
    perform: (source) => command('WebDriver:PerformActions', { actions: [source] }),
    corner: async () => ({ x: 0, y: 0 }),
  });

  return {
    url: async () => (await command<{ value: string }>('WebDriver:GetCurrentURL')).value,
    async goto(url) {
      await command('WebDriver:Navigate', { url });
    },
    async reload() {
      await command('WebDriver:Refresh');
    },
    async back() {
      await command('WebDriver:Back');
    },
    async close() {
      // The last window of a session is not closed without a word; a blank one takes its place.
      const handles = (await firefox().send('WebDriver:GetWindowHandles')) as string[];
      if (handles.length === 1) await firefox().send('WebDriver:NewWindow', { type: 'tab' });
      await command('WebDriver:CloseWindow');
    },
    async bringToFront() {
      await command('WebDriver:GetCurrentURL', {}, true);
    },
    evaluate: (expression) => run(`return (${expression}\n)`, null),
    ...input,
    async screenshot(path) {
      const { value } = await command<{ value: string }>('WebDriver:TakeScreenshot', {
        full: false,
      });
      await writeFile(path, Buffer.from(value, 'base64'));
    },
    async setViewport(width, height) {
      await firefox().bidi.send('browsingContext.setViewport', {
        context: handle,
        viewport: { width, height },
      });
      await until(
        async () => (await run(`return innerWidth === ${width}`, null)) === true,
        () => `The window did not become ${width} wide`,
      );
    },
    async emulate({ colorScheme, reducedMotion, forcedColors }) {
      if (colorScheme !== undefined)
        await inBrowser('context.prefersColorSchemeOverride = args[1];', colorScheme);
      if (forcedColors !== undefined)
        await inBrowser(
          'context.forcedColorsOverride = args[1];',
          forcedColors ? 'active' : 'none',
        );
      if (reducedMotion !== undefined)
        await inBrowser(
          'context.prefersReducedMotionOverride = args[1];',
          reducedMotion ? 'reduce' : 'no-preference',
        );
    },
  };
}
