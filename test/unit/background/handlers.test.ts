import { describe, expect, test, vi } from 'vitest';
import type { KnownSender } from '../../../src/background/router';
import { conversationKey } from '../../../src/domain/conversation';
import { clarityq } from '../../../src/vendors/clarityq/site';
import { CONVERSATION, GOOD } from '../domain/entries';
import { connection } from './stores';
import { workerWith } from './worlds';

const OTHER = { ...CONVERSATION, id: 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e' };
const KEY = conversationKey(CONVERSATION);
const PAGE: KnownSender = { kind: 'page' };
const tab = (tabId: number): KnownSender => ({
  kind: 'document',
  id: `doc ${tabId}`,
  tabId,
  host: 'app.clarityq.ai',
  site: clarityq,
  address: 'https://app.clarityq.ai/',
});
const seen = (watchingSince: number, conversation = CONVERSATION) => ({
  conversation,
  watchingSince,
});
const rating = (feedback = GOOD) => ({
  conversation: CONVERSATION,
  turn: 1,
  pressId: crypto.randomUUID(),
  feedback,
  page: { title: 'Revenue', address: 'https://app.clarityq.ai/' },
});

describe('a document that shows a conversation', () => {
  test('gets its panel, and is remembered with everything it has shown', async () => {
    const { handlers, documents, noted } = await workerWith();
    expect(await handlers.recognised(seen(5), tab(1))).toEqual({ panel: true });
    await handlers.recognised(seen(5, OTHER), tab(1));
    expect(noted).toEqual(['inject 1 doc 1', 'inject 1 doc 1']);
    expect(await documents.get('doc 1')).toMatchObject({
      showing: conversationKey(OTHER),
      confirmed: [KEY, conversationKey(OTHER)],
    });
  });

  test('gets its panel with a full disk, too: it is what says so', async () => {
    const { handlers, world, noted } = await workerWith();
    const full = async () => {
      throw new DOMException('disk is full', 'QuotaExceededError');
    };
    world.documents.shows = full;
    world.ledger.changeConversation = full;
    expect(await handlers.recognised(seen(5), tab(1))).toEqual({ panel: true });
    expect(noted).toEqual(['inject 1 doc 1']);
  });

  test('gets none where the person has hidden it, until they bring it back', async () => {
    const { handlers, noted } = await workerWith();
    await handlers.place({ corner: 'top-end', hidden: true }, tab(1));
    expect(await handlers.recognised(seen(5), tab(1))).toEqual({ panel: false });
    expect(noted).toEqual([]);
    await handlers.show({ host: 'app.clarityq.ai', hidden: false }, PAGE);
    expect(noted).toContain('inject 1 doc 1');
  });

  test('is looked at again once a connection was saved, where a look had failed', async () => {
    const paused = connection({ paused: true });
    const { handlers, ledger, vendor } = await workerWith(paused);
    await handlers.recognised(seen(5), tab(1));
    await handlers.view({ conversation: CONVERSATION, turn: null, look: true }, tab(1));
    await vi.waitFor(async () => {
      expect((await ledger.conversation(KEY))?.problem).toEqual({ kind: 'key-refused' });
    });
    expect(vendor.calls).toEqual([]);
    const { id, vendor: of, name, origin, scope, scopeName, actAs } = paused;
    const draft = { id, vendor: of, name, origin, scope, scopeName, actAs, key: 'right' };
    await handlers.saveConnection(draft, PAGE);
    await vi.waitFor(async () => {
      expect((await ledger.conversation(KEY))?.problem).toBeNull();
    });
    expect(vendor.calls).toEqual(['look right']);
  });

  test('gets none for the id of a product that is connected: no conversation has it', async () => {
    const own = connection({ scope: CONVERSATION.id });
    const { handlers, documents, noted } = await workerWith(own);
    expect(await handlers.recognised(seen(5), tab(1))).toEqual({ panel: false });
    expect(noted).toEqual([]);
    expect(await documents.get('doc 1')).toBeNull();
  });

  test('is granted no more than twenty, the latest', async () => {
    const { documents } = await workerWith();
    for (let index = 0; index < 30; index += 1) {
      await documents.shows({ id: 'd', tabId: 1, host: 'h' }, `c${index}`, index);
    }
    const { confirmed = [] } = (await documents.get('d')) ?? {};
    expect([confirmed.length, confirmed[0], confirmed.at(-1)]).toEqual([20, 'c10', 'c29']);
  });

  test('that leaves has watched until then; what it shows next is not undone by it', async () => {
    const { handlers, documents, ledger, clock } = await workerWith();
    await handlers.recognised(seen(clock.now), tab(1));
    clock.now += 3_600_000;
    await Promise.all([
      handlers.left({ watchingSince: 1_000_000 }, tab(1)),
      handlers.recognised(seen(clock.now, OTHER), tab(1)),
    ]);
    expect((await documents.get('doc 1'))?.showing).toBe(conversationKey(OTHER));
    expect((await ledger.conversation(KEY))?.watch).toEqual({ from: 1_000_000, to: clock.now });
    expect((await ledger.conversation(conversationKey(OTHER)))?.watch?.from).toBe(clock.now);
  });

  test('cannot have watched in the future', async () => {
    const { handlers, ledger, clock } = await workerWith();
    await handlers.recognised(seen(clock.now + 1e9), tab(1));
    expect((await ledger.conversation(KEY))?.watch).toEqual({ from: clock.now, to: clock.now });
  });
});

describe("a call of the page's own", () => {
  const call = (run: boolean, startedAt: number) => ({
    conversation: CONVERSATION,
    startedAt,
    endedAt: 1e15,
    run,
    watchingSince: 5,
  });
  const turn = async (worker: Awaited<ReturnType<typeof workerWith>>) =>
    (await worker.ledger.conversation(KEY))?.progress.turn;

  test('that asks something begins another answer, one that reads does not', async () => {
    const worker = await workerWith();
    await worker.handlers.recognised(seen(5), tab(1));
    worker.clock.now += 10_000;
    await worker.handlers.called(call(false, worker.clock.now - 1), tab(1));
    expect(await turn(worker)).toBe(1);
    await worker.handlers.called(call(true, worker.clock.now - 1), tab(1));
    expect(await turn(worker)).toBe(2);
  });

  test('dated in the future does not hide the next answer', async () => {
    const worker = await workerWith();
    await worker.handlers.recognised(seen(5), tab(1));
    worker.clock.now += 10_000;
    await worker.handlers.called(call(true, 1e15), tab(1));
    await worker.ledger.changeConversation(CONVERSATION, 5, (record) => ({
      ...record,
      progress: { ...record.progress, phase: 'ready' },
    }));
    worker.clock.now += 60_000;
    await worker.handlers.called(call(true, worker.clock.now - 1), tab(1));
    expect(await turn(worker)).toBe(3);
  });
});

describe('looks are rare', () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
  const view = { conversation: CONVERSATION, turn: null, look: true };

  test('one per conversation and hour, however often it is viewed', async () => {
    const { handlers, vendor, clock } = await workerWith(connection());
    await Promise.all([handlers.view(view, tab(1)), handlers.view(view, tab(2))]);
    await vi.waitFor(() => expect(vendor.calls).toHaveLength(1));
    for (let minute = 0; minute < 59; minute += 1) {
      clock.now += 60_000;
      await handlers.view(view, tab(1));
    }
    await settled();
    expect(vendor.calls).toEqual(['look k']);
    clock.now += 60_000;
    await handlers.view(view, tab(1));
    await vi.waitFor(() => expect(vendor.calls).toHaveLength(2));
  });

  test('none that nobody asked for, none without a key, none with a refused one', async () => {
    const worker = await workerWith(connection({ paused: true }));
    await worker.handlers.view(view, tab(1));
    const bare = await workerWith();
    await bare.handlers.view(view, tab(1));
    const quiet = await workerWith(connection());
    await quiet.handlers.view({ ...view, look: false }, tab(1));
    await settled();
    expect([worker.vendor.calls, bare.vendor.calls, quiet.vendor.calls]).toEqual([[], [], []]);
  });

  test('one that fails is shown without a failing thumb', async () => {
    const { handlers, vendor } = await workerWith(connection());
    vendor.says.look = { ok: false, failure: { kind: 'not-found' } };
    await handlers.view(view, tab(1));
    await vi.waitFor(async () =>
      expect(await handlers.view(view, tab(1))).toMatchObject({
        problem: { kind: 'not-found' },
        receipt: null,
      }),
    );
    expect(await handlers.rate(rating(), tab(1))).toMatchObject({ receipt: { state: 'saved' } });
  });
});

describe('a press', () => {
  test('is answered from the ledger and handed to delivery; every surface is told', async () => {
    const { handlers, noted, vendor } = await workerWith(connection());
    expect(await handlers.rate(rating(), tab(1))).toMatchObject({
      feedback: GOOD,
      receipt: { state: 'saved', actions: ['undo'] },
    });
    expect(noted).toEqual(['deliver', `changed ${KEY}`]);
    expect(vendor.calls).toEqual([]);
  });

  test('stands in the history with its page and its connection', async () => {
    const { handlers } = await workerWith(connection());
    await handlers.rate(rating(), tab(1));
    expect(await handlers.journal({ of: null, before: null }, PAGE)).toMatchObject({
      total: 1,
      rows: [{ connection: 'c1', intent: GOOD, page: { title: 'Revenue' } }],
    });
  });
});

describe('choosing a connection', () => {
  const choice = (id: string) => ({ conversation: CONVERSATION, connection: id });

  test('takes only one that was offered', async () => {
    const worker = await workerWith(
      connection(),
      connection({ id: 'c2' }),
      connection({ id: 'foreign', origin: 'https://eu.app.clarifeye.ai' }),
    );
    for (const id of ['foreign', 'nobody', '']) {
      await expect(worker.handlers.choose(choice(id), tab(1))).rejects.toThrow('not-allowed');
    }
    expect(await worker.handlers.choose(choice('c2'), tab(1))).toMatchObject({
      connection: { id: 'c2' },
      choices: [],
    });
  });
});

test('an own page has no place on a site', async () => {
  const { handlers } = await workerWith();
  await expect(handlers.place({ corner: 'top-end', hidden: true }, PAGE)).rejects.toThrow();
  await expect(handlers.recognised(seen(5), PAGE)).rejects.toThrow('not-allowed');
});
