import type { ChromiumSession } from '../driver/chromium.ts';
import type { FirefoxSession } from '../driver/firefox.ts';
import { eventually, type Stage } from '../stage.ts';

/** Access to hosts as a person gives and takes it outside the extension. */
export interface Granting {
  /** Takes every host away in the browser's own settings for extensions. */
  withhold(): Promise<void>;
  /** Says yes: to the browser's question where a test can reach it, else in those settings. */
  allow(): Promise<void>;
  /** Says no to the browser's question, where a test can reach it. */
  decline: (() => Promise<void>) | null;
}

const FIREFOX = `
const { ExtensionPermissions } = ChromeUtils.importESModule(
  'resource://gre/modules/ExtensionPermissions.sys.mjs');
const { id, extension } = WebExtensionPolicy.getByHostname(args[0]);
const origins = extension.manifest.host_permissions;
`;

/** Presses a button of Firefox's question; answers whether it was there. */
const ANSWER = `
const { panel } = Services.wm.getMostRecentWindow('navigator:browser').PopupNotifications;
const question = [...panel.children].find((one) => one.getAttribute('popupid') === 'addon-webext-permissions');
if (panel.state !== 'open' || !question) return false;
question[args[0]].click();
return true;
`;

/** Chromium's question is a window of its own that no protocol reaches; its settings are a page. */
async function inChromium({ browser }: Stage): Promise<Granting> {
  const { extensionId } = browser as ChromiumSession;
  const settings = await browser.open('chrome://extensions/');
  const put = (hostAccess: string) =>
    settings.evaluate<null>(
      `chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify({ extensionId, hostAccess })}).then(() => null)`,
    );
  return {
    withhold: async () => void (await put('ON_CLICK')),
    allow: async () => void (await put('ON_ALL_SITES')),
    decline: null,
  };
}

async function inFirefox({ browser }: Stage): Promise<Granting> {
  const { extensionId, inBrowser } = browser as FirefoxSession;
  const answer = async (button: 'button' | 'secondaryButton') =>
    void (await eventually(
      () => inBrowser<boolean>(ANSWER, button),
      (pressed) => pressed,
    ));
  return {
    async withhold() {
      await inBrowser(
        `${FIREFOX}await ExtensionPermissions.remove(id, { permissions: [], origins }, extension);`,
        extensionId,
      );
    },
    allow: () => answer('button'),
    decline: () => answer('secondaryButton'),
  };
}

/** The settings for hosts of the browser that runs. */
export function granting(stage: Stage): Promise<Granting> {
  return stage.browser.name === 'firefox' ? inFirefox(stage) : inChromium(stage);
}
