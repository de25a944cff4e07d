import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expectNoTraces, fill, freshConversation, pressOnCard, reads, writes } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const WORDS = 'correct horse battery staple';
const OTHERS = 'a wholly different sentence';

/** As much of the browser's own interface as an extension page needs to look around. */
interface Extension {
  storage: {
    local: { get(): Promise<unknown> };
    session: {
      get(): Promise<{ opened?: { key: string; usedAt: number } }>;
      set(rows: object): Promise<void>;
    };
  };
  alarms: {
    get(name: string): Promise<{ scheduledTime: number }>;
    create(name: string, when: { when: number }): Promise<void>;
  };
}

describe('the passphrase', () => {
  let stage: Stage;
  let options: Tab;
  let page: Tab;

  const privacy = () => stage.browser.extensionPage('options.html#privacy');
  /** Rates an answer that nobody has rated; the panel has to say `words` then. */
  const rate = async (title: string, words: RegExp): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    await page.goto(addresses.clarityq(id));
    await page.bringToFront();
    await press(page, 'Good answer');
    await reads(page, words);
    return id;
  };
  /** What lies in the browser's memory, where the raw key is while unlocked. */
  const session = () =>
    options.evaluate(async () => {
      const { chrome: extension } = globalThis as unknown as { chrome: Extension };
      return Object.keys(await extension.storage.session.get());
    });
  const unlock = async (tab: Tab, words: string): Promise<void> => {
    await tab.find('heading', 'Verdict is locked');
    await fill(tab, 'Passphrase', words);
    await press(tab, 'Unlock Verdict');
  };
  const stored = (id: string) =>
    eventually(
      () => writes(stage, id),
      (all) => all.length > 0,
    );

  beforeAll(async () => {
    stage = await openStage();
    options = await connectClarityq(stage);
    page = await stage.browser.open('about:blank');
    await options.bringToFront();
    await options.goto(privacy());
  });
  afterAll(() => stage?.close());

  it('is offered where it is told what the seal alone does not protect from', async () => {
    await reads(
      options,
      /The seal does not protect them from somebody who copies your whole browser/,
    );
    await reads(options, 'only a passphrase does.');
  });

  it('is set once it is long enough and typed twice alike', async () => {
    await fill(options, 'New passphrase', 'short');
    await press(options, 'Set passphrase');
    await reads(options, 'At least 8 characters.');
    expect((await options.focused())?.name).toBe('New passphrase');
    await fill(options, 'New passphrase', WORDS);
    await fill(options, 'Repeat it', OTHERS);
    await press(options, 'Set passphrase');
    await reads(options, 'The two are not the same.');
    await fill(options, 'Repeat it', WORDS);
    await options.key('Enter');
    await options.waitForStatus('The passphrase is set.');
    await options.find('button', 'Lock now');
  });

  it('locks by itself once nobody has used it for an hour: the alarm wakes the worker for it', async () => {
    const { opened, alarm } = await options.evaluate(async () => {
      const { chrome: extension } = globalThis as unknown as { chrome: Extension };
      const { scheduledTime } = await extension.alarms.get('lock');
      return { ...(await extension.storage.session.get()), alarm: scheduledTime };
    });
    expect(Math.round((alarm - (opened?.usedAt ?? 0)) / 1_000)).toBe(3_600);
    // Nobody waits an hour here: the last use is put back by one, and the alarm comes now.
    await stage.browser.stopBackground();
    await options.evaluate(
      async (was: object) => {
        const { chrome: extension } = globalThis as unknown as { chrome: Extension };
        await extension.storage.session.set({ opened: was });
        await extension.alarms.create('lock', { when: Date.now() });
      },
      { ...opened, usedAt: (opened?.usedAt ?? 0) - 3_600_000 },
    );
    await options.find('heading', 'Verdict is locked');
    expect(await session()).toEqual([]);
    await unlock(options, WORDS);
    await options.waitForStatus('Verdict is unlocked.');
    expect(await session()).toEqual(['opened']);
  });

  it('is not asked for because the worker slept', async () => {
    await stage.browser.stopBackground();
    const id = await rate('While unlocked', /Stored in ClarityQ/);
    expect(writes(stage, id)).toEqual(['PUT 200']);
  });

  it('locked, feedback is saved, says so, and waits', async () => {
    await options.bringToFront();
    await press(options, 'Lock now');
    await options.find('heading', 'Verdict is locked');
    expect(await session()).toEqual([]);
    const id = await rate('While locked', /Saved on this device\. Unlock Verdict to send\./);
    await page.find('button', 'Unlock');
    expect(writes(stage, id)).toEqual([]);
  });

  it('in the popup: a wrong one gets a sentence, the right one sends what waited, once', async () => {
    const waiting = stage.sandbox.clarityq.puts;
    const popup = await stage.browser.popup(page);
    await unlock(popup, OTHERS);
    await reads(popup, 'That is not the passphrase.');
    expect(stage.sandbox.clarityq.puts).toBe(waiting);
    await fill(popup, 'Passphrase', WORDS);
    await popup.key('Enter');
    await popup.waitForStatus('Verdict is unlocked.');
    await popup.gone('heading', 'Verdict is locked');
    await popup.close();
    await reads(page, /Stored in ClarityQ/);
    expect(stage.sandbox.clarityq.puts).toBe(waiting + 1);
  });

  it('is asked for once the browser has started again; Options unlock as well', async () => {
    await stage.browser.restart();
    page = await stage.browser.open('about:blank');
    const id = await rate('After the restart', /Unlock Verdict to send\./);
    options = await stage.browser.open(stage.browser.extensionPage('options.html'));
    await options.find('heading', 'Verdict is locked');
    await pressOnCard(options, 'Retail analytics', 'Test connection');
    await options.waitForStatus(/Verdict is locked/);
    expect(writes(stage, id)).toEqual([]);
    await unlock(options, WORDS);
    await options.waitForStatus('Verdict is unlocked.');
    expect(await stored(id)).toEqual(['PUT 200']);
  });

  it('while locked no key is saved, and what was typed stays', async () => {
    await options.goto(privacy());
    await press(options, 'Lock now');
    await options.goto(stage.browser.extensionPage('options.html#connections'));
    await press(options, 'Add Clarifeye connection');
    await fill(options, 'Name', 'People handbook');
    await fill(options, 'Access token', FIXTURES.clarifeye.tokens.member);
    await press(options, 'Save');
    await reads(options, 'Verdict is locked. Unlock it first; what you typed is kept.');
    await unlock(options, WORDS);
    await options.waitForStatus('Verdict is unlocked.');
    await press(options, 'Save');
    await options.find('listitem', /^People handbook/);
  });

  it('is changed by whoever knows it, and only the new one unlocks then', async () => {
    await options.goto(privacy());
    await press(options, 'Change passphrase');
    expect((await options.focused())?.name).toBe('Present passphrase');
    await fill(options, 'Present passphrase', OTHERS);
    await fill(options, 'New passphrase', OTHERS);
    await fill(options, 'Repeat it', OTHERS);
    await press(options, 'Change passphrase');
    await reads(options, 'That is not the passphrase.');
    await fill(options, 'Present passphrase', WORDS);
    await press(options, 'Change passphrase');
    await options.waitForStatus('The passphrase is changed.');
    await press(options, 'Lock now');
    await unlock(options, WORDS);
    await reads(options, 'That is not the passphrase.');
    await fill(options, 'Passphrase', OTHERS);
    await press(options, 'Unlock Verdict');
    await options.waitForStatus('Verdict is unlocked.');
  });

  it('lies nowhere, locked or not, and neither does a key', async () => {
    const key = FIXTURES.clarityq.key;
    const { traces, raw } = await options.evaluate(async () => {
      const { chrome: extension } = globalThis as unknown as { chrome: Extension };
      const { opened } = await extension.storage.session.get();
      const found: unknown[] = [
        document.documentElement.outerHTML,
        await extension.storage.local.get(),
      ];
      for (const box of document.querySelectorAll('input')) found.push(box.value);
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('settings');
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const store of db.objectStoreNames) {
        found.push(
          await new Promise((resolve) => {
            const reading = db.transaction(store).objectStore(store).getAll();
            reading.onsuccess = () => resolve(reading.result);
          }),
        );
      }
      db.close();
      return { traces: JSON.stringify(found), raw: opened?.key ?? '' };
    });
    expect(traces).toContain('"rounds":600000');
    // The raw key lies in the browser's memory and nowhere else.
    expect(raw).toMatch(/^[\w+/]{43}=$/);
    for (const secret of [WORDS, OTHERS, btoa(OTHERS), key, btoa(key), raw]) {
      expect(traces).not.toContain(secret);
      if (secret !== raw) expect(raw).not.toContain(secret);
    }
  });

  it('is removed by whoever knows it; then a restart asks for nothing', async () => {
    await press(options, 'Remove passphrase');
    await fill(options, 'Present passphrase', WORDS);
    await press(options, 'Remove passphrase');
    await reads(options, 'That is not the passphrase.');
    await fill(options, 'Present passphrase', OTHERS);
    await press(options, 'Remove passphrase');
    await options.waitForStatus('The passphrase is removed.');
    expect(await session()).toEqual([]);
    await stage.browser.restart();
    page = await stage.browser.open('about:blank');
    const id = await rate('Without a passphrase', /Stored in ClarityQ/);
    expect(writes(stage, id)).toEqual(['PUT 200']);
  });

  it('all of it kept both contracts and left no line in a console', () => {
    expectNoTraces(stage);
  });
});
