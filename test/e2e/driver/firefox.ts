import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packExtension } from './firefox-package.ts';
import { openFirefoxPopup } from './firefox-popup.ts';
import { type Preference, userPreferences } from './firefox-preferences.ts';
import { asyncScript, firefoxFile, type RunningFirefox, startFirefox } from './firefox-process.ts';
import { firefoxEngine } from './firefox-tab.ts';
import { parseChord } from './keyboard.ts';
import type { BrowserSession, ConsoleLine, LaunchOptions, Tab } from './person.ts';
import { ownFirefox, putFirefoxPolicy } from './policy-file.ts';
import { emptyFolder, makeProfile, orTidy, removeProfile } from './process.ts';
import { makeTab } from './tab.ts';
import { until } from './until.ts';
import { openUplink } from './uplink.ts';
import { hostsOf } from './vendor-hosts.ts';

/** A Firefox session with what only Firefox can do. */
export interface FirefoxSession extends BrowserSession {
  readonly name: 'firefox';
  /** Runs the body of an async function with the browser's own rights; its `args` are given, JSON comes back. */
  inBrowser<T>(body: string, ...args: unknown[]): Promise<T>;
}

/** What only Firefox can be started with. */
export interface FirefoxOptions extends LaunchOptions {
  /** Idle limit of the event page, ms. Firefox's own default is 30 000. */
  backgroundIdleMs?: number;
  /** More of about:config. */
  preferences?: Record<string, Preference>;
}

interface Manifest {
  browser_specific_settings?: { gecko?: { id?: string } };
}

/** Height of the tab strip and tool bar, px, which a window's size includes. */
const CHROME_HEIGHT = 86;

/** Firefox speaks only the languages installed with it; extensions may speak the wanted one all the same. */
const SPEAK = `
  const [wanted] = args;
  const { availableLocales } = Services.locale;
  if (availableLocales.includes(wanted)) return;
  Services.locale.availableLocales = [wanted, ...availableLocales];
  Services.locale.requestedLocales = [wanted];`;

/** Finds the sandbox that an extension's content scripts share in a document, and runs there. */
const IN_CONTENT_SCRIPT = `
const { ExtensionContent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionContent.sys.mjs');
const world = ExtensionContent.getContextByExtensionId(args[0], window)?.sandbox;
if (!world) throw new Error('No content script runs in this tab');
const source = '(async () => JSON.stringify((await (' + args[1] + ')) ?? null))()';
return await Cu.evalInSandbox(source, world);
`;

/** Presses keys in the browser's own window, which passes them on to the page first. */
const PRESS = `
const view = Services.wm.getMostRecentWindow('navigator:browser');
const tip = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
if (!tip.beginInputTransactionForTests(view)) throw new Error('No keys for this window');
const events = args[0].map((key) => new view.KeyboardEvent('', key));
for (const event of events) tip.keydown(event);
for (const event of events.reverse()) tip.keyup(event);
`;

/** Online again, without what sites have left, and with another host for the add-on. */
const FORGET = `
Services.io.offline = false;
Services.prefs.setStringPref('extensions.webextensions.uuids', args[0]);
const { CLEAR_COOKIES_AND_SITE_DATA, CLEAR_ALL_CACHES } = Ci.nsIClearDataService;
await new Promise((onDataDeleted) => Services.clearData.deleteData(
  CLEAR_COOKIES_AND_SITE_DATA | CLEAR_ALL_CACHES, { onDataDeleted }));
`;

const POLICY = 'const { extension } = WebExtensionPolicy.getByID(args[0]);';

/** Starts Firefox on a build of the extension, installed for good; throws with Firefox's words when it cannot. */
export async function launchFirefox(options: FirefoxOptions): Promise<FirefoxSession> {
  const extensionDir = resolve(options.extensionDir);
  const manifest = JSON.parse(
    await readFile(join(extensionDir, 'manifest.json'), 'utf8'),
  ) as Manifest;
  const addonId = manifest.browser_specific_settings?.gecko?.id;
  if (addonId === undefined) throw new Error(`${extensionDir} names no gecko id`);

  const profileDir = options.profileDir ?? (await makeProfile('firefox'));
  const downloadDir = options.downloadDir ?? join(profileDir, 'downloads');
  await mkdir(downloadDir, { recursive: true });
  const uplink = await openUplink(options.sandboxPort, hostsOf(options));
  const idle = options.backgroundIdleMs;
  /** Host name of the extension's pages, decided here so that no crash can change it. */
  let addonHost = randomUUID();
  const writePreferences = () =>
    writeFile(
      join(profileDir, 'user.js'),
      userPreferences({
        uplinkPort: uplink.port,
        locale: options.locale ?? 'en-US',
        downloadDir,
        addon: { id: addonId, host: addonHost },
        extra: {
          ...(idle === undefined ? {} : { 'extensions.background.idle.timeout': idle }),
          ...options.preferences,
        },
      }),
    );
  await writePreferences();
  const { width, height } = options.viewport ?? { width: 1280, height: 800 };
  const lines: ConsoleLine[] = [];
  const file = options.managed ? await ownFirefox(firefoxFile(), profileDir) : firefoxFile();
  if (options.managed) await putFirefoxPolicy(file, addonId, options.managed);
  const start = async () => {
    const fresh = await startFirefox(
      profileDir,
      { file, headless: options.headless ?? true, width, height: height + CHROME_HEIGHT },
      lines,
    );
    await fresh.inChrome(SPEAK, options.locale ?? 'en-US');
    return fresh;
  };

  const tidy = async () => {
    await uplink.close();
    if (options.profileDir === undefined) await removeProfile(profileDir);
  };
  let running: RunningFirefox = await orTidy(start(), tidy);
  let ended = false;
  let leftTraces = options.managed !== undefined;
  let known = new Map<string, Tab>();
  const xpi = join(profileDir, 'extension.xpi');
  await packExtension(extensionDir, xpi);
  const install = () => running.send('Addon:Install', { path: xpi, temporary: false });
  await orTidy(install(), async () => {
    await running.kill();
    await tidy();
  });

  const tabOf = (handle: string): Tab => {
    const tab = known.get(handle) ?? makeTab(firefoxEngine(handle, () => running));
    known.set(handle, tab);
    return tab;
  };
  const handles = () => running.send<string[]>('WebDriver:GetWindowHandles');
  const tabs = async () => (await handles()).map(tabOf);
  const state = () =>
    running.inChrome<string>(`${POLICY}return extension.backgroundState;`, addonId);
  const base = () => `moz-extension://${addonHost}/`;

  return {
    name: 'firefox',
    get extensionId() {
      return addonHost;
    },
    profileDir,
    downloadDir,
    console: lines,
    reached: uplink.reached,
    extensionPage: (name) => base() + name,
    async installAnother(folder) {
      leftTraces = true;
      const path = join(profileDir, 'another.xpi');
      await packExtension(resolve(folder), path);
      const id = await running.send<{ value: string }>('Addon:Install', { path, temporary: true });
      const host = await running.inChrome<string>(
        'return WebExtensionPolicy.getByID(args[0]).mozExtensionHostname;',
        id.value,
      );
      return `moz-extension://${host}/`;
    },
    async evaluateInContentScript<T>(tab: Tab, expression: string) {
      const handle = [...known].find(([, one]) => one === tab)?.[0];
      if (handle === undefined) throw new Error('This tab is closed');
      const { value } = await running.inTab(handle, (send) =>
        send<{ value: string }>('WebDriver:ExecuteScript', {
          script: asyncScript(IN_CONTENT_SCRIPT),
          args: [addonId, expression],
          sandbox: 'system',
        }),
      );
      return JSON.parse(value) as T;
    },
    async open(url) {
      let tab: Tab | undefined;
      for (const one of await tabs()) if ((await one.url()) === 'about:blank') tab ??= one;
      if (tab === undefined) {
        const { handle } = await running.send<{ handle: string }>('WebDriver:NewWindow', {
          type: 'tab',
          focus: true,
        });
        tab = tabOf(handle);
      }
      await tab.bringToFront();
      await tab.goto(url);
      return tab;
    },
    tabs,
    waitForTab: (url, timeoutMs) =>
      until(
        async () => {
          for (const tab of await tabs()) {
            const address = await tab.url();
            if (typeof url === 'string' ? address === url : url.test(address)) return tab;
          }
          return null;
        },
        () => `No tab shows ${url}`,
        timeoutMs,
      ),
    async popup(tab) {
      await tab.bringToFront();
      return makeTab(await openFirefoxPopup(running, addonId));
    },
    async shortcut(chord) {
      const { modifiers, key } = parseChord(chord);
      // A letter comes as the keyboard sends it while Shift is held.
      const strokes = [...modifiers, { ...key, key: key.key.toUpperCase() }];
      await running.inChrome(PRESS, strokes);
    },
    async stopBackground() {
      await running.inChrome(
        `${POLICY}await extension.terminateBackground({ ignoreDevToolsAttached: true });`,
        addonId,
      );
      // Stopped when that resolves; whatever wakes it again at once is the next life.
    },
    backgroundAlive: async () => (await state()) === 'running',
    async setOffline(offline) {
      if (offline) await uplink.cut();
      else await uplink.mend();
      await running.inChrome('Services.io.offline = args[0];', offline);
    },
    async renew({ sandboxPort, hosts }) {
      if (leftTraces) return false;
      const former = await tabs();
      // A tab that closed by itself may still be the one that commands go to.
      await former[0]?.bringToFront();
      // In a window that has shown the popup of an add-on before, a later one's can stay empty.
      const { handle } = await running.send<{ handle: string }>('WebDriver:NewWindow', {
        type: 'window',
        focus: true,
      });
      for (const tab of former) await tab.close();
      known = new Map();
      await tabOf(handle).bringToFront();
      await running.send('Addon:Uninstall', { id: addonId });
      // Under another host its pages share nothing with the former ones'.
      addonHost = randomUUID();
      await writePreferences();
      await running.inChrome(FORGET, JSON.stringify({ [addonId]: addonHost }));
      await uplink.lead(sandboxPort, hostsOf({ hosts }));
      lines.length = 0;
      await emptyFolder(downloadDir);
      await install();
      return true;
    },
    async restart() {
      leftTraces = true;
      if (!ended) await running.quit();
      known = new Map();
      running = await start();
      ended = false;
    },
    setPolicy: (policy) => putFirefoxPolicy(file, addonId, policy),
    async kill() {
      leftTraces = true;
      ended = true;
      await running.kill();
    },
    async close() {
      if (!ended) await running.quit();
      ended = true;
      await tidy();
    },
    inBrowser: (body, ...args) => running.inChrome(body, ...args),
  };
}
