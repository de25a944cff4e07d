import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, pressOnCard, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, eventually, openStage, press, type Stage } from './stage.ts';

const { clarityq: cq, clarifeye: cf } = FIXTURES;

describe('connections in Options', () => {
  let stage: Stage;
  let tab: Tab;

  const rates = async (address: string): Promise<void> => {
    const page = await stage.browser.open(address);
    await press(page, 'Good answer');
    await reads(page, /Stored in/);
    await page.close();
    await tab.bringToFront();
  };
  const sent = () => stage.sandbox.requests.filter(({ origin }) => origin === 'extension');

  beforeAll(async () => {
    stage = await openStage();
    tab = await stage.browser.open(stage.browser.extensionPage('options.html'));
  });
  afterAll(() => stage?.close());

  it('says what is missing and what is malformed, and keeps what was typed', async () => {
    await reads(tab, 'No connection yet.');
    await press(tab, 'Add ClarityQ connection');
    await fill(tab, 'Name', 'Retail analytics');
    await press(tab, 'Save');
    await reads(tab, 'Product ID is missing; without it the key cannot be used.');
    await reads(tab, 'API key is missing.');
    await fill(tab, 'Product ID', 'retail');
    await fill(tab, 'API key', 'curl $KEY');
    await press(tab, 'Save');
    await reads(tab, /This is no Product ID\. One looks like [0-9a-f-]{36}\./);
    await reads(tab, 'This cannot be a key: no single one can be found in it. Copy the key alone.');
    expect((await tab.find('textbox', 'Name')).value).toBe('Retail analytics');
    expect((await tab.find('textbox', 'Product ID')).value).toBe('retail');
    expect(sent()).toEqual([]);
  });

  it('ClarityQ: tested before it is saved, then saved and used', async () => {
    await fill(tab, 'Product ID', ` ${cq.productId.toUpperCase()} `);
    await fill(tab, 'API key', cq.key);
    await press(tab, 'Test connection');
    await tab.waitForStatus(/Accepted by ClarityQ for this product/);
    await reads(tab, 'Nothing was written.');
    expect(stage.sandbox.clarityq.puts).toBe(0);
    await press(tab, 'Save');
    await tab.find('listitem', /^Retail analytics/);
    await tab.waitForStatus('Saved: Retail analytics.');
    await reads(tab, /Retail analytics.* Accepted today at/);
    await rates(addresses.clarityq(cq.conversations.completed));
    const put = sent().find(({ method }) => method === 'PUT');
    expect(put?.headers['x-api-key']).toBe(cq.key);
  });

  it('Clarifeye: the test lists the projects, one is picked by its name', async () => {
    await press(tab, 'Add Clarifeye connection');
    await fill(tab, 'Name', 'People handbook');
    await fill(tab, 'Access token', cf.tokens.member);
    await (await tab.all('button', 'Test connection')).at(-1)?.click();
    await tab.waitForStatus(/Accepted by Clarifeye/);
    await reads(tab, '2 projects.');
    await (await tab.find('combobox', 'Project')).choose(cf.secondProjectName);
    await press(tab, 'Save');
    await tab.find('listitem', /^People handbook/);
    await reads(tab, new RegExp(`${cf.secondProjectName}.* Accepted today at`));
    await rates(addresses.clarifeye(cf.conversations.secondProject, cf.secondProjectId));
    expect(stage.sandbox.clarifeye.created).toBe(1);
  });

  it('editing keeps the key where none is typed, and takes effect at once', async () => {
    await pressOnCard(tab, 'People handbook', 'Edit');
    await reads(tab, 'Replace key: type a new one. Left empty, the saved one stays.');
    await fill(tab, 'Name', 'Handbooks');
    await fill(tab, 'Project', '');
    await press(tab, 'Save');
    await tab.find('listitem', /^Handbooks/);
    await reads(tab, 'All projects');
    await rates(addresses.clarifeye(cf.conversations.single));
    expect(stage.sandbox.clarifeye.rows(cf.conversations.single)).toHaveLength(1);
  });

  it('a saved key never moves to another server', async () => {
    await pressOnCard(tab, 'Handbooks', 'Edit');
    await (await tab.find('radio', 'US')).click();
    await press(tab, 'Save');
    await reads(tab, 'A saved key stays with its server. Enter the key for this one.');
    await press(tab, 'Cancel');
    await tab.gone('button', 'Save');
    expect(sent().filter(({ host }) => host === cf.us.host)).toEqual([]);
  });

  it('a saved connection can be tested from its card', async () => {
    await pressOnCard(tab, 'Retail analytics', 'Test connection');
    await tab.waitForStatus(/Accepted by ClarityQ for this product/);
  });

  it('removed, it sends nothing more; Undo brings it back with its key', async () => {
    await pressOnCard(tab, 'Handbooks', 'Remove');
    await reads(tab, 'Removed: Handbooks. Its key goes with it when the browser closes.');
    const { single } = cf.conversations;
    const rows = () => stage.sandbox.clarifeye.rows(single).map((row) => row.is_positive);
    const page = await stage.browser.open(addresses.clarifeye(single));
    await press(page, 'Bad answer');
    await reads(page, 'Add your Clarifeye key to send feedback.');
    expect(rows()).toEqual([true]);
    await tab.bringToFront();
    await press(tab, 'Undo');
    await tab.find('listitem', /^Handbooks/);
    await page.bringToFront();
    await reads(page, /Stored in Clarifeye as mira@northwind\.example/);
    await eventually(rows, ([first]) => first === false);
    expect(rows()).toEqual([false]);
    await page.close();
    await tab.bringToFront();
  });

  it('removed and not called back: gone after the next start, its key too', async () => {
    await pressOnCard(tab, 'Handbooks', 'Remove');
    await reads(tab, 'Removed: Handbooks.');
    await stage.browser.restart();
    tab = await stage.browser.open(stage.browser.extensionPage('options.html'));
    await tab.find('listitem', /^Retail analytics/);
    expect(await tab.maybe('listitem', /^Handbooks/)).toBeNull();
    const sealed = await tab.evaluate<Record<string, unknown>>('chrome.storage.local.get()');
    expect(Object.keys(sealed)).toHaveLength(1);
  });

  it('unreadable stored settings: one sentence, and the other connection goes on', async () => {
    await tab.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('settings');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const write = opening.result.transaction('connections', 'readwrite');
            write.objectStore('connections').put({ id: 'broken', vendor: 42 });
            write.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
    );
    await tab.reload();
    await tab.find('listitem', /^Retail analytics/);
    await reads(
      tab,
      'One saved setting could not be read and was set aside. If a connection is missing here, add it again; nothing else is lost.',
    );
    const { puts } = stage.sandbox.clarityq;
    await rates(addresses.clarityq(cq.conversations.margin));
    await eventually(
      () => stage.sandbox.clarityq.puts,
      (now) => now === puts + 1,
    );
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
