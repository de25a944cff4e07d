import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MANIFEST = {
  manifest_version: 3,
  name: 'Neighbour',
  version: '1.0',
  permissions: ['storage', 'scripting', 'tabs'],
  host_permissions: ['<all_urls>'],
  content_scripts: [{ matches: ['https://*.clarityq.ai/*'], js: ['look.js'] }],
  browser_specific_settings: { gecko: { id: 'neighbour@example.invalid' } },
};

/** Opens the panel's closed root, and the frame in it where there is one, which browsers let every extension do, reads it and presses in it. */
const LOOK = `
const api = globalThis.browser ?? globalThis.chrome;
const look = () => {
  const host = document.querySelector('verdict-panel');
  const root = host && (host.openOrClosedShadowRoot ?? api.dom?.openOrClosedShadowRoot?.(host));
  const inner = root?.querySelector('iframe')?.contentDocument?.documentElement ?? root;
  if (inner?.querySelector('button')) {
    const values = [...inner.querySelectorAll('textarea, input')].map(({ value }) => value);
    document.documentElement.dataset.read = inner.innerHTML + values.join();
    for (const button of inner.querySelectorAll('[aria-pressed]')) {
      button.click();
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
    }
  }
  setTimeout(look, 100);
};
look();
`;

const PAGE = '<!doctype html><meta charset="utf-8"><title>Neighbour</title><h1>Neighbour</h1>';

/** Writes another extension, which may do whatever a person lets one do, and returns its folder. */
export async function makeNeighbour(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'verdict-neighbour-'));
  const files = { 'manifest.json': JSON.stringify(MANIFEST), 'look.js': LOOK, 'page.html': PAGE };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** As much of the browser's interface as another extension's page uses against this one. */
interface Interface {
  runtime: {
    sendMessage(id: string, message: unknown): Promise<unknown>;
    connect(id: string): {
      onMessage: { addListener(heard: (message: unknown) => void): void };
      onDisconnect: { addListener(ended: () => void): void };
      postMessage(message: unknown): void;
    };
  };
  tabs: { query(what: object): Promise<{ id: number; url?: string }[]> };
  scripting: { executeScript(what: object): Promise<unknown> };
}

/**
 * Runs in a page of the other extension: sends every message there is, by message and by port, and
 * tries to run in an extension page; answers with whatever came back.
 */
export async function assault(id: string, messages: unknown[], pages: string): Promise<unknown[]> {
  const world = globalThis as unknown as { browser?: Interface; chrome: Interface };
  const api = world.browser ?? world.chrome;
  const got: unknown[] = [];
  const took = (answer: unknown): void => {
    if (answer !== undefined && answer !== null) got.push(answer);
  };
  const silent = (): undefined => undefined;
  for (const message of messages) await api.runtime.sendMessage(id, message).then(took, silent);
  await new Promise<void>((resolve) => {
    try {
      const port = api.runtime.connect(id);
      port.onMessage.addListener(took);
      port.onDisconnect.addListener(resolve);
      for (const message of messages) port.postMessage(message);
    } catch {
      resolve();
    }
    setTimeout(resolve, 500);
  });
  for (const tab of await api.tabs.query({})) {
    if (!tab.url?.startsWith(pages)) continue;
    const func = (): string => document.documentElement.outerHTML;
    await api.scripting.executeScript({ target: { tabId: tab.id }, func }).then(took, silent);
    got.push(
      ...(await fetch(tab.url).then(
        () => ['fetched'],
        () => [],
      )),
    );
  }
  return got;
}

/** What one frame of a tab was answered, kind by kind; null for silence. */
export interface Heard {
  isTop: boolean;
  host: string;
  answers: Record<string, { ok: boolean; refusal?: string } | null>;
}

/**
 * Runs in one of Verdict's own pages: puts a script of Verdict's into every frame of a tab, where it
 * sends every message there is; in the top frame only those of `harmless`.
 */
export async function sayEverywhere(
  address: string,
  messages: { kind: string }[],
  harmless: string[],
): Promise<Heard[]> {
  const world = globalThis as unknown as { browser?: Interface; chrome: Interface };
  const api = world.browser ?? world.chrome;
  const [tab] = await api.tabs.query({ url: address });
  const func = async (all: string, forTop: string[]): Promise<Heard> => {
    const here = globalThis as unknown as {
      browser?: { runtime: { sendMessage(message: object): Promise<Heard['answers'][string]> } };
      chrome: { runtime: { sendMessage(message: object): Promise<Heard['answers'][string]> } };
    };
    const isTop = window === window.top;
    const answers: Heard['answers'] = {};
    for (const message of JSON.parse(all) as { kind: string }[]) {
      if (isTop && !forTop.includes(message.kind)) continue;
      answers[message.kind] = await (here.browser ?? here.chrome).runtime
        .sendMessage(message)
        .then((answer) => answer ?? null)
        .catch(() => null);
    }
    return { isTop, host: location.host, answers };
  };
  const target = { tabId: tab?.id, allFrames: true };
  const results = (await api.scripting.executeScript({
    target,
    func,
    // Chromium takes every null out of what is handed on as a value.
    args: [JSON.stringify(messages), harmless],
  })) as { result: Heard }[];
  return results.map(({ result }) => result);
}
