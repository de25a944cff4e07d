import type { Readable, Writable } from 'node:stream';
import { chromium as playwrightChromium } from 'playwright';
import { type CdpConnection, type CdpSession, connectPipe } from './cdp.ts';
import { type WatchedPage, watchPage } from './chromium-page.ts';
import { chromiumEngine } from './chromium-tab.ts';
import type { ConsoleLine, Tab } from './person.ts';
import { onPath, startProcess } from './process.ts';
import { makeTab } from './tab.ts';
import { until } from './until.ts';

/** A target as the protocol describes it. */
export interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
  embedderData?: { tabActive?: boolean };
}

/** A tab or popup that is attached to. */
export interface OpenTab extends WatchedPage {
  info: TargetInfo;
  page: CdpSession;
  tab: Tab;
}

/** Chromium from its start to its end; a restart makes another. */
export interface RunningChromium {
  cdp: CdpConnection;
  /** By session; tabs come and go by themselves. */
  tabs: Map<string, OpenTab>;
  kill(): Promise<void>;
  quit(): Promise<void>;
}

const START_MS = 30_000;
const QUIT_MS = 5000;
/** What counts as a tab: pages, and what a popup is. */
export const TAB_TYPES = ['page', 'other'].map((type) => ({ type }));

/** Chromium on the PATH, otherwise the one that Playwright downloaded; it need not exist. */
export function chromiumFile(): string {
  return onPath(['chromium', 'chromium-browser']) ?? playwrightChromium.executablePath();
}

function within<T>(work: Promise<T>, ms: number, words: () => string): Promise<T> {
  const { promise, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(words())), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/**
 * Starts Chromium and attaches to every tab and popup it ever opens, never to the worker, which
 * a debugger would keep alive. `locale` is the language of its interface, a BCP 47 tag.
 */
export async function startChromium(
  args: string[],
  lines: ConsoleLine[],
  locale: string,
): Promise<RunningChromium> {
  // On Linux the environment decides on the browser's language, the flag only on some of it.
  const env = { LANGUAGE: locale.replace('-', '_') };
  const started = startProcess(chromiumFile(), args, { pipes: true, env });
  const [, , , output, input] = started.child.stdio;
  const cdp = connectPipe(output as Writable, input as Readable);
  const tabs = new Map<string, OpenTab>();

  const attach = async (sessionId: string, info: TargetInfo) => {
    const page = cdp.session(sessionId);
    const watched = await watchPage(page, info.url, lines);
    const engine = chromiumEngine({ targetId: info.targetId, page, browser: cdp.browser });
    tabs.set(sessionId, Object.assign(watched, { info, page, tab: makeTab(engine) }));
  };
  cdp.browser.on<{ sessionId: string; targetInfo: TargetInfo }>(
    'Target.attachedToTarget',
    ({ sessionId, targetInfo }) => {
      attach(sessionId, targetInfo).catch(() => {
        // It closed while it was being attached to.
      });
    },
  );
  cdp.browser.on<{ sessionId: string }>('Target.detachedFromTarget', ({ sessionId }) => {
    tabs.delete(sessionId);
    cdp.drop(sessionId);
  });
  const ready = cdp.browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
    filter: TAB_TYPES,
  });
  await within(ready, START_MS, () => `Chromium did not start\n${started.complaints()}`).catch(
    async (error: Error) => {
      await started.kill();
      throw new Error(`${error.message}\n${started.complaints()}`);
    },
  );
  await until(
    async () => tabs.size > 0,
    () => `Chromium opened no window\n${started.complaints()}`,
    START_MS,
  );
  return {
    cdp,
    tabs,
    kill: started.kill,
    async quit() {
      await cdp.browser.send('Browser.close').catch(() => {
        // The answer is lost when the browser is quicker.
      });
      await within(started.ended, QUIT_MS, () => 'Chromium does not end').catch(started.kill);
    },
  };
}
