import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/messages/client.ts';
import { contract } from '../../../src/messages/contract.ts';
import { FIXTURES } from '../../sandbox/sandbox.ts';
import { MESSAGES } from '../../unit/messages/messages.ts';
import { expand, expectNoTraces, fill, freshConversation, pressedRatings } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from '../stage.ts';
import { assault, type Heard, makeNeighbour, sayEverywhere } from './neighbour.ts';

const { appHost, key, productId } = FIXTURES.clarityq;
const OTHER = FIXTURES.clarifeye;
const PASSPHRASE = 'correct horse battery staple';
const WORDS = 'Seen by the neighbour';

describe('who shares the browser with Verdict', () => {
  let stage: Stage;
  let options: Tab;
  let tab: Tab;
  let id: string;

  /** What the shipped content script would get, were it turned against its own worker. */
  const inScript = <T>(expression: string): Promise<T> =>
    stage.browser.evaluateInContentScript<T>(tab, expression);
  const ask = (message: unknown) =>
    inScript<{ ok: boolean; refusal?: string; value?: unknown } | null>(
      `(globalThis.browser ?? globalThis.chrome).runtime.sendMessage(${JSON.stringify(message)})`,
    );

  beforeAll(async () => {
    stage = await openStage();
    options = await connectClarityq(stage);
    // With a passphrase there is one more secret: the raw key in the browser's memory.
    await options.goto(stage.browser.extensionPage('options.html#privacy'));
    await fill(options, 'New passphrase', PASSPHRASE);
    await fill(options, 'Repeat it', PASSPHRASE);
    await press(options, 'Set passphrase');
    await options.waitForStatus('The passphrase is set.');
    id = freshConversation(stage.sandbox, 'Neighbours');
    tab = await stage.browser.open(addresses.clarityq(id));
    await tab.find('button', 'Good answer');
  });
  afterAll(() => stage?.close());

  it('a content script reads no store that holds a secret: neither key nor passphrase', async () => {
    const found = await inScript<string>(`(async () => {
      const api = globalThis.browser ?? globalThis.chrome;
      const read = (area) => Promise.resolve(api.storage?.[area]?.get(null)).catch(() => null);
      const stores = await Promise.all(['local', 'session', 'managed', 'sync'].map(read));
      return JSON.stringify([stores, await indexedDB.databases(), Object.keys(api)]);
    })()`);
    const [[local, session, managed, sync], databases, names] = JSON.parse(found);
    expect([session, Object.keys(sync ?? {})]).toEqual([null, []]);
    expect(Object.keys(managed ?? {})).toEqual([]);
    expect(databases).toEqual([]);
    // Chromium shuts extension storage to content scripts; Firefox shows what is sealed in it.
    if (stage.browser.name === 'chromium') expect(local).toBeNull();
    else expect(JSON.stringify(local)).toMatch(/"data":"/);
    for (const secret of [key, btoa(key), PASSPHRASE, btoa(PASSPHRASE), 'raw']) {
      expect(found).not.toContain(secret);
    }
    for (const name of ['tabs', 'alarms', 'permissions', 'cookies', 'downloads']) {
      expect(names).not.toContain(name);
    }
  });

  it.each(
    MESSAGES.filter(({ kind }) => !contract[kind].from.includes('document')).map(
      (message): [string, unknown] => [message.kind, message],
    ),
  )('a content script that says what only pages may say gets a refusal: %s', async (_, message) => {
    expect(await ask(message)).toEqual({ ok: false, refusal: 'not-allowed' });
  });

  it('a content script speaks for the conversation in front of it, and for no other', async () => {
    const mine = { vendor: 'clarityq', origin: 'https://api.clarityq.ai', scope: productId, id };
    const about = (conversation: object) =>
      ask({ kind: 'view', conversation, turn: 1, look: false });
    expect(await about(mine)).toMatchObject({ ok: true });
    const others = [
      { ...mine, id: FIXTURES.clarityq.conversations.completed },
      { ...mine, origin: 'https://eu.app.clarifeye.ai' },
      { ...mine, vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' },
    ];
    for (const other of others) {
      expect(await about(other)).toEqual({ ok: false, refusal: 'not-this-conversation' });
    }
    const recognised = { kind: 'recognised', conversation: others[0], watchingSince: 0 };
    expect(await ask(recognised)).toEqual({ ok: false, refusal: 'not-this-conversation' });
    expect(await ask({ kind: 'view' })).toEqual({ ok: false, refusal: 'malformed' });
    expect(await ask({ kind: 'fetch', url: 'https://evil.example/' })).toEqual({
      ok: false,
      refusal: 'unknown-message',
    });
    expect(JSON.stringify(await about(mine))).not.toContain(key);
    const feedback = { rating: 'good', comment: '' };
    const shown = await ask({ kind: 'preview', conversation: mine, turn: 1, feedback });
    expect(shown).toMatchObject({ ok: true });
    expect(JSON.stringify(shown)).toContain('X-API-Key: •');
    expect(JSON.stringify(shown)).not.toContain(key);
  });

  it('an own page that says what only a script in a page may say gets a refusal', async () => {
    const scripts = MESSAGES.filter(({ kind }) => !contract[kind].from.includes('page'));
    const answers = await options.evaluate((messages: unknown[]) => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };
      };
      return Promise.all(messages.map((message) => chrome.runtime.sendMessage(message)));
    }, scripts);
    expect(scripts.length).toBeGreaterThan(3);
    expect(answers).toEqual(scripts.map(() => ({ ok: false, refusal: 'not-allowed' })));
  });

  /** What a frame is due for these messages: refusals as the contract has them, or silence. */
  const due = (isKnown: boolean, messages: readonly Message[]): Heard['answers'] =>
    Object.fromEntries(
      messages.map(({ kind }) => {
        const isOurs = contract[kind].from.includes('document');
        const refusal = isOurs ? 'not-this-conversation' : 'not-allowed';
        return [kind, isKnown ? { ok: false, refusal } : null];
      }),
    );

  it('every message from every frame a script of ours can stand in: only the top one is answered', async () => {
    // None of these may pass, so that the top frames come to no harm by them.
    const harmless = MESSAGES.filter(
      (message) => 'conversation' in message || !contract[message.kind].from.includes('document'),
    );
    expect(harmless.length).toBeGreaterThan(20);
    const framed = ['docs.clarityq.ai', appHost, OTHER.host];
    const ICON = '<!doctype html><link rel="icon" href="data:,">';
    for (const host of framed) stage.sandbox.serve(host, '/framed', { body: ICON });
    const frames = framed.map((host) => `<iframe src="https://${host}/framed"></iframe>`).join('');
    const page = await stage.browser.open('about:blank');
    const heardOn = async (host: string, path: string): Promise<Heard[]> => {
      stage.sandbox.serve(host, path, { body: `${ICON}<title>Frames</title>${frames}` });
      await page.goto(`https://${host}${path}`);
      const heard = await options.evaluate(
        sayEverywhere,
        `https://${host}${path}`,
        MESSAGES,
        harmless.map(({ kind }) => kind),
      );
      return heard.sort((a, b) => (a.isTop ? -1 : b.isTop ? 1 : a.host < b.host ? -1 : 1));
    };
    const below = [appHost, 'docs.clarityq.ai', OTHER.host].map((host) => ({
      isTop: false,
      host,
      answers: due(false, MESSAGES),
    }));
    const shown = new URL(addresses.clarityq(id)).pathname;
    const tops: [host: string, path: string, Heard['answers']][] = [
      [appHost, `${shown}/frames`, due(true, harmless)],
      [OTHER.host, `/projects/${OTHER.projectId}/frames`, due(true, harmless)],
      ['docs.clarityq.ai', '/frames', due(false, harmless)],
    ];
    for (const [host, path, answers] of tops) {
      const all = await heardOn(host, path);
      // The panel's own frame has no host.
      const own = all.filter((one) => one.host === '');
      expect(own.filter((one) => one.isTop || Object.values(one.answers).some(Boolean))).toEqual(
        [],
      );
      const others = all.filter((one) => one.host !== '');
      expect(others).toEqual([{ isTop: true, host, answers }, ...below]);
    }
    await page.close();
  });

  it('another extension gets no answer, cannot press, and reads no key', async () => {
    const folder = await makeNeighbour();
    const pages = await stage.browser.installAnother(folder);
    const own = await stage.browser.open(`${pages}page.html`);
    const name =
      stage.browser.name === 'firefox'
        ? 'verdict@verdict-feedback.example'
        : stage.browser.extensionId;
    const base = stage.browser.extensionPage('');
    expect(await own.evaluate(assault, name, MESSAGES as unknown[], base)).toEqual([]);
    expect(await own.evaluate(assault, stage.browser.extensionId, [], base)).toEqual([]);

    await tab.bringToFront();
    await tab.reload();
    await expand(tab);
    await (await tab.find('textbox', 'Comment')).type(WORDS);
    const read = await eventually(
      () => tab.evaluate<string>('document.documentElement.dataset.read ?? ""'),
      (text) => text.includes(WORDS),
    );
    for (const secret of [key, btoa(key), PASSPHRASE]) expect(read).not.toContain(secret);
    expect(await pressedRatings(tab)).toEqual([]);
    await press(tab, 'Bad answer');
    await eventually(
      () => stage.sandbox.clarityq.feedback(id)?.rating,
      (rating) => rating === 'NEGATIVE',
    );
    const ratings = stage.sandbox.clarityq.writes.map(({ rating }) => rating);
    expect(ratings).toEqual(['NEGATIVE']);
    await rm(folder, { recursive: true });
  });

  it('leaves no traces but what the browser said to the other extension', () => {
    const { console: lines } = stage.browser;
    const others = lines.filter(({ text }) => !/Receiving end does not exist/.test(text));
    lines.splice(0, lines.length, ...others);
    expectNoTraces(stage);
  });
});
