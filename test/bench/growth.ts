import type { Entry } from '../../src/domain/entry.ts';
import { freshConversation, lookedAt } from '../e2e/acts.ts';
import type { ChromiumSession } from '../e2e/driver/chromium.ts';
import type { Tab } from '../e2e/driver/person.ts';
import { seed, storedEntry } from '../e2e/seeded.ts';
import { addresses, eventually, type Stage } from '../e2e/stage.ts';
import { FIXTURES } from '../sandbox/sandbox.ts';
import type { Figure } from './figures.ts';
import { evidence, PAGE, timedPress } from './speed.ts';

const { appHost, apiHost, productId } = FIXTURES.clarityq;

/** The extension's own page that runs none of its code: a way to its tables. */
const own = ({ browser }: Stage): Promise<Tab> => browser.open(browser.extensionPage('panel.js'));

const EMPTY = `(async () => {
  const open = indexedDB.open('ledger');
  await new Promise((done) => { open.onsuccess = done; });
  const tx = open.result.transaction(['entries', 'conversations'], 'readwrite');
  for (const name of tx.objectStoreNames) tx.objectStore(name).clear();
  await new Promise((done) => { tx.oncomplete = done; });
  open.result.close();
})()`;

const FIRST_ROW = `new MutationObserver(() => {
  if (document.querySelector('.row-open')) window.firstRow ??= performance.now();
}).observe(document, { childList: true, subtree: true });`;

const SEARCHED = `(() => {
  let at;
  addEventListener('input', ({ timeStamp }) => { at = timeStamp; }, true);
  new MutationObserver(() => requestAnimationFrame(() => {
    if (at !== undefined) window.searched ??= performance.now() - at;
  })).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
})()`;

/** A ledger of 10, 1,000 and 10,000 entries, a third of them unreviewed rows at Clarifeye. */
export async function ledgers(stage: Stage, runs: number): Promise<Figure[]> {
  const browser = stage.browser as ChromiumSession;
  const figures: Figure[] = [];
  const part = 'Growth: the ledger';
  for (const size of [10, 1_000, 10_000]) {
    const device = await own(stage);
    await device.evaluate(EMPTY);
    const at = Date.now() - 86_400_000;
    const third = Math.floor(size / 3);
    await seed(device, storedEntry(at), size - third);
    const row = storedEntry(at);
    await seed(
      device,
      {
        ...row,
        key: 'row',
        conversation: {
          ...row.conversation,
          vendor: 'clarifeye',
          origin: `https://${FIXTURES.clarifeye.host}`,
        },
        stored: row.stored && { ...row.stored, row: 'f7b30001-0000-4000-8000-000000000000' },
      } as Entry,
      third,
    );
    await device.close();
    const tab = await browser.open('about:blank');
    const saved: number[] = [];
    const panel: number[] = [];
    const first: number[] = [];
    const searched: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const id = freshConversation(stage.sandbox, `Ledger ${size} ${run}`);
      await evidence(stage, tab, addresses.clarityq(id));
      await lookedAt(stage, id);
      const marks = await timedPress(stage, tab);
      saved.push(marks.saved - marks.press);
      const { clarifeye, projectId, people } = {
        ...FIXTURES.clarifeye,
        clarifeye: stage.sandbox.clarifeye,
      };
      const other = clarifeye.create(projectId, people.member.id, `Ledger ${size} ${run}`).id;
      clarifeye.ask(other, 'What?');
      clarifeye.finish(other);
      panel.push(await evidence(stage, tab, addresses.clarifeye(other)));
    }
    await tab.close();
    const history = await browser.open('about:blank');
    await browser
      .protocol(history)
      .send('Page.addScriptToEvaluateOnNewDocument', { source: FIRST_ROW });
    for (let run = 0; run < runs; run += 1) {
      await history.goto(browser.extensionPage('journal.html'));
      first.push(
        await eventually(
          () => history.evaluate<number>('window.firstRow ?? 0'),
          (ms) => ms > 0,
        ),
      );
      // Everything has been read when the text on the page rests.
      for (let before = ''; ; ) {
        const now = await history.evaluate<string>('document.querySelector("main").innerText');
        if (now === before) break;
        before = now;
        await new Promise((resolve) => setTimeout(resolve, 700));
      }
      await history.evaluate(SEARCHED);
      await (await history.find('searchbox', 'Search')).fill('number 7?');
      searched.push(
        await eventually(
          () => history.evaluate<number>('window.searched ?? 0'),
          (ms) => ms > 0,
        ),
      );
    }
    await history.close();
    const entries = `${size.toLocaleString('en')} entries`;
    figures.push(
      { part, what: `${entries}: press to saved`, unit: 'ms', values: saved, goal: 'flat' },
      {
        part,
        what: `${entries}: evidence to panel, Clarifeye`,
        unit: 'ms',
        values: panel,
        goal: 'flat',
      },
      { part, what: `${entries}: history opens`, unit: 'ms', values: first, goal: '300 ms' },
      { part, what: `${entries}: history searches`, unit: 'ms', values: searched, goal: '100 ms' },
    );
  }
  return figures.toSorted((a, b) =>
    (a.what.split(': ')[1] ?? '').localeCompare(b.what.split(': ')[1] ?? ''),
  );
}

/** What waited through an outage, 10, 100 and 1,000 of it: how long each takes once it is over. */
export async function queues(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of [10, 100, 1_000]) {
    const ids = Array.from({ length: size }, (_, n) => freshConversation(stage.sandbox, `Q ${n}`));
    const device = await own(stage);
    await stage.browser.stopBackground();
    const at = Date.now();
    const model = storedEntry(at, {
      state: 'queued',
      stored: null,
      dueAt: at,
      vouchedByPerson: true,
    });
    await device.evaluate(
      async (entry: Entry, scope: string, all: string[]) => {
        const open = indexedDB.open('ledger');
        await new Promise((done) => {
          open.onsuccess = done;
        });
        const tx = open.result.transaction('entries', 'readwrite');
        for (const id of all) {
          const conversation = { ...entry.conversation, scope, id };
          tx.objectStore('entries').put({ ...entry, key: id, conversation });
        }
        await new Promise((done) => {
          tx.oncomplete = done;
        });
        open.result.close();
      },
      model,
      productId,
      ids,
    );
    const from = stage.sandbox.requests.length;
    await device.evaluate("void chrome.runtime.sendMessage({ kind: 'unsettled' })");
    const puts = () =>
      stage.sandbox.requests
        .slice(from)
        .filter(
          ({ host, method, status }) => host === apiHost && method === 'PUT' && status === 200,
        );
    await eventually(puts, (all) => all.length >= size, 240_000);
    const sent = puts();
    const began = stage.sandbox.requests[from]?.at ?? 0;
    figures.push({
      part: 'Growth: the queue after an outage',
      what: `${size.toLocaleString('en')} entries: time for each`,
      unit: 'ms',
      values: [((sent.at(-1)?.at ?? 0) - began) / size],
      goal: 'flat',
    });
    await device.close();
  }
  return figures;
}

/** Conversations of 10 to 1,000 answers. */
export async function answers(stage: Stage, runs: number): Promise<Figure[]> {
  const { clarifeye } = stage.sandbox;
  const { projectId, people } = FIXTURES.clarifeye;
  const figures: Figure[] = [];
  const tab = await stage.browser.open('about:blank');
  for (const size of [10, 100, 1_000]) {
    const panel: number[] = [];
    const saved: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { id } = clarifeye.create(projectId, people.member.id, `Long ${size}`);
      for (let n = 0; n < size; n += 1) {
        clarifeye.ask(id, `Question ${n} of many?`);
        clarifeye.finish(id);
      }
      panel.push(await evidence(stage, tab, addresses.clarifeye(id)));
      await lookedAt(stage, id);
      const marks = await timedPress(stage, tab);
      saved.push(marks.saved - marks.press);
    }
    const what = `${size.toLocaleString('en')} answers`;
    const part = 'Growth: the conversation';
    figures.push(
      { part, what: `${what}: evidence to panel`, unit: 'ms', values: panel, goal: '100 ms' },
      { part, what: `${what}: press to saved`, unit: 'ms', values: saved, goal: '50 ms' },
    );
  }
  await tab.close();
  return figures;
}

/** A press while 1, 10 and 50 tabs show conversations. */
export async function tabs(stage: Stage, runs: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const others: Tab[] = [];
  const tab = await stage.browser.open('about:blank');
  for (const size of [1, 10, 50]) {
    while (others.length < size - 1) {
      const url = addresses.clarityq(freshConversation(stage.sandbox, `Tab ${others.length}`));
      stage.sandbox.serve(appHost, new URL(url).pathname, { body: PAGE });
      others.push(await stage.browser.open(url));
    }
    await tab.bringToFront();
    const saved: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const id = freshConversation(stage.sandbox, `Front ${size} ${run}`);
      await evidence(stage, tab, addresses.clarityq(id));
      await lookedAt(stage, id);
      const marks = await timedPress(stage, tab);
      saved.push(marks.saved - marks.press);
    }
    figures.push({
      part: 'Growth: tabs that show a conversation',
      what: `${size} tabs: press to saved`,
      unit: 'ms',
      values: saved,
      goal: '50 ms',
    });
  }
  for (const one of [tab, ...others]) await one.close();
  return figures;
}
