import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CdpSession } from './cdp.ts';
import { chromiumFlags } from './chromium-flags.ts';
import {
  type OpenTab,
  type RunningChromium,
  startChromium,
  TAB_TYPES,
  type TargetInfo,
} from './chromium-process.ts';
import { allowUnpacked, keepInstalled } from './chromium-profile.ts';
import { evaluateIn } from './chromium-tab.ts';
import type { BrowserSession, ConsoleLine, LaunchOptions, Tab } from './person.ts';
import { chromiumPolicy, ownCopy, unpackedId } from './policy-file.ts';
import { emptyFolder, makeProfile, orTidy, removeProfile } from './process.ts';
import { until } from './until.ts';
import { openUplink } from './uplink.ts';
import { hostsOf } from './vendor-hosts.ts';

/** A Chromium session with what only Chromium can do. */
export interface ChromiumSession extends BrowserSession {
  readonly name: 'chromium';
  /** The shipped content script's own world of that tab, for the raw protocol. */
  contentScript(tab: Tab): { page: CdpSession; contextId: number };
  /** The raw protocol of a tab, for measurements. */
  protocol(tab: Tab): CdpSession;
  /** Value of an expression in the worker; it is attached to for no longer than that takes. */
  evaluateInWorker<T>(expression: string): Promise<T>;
  /** Lets go of all tabs, because some things a browser does not do under inspection, and takes them up again. */
  unwatched<T>(run: (openTab: (url: string) => Promise<void>) => Promise<T>): Promise<T>;
}

/** How long a person waits for a popup before they press its button again, ms. */
const PRESS_AGAIN_MS = 4000;

async function installedId(browser: CdpSession, path: string): Promise<string | null> {
  const { extensions } = await browser.send<{ extensions: { id: string; path: string }[] }>(
    'Extensions.getExtensions',
  );
  return extensions.find((one) => one.path === path)?.id ?? null;
}

/** Makes the event that a shortcut's keys make, for the shortcut that has these keys now. */
const PRESS = `(async () => {
  const { name } = (await chrome.commands.getAll()).find(({ shortcut }) => shortcut === 'KEYS');
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.commands.onCommand.dispatch(name, tab);
})()`;

/** Starts Chromium on a build of the extension; throws with the browser's words when it cannot. */
export async function launchChromium(options: LaunchOptions): Promise<ChromiumSession> {
  const profileDir = options.profileDir ?? (await makeProfile('chromium'));
  const build = resolve(options.extensionDir);
  let extensionDir = options.managed ? await ownCopy(build, profileDir) : build;
  const downloadDir = options.downloadDir ?? join(profileDir, 'downloads');
  await mkdir(downloadDir, { recursive: true });
  const uplink = await openUplink(options.sandboxPort, hostsOf(options));
  const lines: ConsoleLine[] = [];
  const locale = options.locale ?? 'en-US';
  const start = async () => {
    const flags = chromiumFlags({
      profileDir,
      uplinkPort: uplink.port,
      headless: options.headless ?? true,
      locale,
      viewport: options.viewport ?? { width: 1280, height: 800 },
    });
    const fresh = await startChromium(flags, lines, locale);
    await fresh.cdp.browser.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: downloadDir,
    });
    return fresh;
  };
  await allowUnpacked(profileDir);
  const tidy = async () => {
    await uplink.close();
    if (options.profileDir === undefined) await removeProfile(profileDir);
  };
  const install = async (fresh: RunningChromium) => {
    const { id } = await fresh.cdp.browser.send<{ id: string }>('Extensions.loadUnpacked', {
      path: extensionDir,
    });
    return id;
  };
  const policyFile = chromiumPolicy(unpackedId(extensionDir));
  if (options.managed) await policyFile.write(options.managed);
  let running = await orTidy(start(), tidy);
  let extensionId = await orTidy(install(running), async () => {
    await running.kill();
    await tidy();
  });
  let ended = false;
  let offline = false;
  let leftTraces = options.managed !== undefined;

  const browser = () => running.cdp.browser;
  const opened = (tab: Tab): OpenTab => {
    const found = [...running.tabs.values()].find((one) => one.tab === tab);
    if (found === undefined) throw new Error('This tab is closed');
    return found;
  };
  const byTarget = (targetId: string) =>
    until(
      async () => [...running.tabs.values()].find((one) => one.info.targetId === targetId) ?? null,
      () => 'The new tab did not appear',
    );
  const tellOffline = (one: OpenTab) =>
    one.page.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  const base = () => `chrome-extension://${extensionId}/`;
  const workers = async () => {
    const { targetInfos } = await browser().send<{ targetInfos: TargetInfo[] }>(
      'Target.getTargets',
    );
    return targetInfos.filter((one) => one.type === 'service_worker' && one.url.startsWith(base()));
  };
  const backgroundAlive = async () => (await workers()).length > 0;
  const openTabs = () => [...running.tabs.values()];
  const waitFor = (url: string | RegExp, timeoutMs?: number) =>
    until(
      async () =>
        openTabs().find(({ address }) =>
          typeof url === 'string' ? address === url : url.test(address),
        ) ?? null,
      () => `No tab shows ${url}; open: ${openTabs().map((one) => one.address)}`,
      timeoutMs,
    );

  const contentScript = (tab: Tab) => {
    const { page, worlds } = opened(tab);
    const world = [...worlds.values()].find(
      ({ auxData, origin }) =>
        auxData?.type === 'isolated' && origin === `chrome-extension://${extensionId}`,
    );
    if (world === undefined) throw new Error('No content script runs in this tab');
    return { page, contextId: world.id };
  };

  return {
    name: 'chromium',
    get extensionId() {
      return extensionId;
    },
    profileDir,
    downloadDir,
    console: lines,
    reached: uplink.reached,
    extensionPage: (name) => base() + name,
    async installAnother(folder) {
      leftTraces = true;
      const { id } = await browser().send<{ id: string }>('Extensions.loadUnpacked', {
        path: resolve(folder),
      });
      return `chrome-extension://${id}/`;
    },
    async open(url) {
      const blank = openTabs().find(({ address }) => address === 'about:blank');
      const { targetId } =
        blank?.info ??
        (await browser().send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' }));
      const one = await byTarget(targetId);
      if (offline) await tellOffline(one);
      await one.tab.bringToFront();
      await one.tab.goto(url);
      return one.tab;
    },
    tabs: async () => openTabs().map((one) => one.tab),
    waitForTab: async (url, timeoutMs) => (await waitFor(url, timeoutMs)).tab,
    async popup(tab) {
      await tab.bringToFront();
      const known = new Set(openTabs());
      // The action wants the tab around the page; only the active one can be told by its address.
      const url = await tab.url();
      const { targetInfos } = await browser().send<{ targetInfos: TargetInfo[] }>(
        'Target.getTargets',
        { filter: [{ type: 'tab' }] },
      );
      const around = targetInfos.find((one) => one.embedderData?.tabActive && one.url === url);
      if (around === undefined) throw new Error(`No tab in front shows ${url}`);
      const appeared = () =>
        openTabs().find((one) => !known.has(one) && one.address.startsWith(base())) ?? null;
      // A press that finds the former popup still closing only finishes that: a person presses again.
      let pressed = Number.NEGATIVE_INFINITY;
      const popup = await until(
        async () => {
          if (performance.now() - pressed > PRESS_AGAIN_MS && appeared() === null) {
            pressed = performance.now();
            await browser().send('Extensions.triggerAction', {
              id: extensionId,
              targetId: around.targetId,
            });
          }
          return appeared();
        },
        () => 'The popup did not open',
      );
      await until(
        async () => (await popup.tab.evaluate('document.readyState')) === 'complete',
        () => 'The popup did not load',
      );
      return popup.tab;
    },
    async stopBackground() {
      const [any] = openTabs();
      if (any === undefined) throw new Error('Stopping the worker needs an open tab');
      // Whatever a page has to say starts it again, so that it may never be seen without a life.
      let stopped = false;
      const unlisten = any.page.on<{ versions: { runningStatus: string }[] }>(
        'ServiceWorker.workerVersionUpdated',
        ({ versions }) => {
          stopped ||= versions.some(({ runningStatus }) => runningStatus === 'stopped');
        },
      );
      await any.page.send('ServiceWorker.enable');
      stopped = false;
      await any.page.send('ServiceWorker.stopAllWorkers');
      await until(
        async () => stopped || !(await backgroundAlive()),
        () => 'The worker did not stop',
      );
      unlisten();
      await any.page.send('ServiceWorker.disable');
    },
    backgroundAlive,
    async setOffline(next) {
      offline = next;
      if (offline) await uplink.cut();
      else await uplink.mend();
      await Promise.all(openTabs().map(tellOffline));
    },
    async renew({ sandboxPort, hosts }) {
      if (leftTraces) return false;
      const former = openTabs();
      const { targetId } = await browser().send<{ targetId: string }>('Target.createTarget', {
        url: 'about:blank',
      });
      const { page } = await byTarget(targetId);
      await Promise.all(former.map(({ tab }) => tab.close()));
      await browser().send('Extensions.uninstall', { id: extensionId });
      for (const host of new Set(uplink.reached)) {
        const origin = `https://${host}`;
        await page.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      }
      await page.send('Network.clearBrowserCache');
      offline = false;
      await uplink.lead(sandboxPort, hostsOf({ hosts }));
      lines.length = 0;
      await emptyFolder(downloadDir);
      // From a folder of its own it has another id, so that nothing of the former one can be its.
      extensionDir = await ownCopy(build, profileDir);
      extensionId = await install(running);
      return true;
    },
    async restart() {
      leftTraces = true;
      if (!ended) await running.quit();
      await keepInstalled(profileDir, extensionId, extensionDir);
      running = await start();
      ended = false;
      await until(
        () => installedId(browser(), extensionDir),
        () => `Chromium forgot the extension in ${extensionDir}`,
      );
    },
    setPolicy: (policy) => policyFile.write(policy),
    async kill() {
      leftTraces = true;
      ended = true;
      await running.kill();
    },
    async close() {
      if (!ended) await running.quit();
      ended = true;
      await policyFile.write(null);
      await tidy();
    },
    async shortcut(keys) {
      const { targetInfos } = await browser().send<{ targetInfos: TargetInfo[] }>(
        'Target.getTargets',
      );
      const worker = targetInfos.find(
        ({ type, url }) => type === 'service_worker' && url.startsWith(base()),
      );
      if (!worker) throw new Error('The worker sleeps');
      const { targetId } = worker;
      const { sessionId } = await browser().send<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      await evaluateIn(running.cdp.session(sessionId), PRESS.replace('KEYS', keys));
      await browser().send('Target.detachFromTarget', { sessionId });
    },
    async evaluateInContentScript<T>(tab: Tab, expression: string) {
      const { page, contextId } = contentScript(tab);
      return (await evaluateIn(page, expression, contextId)) as T;
    },
    contentScript,
    protocol: (tab) => opened(tab).page,
    async evaluateInWorker<T>(expression: string) {
      const worker = (await workers())[0];
      if (worker === undefined) throw new Error('The worker does not run');
      const { sessionId } = await browser().send<{ sessionId: string }>('Target.attachToTarget', {
        targetId: worker.targetId,
        flatten: true,
      });
      try {
        return (await evaluateIn(running.cdp.session(sessionId), expression)) as T;
      } finally {
        await browser().send('Target.detachFromTarget', { sessionId });
      }
    },
    async unwatched(run) {
      leftTraces = true;
      const attach = { waitForDebuggerOnStart: false, flatten: true };
      await browser().send('Target.setAutoAttach', { ...attach, autoAttach: false });
      try {
        return await run(async (url) => {
          await browser().send('Target.createTarget', { url });
        });
      } finally {
        const filter = TAB_TYPES;
        await browser().send('Target.setAutoAttach', { ...attach, autoAttach: true, filter });
      }
    },
  };
}
