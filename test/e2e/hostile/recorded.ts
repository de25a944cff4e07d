import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tab } from '../driver/person.ts';

/** As much of the browser's own interface as an extension page needs to look around. */
interface Extension {
  storage: Record<'local' | 'session', { get(): Promise<unknown> }>;
  runtime: {
    sendMessage(message: object): Promise<unknown>;
    onMessage: { addListener(heard: (message: unknown) => void): void };
  };
}

/** Starts to note in an extension page what the extension's other parts say to the worker. */
export function overhear(): void {
  const { chrome: extension } = globalThis as unknown as { chrome: Extension };
  const heard: string[] = [];
  Object.assign(window, { heard });
  extension.runtime.onMessage.addListener((message) => {
    heard.push(JSON.stringify(message));
  });
}

/** Starts to note in a page every event that reaches it, with all there is to be read of it. */
export function listen(): void {
  const heard: string[] = [];
  Object.assign(window, { heard });
  const kinds = Object.keys(Object.getPrototypeOf(HTMLElement.prototype) as object)
    .concat(Object.getOwnPropertyNames(window), Object.getOwnPropertyNames(HTMLElement.prototype))
    .filter((name) => name.startsWith('on'))
    .map((name) => name.slice(2));
  for (const kind of new Set([...kinds, 'focusin', 'focusout', 'compositionend'])) {
    const note = (event: Event): void => {
      const { data, detail, key, message } = event as unknown as Record<string, unknown>;
      heard.push(`${event.type} ${[data, detail, key, message].map(String).join(' ')}`);
    };
    addEventListener(kind, note, true);
  }
}

/** Everything an extension page can see, as text: its document, both stores, all replies. */
export async function dump(kinds: object[]): Promise<string> {
  const { chrome: extension } = globalThis as unknown as { chrome: Extension };
  const found: unknown[] = [document.documentElement.outerHTML, location.href];
  for (const box of document.querySelectorAll<HTMLInputElement>('input, textarea')) {
    found.push(box.value);
  }
  found.push(await extension.storage.local.get(), await extension.storage.session.get());
  for (const message of kinds) found.push(await extension.runtime.sendMessage(message));
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of db.objectStoreNames) {
      const rows = new Promise((resolve) => {
        const reading = db.transaction(store).objectStore(store).getAll();
        reading.onsuccess = () => resolve(reading.result);
      });
      found.push(store, await rows);
    }
    db.close();
  }
  return JSON.stringify(found);
}

/** What a page, or a popup, shows and what it heard. */
export async function seenIn(tab: Tab): Promise<string> {
  return [
    await tab.url(),
    await tab.text(),
    await tab.evaluate<string>(
      'document.documentElement.outerHTML + (window.heard ?? []).join("\\n")',
    ),
  ].join('\n');
}

/** Files below a folder that hold a text, in the encodings browsers write. */
export function filesWith(folder: string, text: string): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return forms.some((form) => content.includes(form));
    });
}
