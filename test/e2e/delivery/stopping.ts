import type { ChromiumSession } from '../driver/chromium.ts';
import type { FirefoxSession } from '../driver/firefox.ts';
import type { BrowserSession, Tab } from '../driver/person.ts';

/**
 * Stops the background at this very moment and does not wait, because an open panel may wake it
 * again at once.
 * @param tab any open tab
 * @returns whether it was running
 */
export async function stopNow(browser: BrowserSession, tab: Tab): Promise<boolean> {
  if (browser.name === 'firefox') {
    return (browser as FirefoxSession).inBrowser<boolean>(
      `const { extension } = WebExtensionPolicy.getByHostname(args[0]);
       const was = extension.backgroundState;
       await extension.terminateBackground({ ignoreDevToolsAttached: true });
       return was !== 'stopped';`,
      browser.extensionId,
    );
  }
  const page = (browser as ChromiumSession).protocol(tab);
  const was = await browser.backgroundAlive();
  await page.send('ServiceWorker.enable');
  await page.send('ServiceWorker.stopAllWorkers');
  await page.send('ServiceWorker.disable');
  return was;
}
