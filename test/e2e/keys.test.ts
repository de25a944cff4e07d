import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, pressOnCard, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { openStage, press, type Stage } from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;

/** As much of the browser's own interface as an extension page needs to look around. */
interface Extension {
  storage: Record<'local' | 'session', { get(): Promise<unknown> }>;
  runtime: { sendMessage(message: { kind: string }): Promise<unknown> };
}

describe('keys, as people paste them and as nobody sees them again', () => {
  let stage: Stage;
  let tab: Tab;
  let source: Tab;

  /** Copies a text from a page, as from the vendor's settings or an e-mail. */
  const copy = async (text: string): Promise<void> => {
    await source.bringToFront();
    await fill(source, 'Source', text);
    await source.key('Control+a');
    await source.key('Control+c');
    await tab.bringToFront();
  };
  const paste = async (name: string, text: string): Promise<void> => {
    await copy(text);
    await (await tab.find('textbox', name)).click();
    await tab.key('Control+a');
    await tab.key('Control+v');
  };
  const lastSent = () =>
    stage.sandbox.requests.findLast(({ origin }) => origin === 'extension')?.headers ?? {};

  beforeAll(async () => {
    stage = await openStage();
    const body = '<!doctype html><title>Source</title><textarea aria-label="Source"></textarea>';
    stage.sandbox.serve('docs.clarityq.ai', '/source', { body });
    source = await stage.browser.open('https://docs.clarityq.ai/source');
    tab = await stage.browser.open(stage.browser.extensionPage('options.html'));
    await press(tab, 'Add ClarityQ connection');
    await fill(tab, 'Product ID', cq.productId);
  });
  afterAll(() => stage?.close());

  const clarityq: [string, string, string][] = [
    ['with blanks', `   ${cq.key}  `, 'Cleaned: blanks taken off.'],
    [
      'broken over lines',
      `${cq.key.slice(0, 12)}\n${cq.key.slice(12)}\n`,
      'Cleaned: line breaks taken off.',
    ],
    ['with Bearer', `Bearer ${cq.key}`, 'Cleaned: a leading “Bearer ” taken off.'],
    [
      'in a whole curl example',
      `curl -X PUT 'https://api.clarityq.ai/api/v1/products/${cq.productId}/conversations/x/feedback' \\\n  -H 'X-API-Key: ${cq.key}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"rating": "POSITIVE"}'`,
      'Cleaned: everything around the key taken off.',
    ],
  ];
  it.each(clarityq)('a pasted key %s is cleaned, and that is said', async (_name, text, words) => {
    await paste('API key', text);
    await reads(tab, words);
    await press(tab, 'Test connection');
    await tab.waitForStatus(/Accepted by ClarityQ for this product/);
    expect(lastSent()['x-api-key']).toBe(cq.key);
    await fill(tab, 'API key', '');
  });

  it('a typed key is cleaned, too', async () => {
    await (await tab.find('textbox', 'API key')).type(`Bearer ${cq.key} `);
    await fill(tab, 'Name', 'Retail analytics');
    await press(tab, 'Save');
    await tab.find('listitem', /^Retail analytics/);
    await pressOnCard(tab, 'Retail analytics', 'Test connection');
    await tab.waitForStatus(/Accepted by ClarityQ for this product/);
    expect(lastSent()['x-api-key']).toBe(cq.key);
  });

  it('Clarifeye: a curl example gives its token, and “Token” keeps its own scheme', async () => {
    await press(tab, 'Add Clarifeye connection');
    await fill(tab, 'Name', 'People handbook');
    const test = async () => (await tab.all('button', 'Test connection')).at(-1)?.click();
    await paste(
      'Access token',
      `curl https://eu.app.clarifeye.ai/api/v1/projects/ -H "Authorization: Bearer ${cf.tokens.member}"`,
    );
    await test();
    await tab.waitForStatus(/Accepted by Clarifeye/);
    expect(lastSent().authorization).toBe(`Bearer ${cf.tokens.member}`);
    await paste('Access token', `Token ${cf.tokens.member}`);
    await test();
    await tab.waitForStatus(/Accepted by Clarifeye/);
    expect(lastSent().authorization).toBe(`Token ${cf.tokens.member}`);
    await press(tab, 'Save');
    await tab.find('listitem', /^People handbook/);
  });

  it('a saved key is nowhere to be seen: not in the page, not in a reply, not in the stores', async () => {
    await pressOnCard(tab, 'Retail analytics', 'Edit');
    await pressOnCard(tab, 'People handbook', 'Edit');
    const traces = await tab.evaluate<string, []>(async () => {
      const { chrome: extension } = globalThis as unknown as { chrome: Extension };
      const found: unknown[] = [document.documentElement.outerHTML, location.href];
      for (const box of document.querySelectorAll('input')) found.push(box.value);
      found.push(await extension.storage.local.get());
      found.push(await extension.storage.session.get());
      for (const kind of ['connections', 'unsettled', 'notices']) {
        found.push(await extension.runtime.sendMessage({ kind }));
      }
      for (const { name = '' } of await indexedDB.databases()) {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(opening.error);
        });
        for (const store of db.objectStoreNames) {
          found.push(store);
          found.push(
            await new Promise((resolve) => {
              const reading = db.transaction(store).objectStore(store).getAll();
              reading.onsuccess = () => resolve(reading.result);
            }),
          );
        }
        db.close();
      }
      return JSON.stringify(found);
    });
    expect(traces).toContain('Retail analytics');
    expect(traces).toContain('connections');
    for (const key of [cq.key, cf.tokens.member]) expect(traces).not.toContain(key);
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
