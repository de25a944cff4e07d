import type { BadgeSurface } from '../background/badge';
import type { OpenStore, WholeStore } from '../background/passphrase';
import type { Tabs } from '../background/tabs';
import type { Alarms } from '../background/wake';
import type { Showing } from '../messages/client';
import { say } from './words';
import { extension } from './worker';

/** The browser's alarms. */
export const alarms: Alarms = {
  async get(name) {
    return (await extension.alarms.get(name)) ?? undefined;
  },
  async create(name, at) {
    extension.alarms.create(name, { when: at });
  },
  async clear(name) {
    await extension.alarms.clear(name);
  },
};

/** The toolbar icon's badge. */
export const badge: BadgeSurface = {
  setText: (text) => extension.action.setBadgeText({ text }),
  async setColours(ground, text) {
    await extension.action.setBadgeBackgroundColor({ color: ground });
    await extension.action.setBadgeTextColor({ color: text });
  },
};

/** Extension storage: sealed keys only, because Firefox lets content scripts read all of it. */
export const sealedStore: WholeStore = {
  async get(name) {
    return (await extension.storage.local.get(name))[name];
  },
  set: (name, value) => extension.storage.local.set({ [name]: value }),
  remove: (name) => extension.storage.local.remove(name),
  clear: () => extension.storage.local.clear(),
  names: async () => Object.keys(await extension.storage.local.get()),
  all: () => extension.storage.local.get(null),
  setAll: (rows) => extension.storage.local.set(rows),
};

/** Memory of the browser that no page and no content script reads, gone when it closes. */
export const openStore: OpenStore = {
  get: async () => (await extension.storage.session.get('opened')).opened,
  set: (opened) =>
    opened ? extension.storage.session.set({ opened }) : extension.storage.session.remove('opened'),
};

/** What the organisation has set for this extension; Firefox rejects where it has set nothing. */
export const managed = (): Promise<object> => extension.storage.managed.get().catch(() => ({}));

/** Narrows extension storage to the extension's own pages, where the browser can (Chrome). */
export async function narrowStorage(): Promise<void> {
  const areas = [extension.storage.local, extension.storage.managed] as unknown as {
    setAccessLevel?: (options: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
  }[];
  await Promise.allSettled(
    areas.map((area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })),
  );
}

/** The browser's tabs. A tab without our detector answers nothing, which is not a failure. */
export const tabs: Tabs = {
  async ask(tabId) {
    try {
      const showing: unknown = await extension.tabs.sendMessage(
        tabId,
        { question: 'showing' },
        { frameId: 0 },
      );
      return (showing as Showing | undefined) ?? null;
    } catch {
      return null;
    }
  },
  async hint(tabId, conversation) {
    try {
      await extension.tabs.sendMessage(tabId, { hint: 'changed', conversation }, { frameId: 0 });
    } catch {
      // Nobody there any more; the next sighting forgets the document.
    }
  },
  permitted: (origin) => extension.permissions.contains({ origins: [`${origin}/*`] }),
};

/** Tells the extension's own open pages that something has changed. */
export async function hintPages(conversation: string | null): Promise<void> {
  try {
    await extension.runtime.sendMessage({ hint: 'changed', conversation });
  } catch {
    // No page is open.
  }
}

/** Puts scripts of the package into a tab's top document; they are idempotent there. */
async function inject(tabId: number, ...files: string[]): Promise<void> {
  await extension.scripting.executeScript({
    target: { tabId },
    files,
    injectImmediately: true,
  });
}

/** Puts the panel into a tab's top document, and beside it what it says in the texts' language. */
export const injectPanel = (tabId: number): Promise<void> =>
  inject(tabId, '/orphan.js', `/words/${say('languageTag')}.js`, '/panel.js');

/**
 * Hands a shortcut to the panel of a tab, which is put there where it was hidden. Where nothing was
 * recognised the popup opens instead.
 */
export async function handOn(command: string, tabId: number): Promise<void> {
  if (!(await tabs.ask(tabId))?.conversation) return extension.action.openPopup();
  await injectPanel(tabId);
  const hint = { hint: 'changed', conversation: null, command };
  await extension.tabs.sendMessage(tabId, hint, { frameId: 0 });
}

/** Opens one of the extension's own pages in a tab. */
export async function openPage(page: 'options' | 'journal', vendor: string | null): Promise<void> {
  const hash = vendor === null ? '' : `#add-${vendor}`;
  await extension.tabs.create({ url: extension.runtime.getURL(`/${page}.html`) + hash });
}

/** Opens the first-run page; where an administrator has installed it, people were told already. */
export async function openWelcome(): Promise<void> {
  const { installType } = await extension.management.getSelf();
  if (installType === 'admin') return;
  await extension.tabs.create({ url: extension.runtime.getURL('/welcome.html') });
}

/**
 * Chrome does not put content scripts into tabs that are open when the extension is installed or
 * updated; Firefox does. The detector is idempotent, so both get it.
 */
export async function injectIntoOpenTabs(
  matches: string[],
  isApp: (host: string) => boolean,
): Promise<void> {
  const open = await extension.tabs.query({ url: matches });
  await Promise.allSettled(
    open.flatMap(({ id, url }) =>
      id !== undefined && url !== undefined && isApp(new URL(url).host)
        ? [inject(id, '/orphan.js', '/detector.js')]
        : [],
    ),
  );
}
