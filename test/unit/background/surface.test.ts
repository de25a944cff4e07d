import { describe, expect, test } from 'vitest';
import { decide, rate, undo } from '../../../src/background/pressing';
import { viewOf } from '../../../src/background/surface';
import type { Feedback } from '../../../src/domain/feedback';
import { next } from '../../../src/domain/transition';
import { BAD, CONVERSATION, GOOD, NOTHING, receipt, sent } from '../domain/entries';
import { policyWorld } from './policies';
import { connection } from './stores';
import { workerWith } from './worlds';

const PLACE = { corner: 'bottom-end', hidden: false } as const;
const PAGE = { title: 'Revenue', address: 'https://app.clarityq.ai/c' };
const CLARIFEYE = { ...CONVERSATION, vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' };

type Worker = Awaited<ReturnType<typeof workerWith>>;

let presses = 0;
function pressing(worker: Worker, conversation = CONVERSATION) {
  return (feedback: Feedback, turn = 1) => {
    presses += 1;
    const pressId = `press ${presses}`;
    return rate(worker.world, { conversation, turn, pressId, feedback, page: PAGE });
  };
}

const words = (comment: string, rating: Feedback['rating'] = 'good'): Feedback => ({
  rating,
  comment,
});

describe('two presses within 500 ms are one', () => {
  test('a double click does not take the thumb off again', async () => {
    const worker = await workerWith(connection());
    const press = pressing(worker);
    await press(GOOD);
    worker.clock.now += 499;
    expect(await press(NOTHING)).toMatchObject({ intent: GOOD, state: 'queued' });
    worker.clock.now += 1;
    expect(await press(NOTHING)).toMatchObject({ intent: NOTHING });
  });

  test('nor the words with it, where taking off takes all back', async () => {
    const worker = await workerWith();
    await worker.ledger.changeConversation(CLARIFEYE, 1, (record) => ({
      ...record,
      answers: [{ turn: 0, question: 'Why?', ready: true }],
    }));
    const press = pressing(worker, CLARIFEYE);
    await press(words('why', 'bad'), 0);
    worker.clock.now += 5_000;
    await press(words('why', 'good'), 0);
    worker.clock.now += 100;
    expect(await press(NOTHING, 0)).toMatchObject({ intent: words('why', 'good') });
  });

  test('a change of mind and a comment are none', async () => {
    const worker = await workerWith(connection());
    const press = pressing(worker);
    await press(GOOD);
    expect(await press(BAD)).toMatchObject({ intent: BAD });
    expect(await press(words('why', 'bad'))).toMatchObject({ intent: words('why', 'bad') });
  });

  test('a clock that was set back does not make every press a double one', async () => {
    const worker = await workerWith(connection());
    const press = pressing(worker);
    await press(GOOD);
    worker.clock.now -= 3_600_000;
    expect(await press(NOTHING)).toMatchObject({ intent: NOTHING });
  });
});

describe('a press', () => {
  test('is on disk before anyone says "saved", with or without a key', async () => {
    const worker = await workerWith();
    await pressing(worker)(GOOD);
    expect(await worker.ledger.due(worker.clock.now)).toMatchObject([{ intent: GOOD }]);
  });

  test('delivered twice is one', async () => {
    const { world, ledger } = await workerWith(connection());
    const input = {
      conversation: CONVERSATION,
      turn: 1,
      pressId: 'same',
      feedback: GOOD,
      page: PAGE,
    };
    await Promise.all([rate(world, input), rate(world, input), rate(world, input)]);
    const [entry, ...more] = await ledger.all();
    expect([entry?.steps.length, more]).toEqual([1, []]);
  });

  test('from two tabs at once is one entry with the last word', async () => {
    const worker = await workerWith(connection());
    const press = pressing(worker);
    await Promise.all([press(GOOD), press(BAD), press(words('why', 'bad'))]);
    expect(await worker.ledger.all()).toMatchObject([{ intent: words('why', 'bad') }]);
  });

  test('with a comment too long is kept whole and held, in code points', async () => {
    const worker = await workerWith(connection());
    const press = pressing(worker);
    const long = words('👍'.repeat(2_001));
    expect(await press(long)).toMatchObject({
      intent: long,
      state: 'held',
      hold: { failure: { kind: 'comment-too-long', limit: 2_000 } },
    });
    expect(await press(words('👍'.repeat(2_000)))).toMatchObject({ state: 'queued', hold: null });
  });

  test('for a vendor nobody knows has no effect', async () => {
    const worker = await workerWith(connection());
    const strange = { ...CONVERSATION, vendor: 'evilq' };
    await expect(pressing(worker, strange)(GOOD)).rejects.toThrow();
    expect(await worker.ledger.all()).toEqual([]);
  });

  test('on an answer that the vendor has not named has none either', async () => {
    const worker = await workerWith();
    await expect(pressing(worker, CLARIFEYE)(GOOD, 7)).rejects.toThrow();
    expect(await worker.ledger.all()).toEqual([]);
  });
});

describe('a decision', () => {
  const held = async () => {
    const worker = await workerWith(connection());
    await pressing(worker)(words('why'));
    const ref = { conversation: CONVERSATION, turn: 1, connection: 'c1' };
    await worker.ledger.change(
      ref,
      (entry) => entry && next(entry, { kind: 'held', at: 5, hold: { kind: 'answer-changed' } }),
    );
    await worker.ledger.changeConversation(CONVERSATION, 5, (record) => ({
      ...record,
      progress: { turn: 2, phase: 'ready', begunAt: 5 },
    }));
    const entry = (turn: number) => worker.ledger.entry({ ...ref, turn });
    return { ...worker, entry };
  };
  const at = { conversation: CONVERSATION, turn: 1 };

  test('Rate the new answer moves the words to it and lets go of the old one', async () => {
    const { world, entry } = await held();
    await decide(world, { ...at, decision: 'rate-new' });
    expect(await entry(1)).toMatchObject({ state: 'discarded', dueAt: null });
    expect(await entry(2)).toMatchObject({ state: 'queued', intent: words('why'), page: PAGE });
  });

  test('twice is once', async () => {
    const { world, ledger } = await held();
    const deciding = () => decide(world, { ...at, decision: 'rate-new' });
    await deciding();
    await deciding();
    const entries = await ledger.all();
    expect(entries.map(({ turn, state }) => [turn, state]).sort()).toEqual([
      [1, 'discarded'],
      [2, 'queued'],
    ]);
    expect(entries.find(({ turn }) => turn === 2)?.intent).toEqual(words('why'));
  });

  test('Try again sends without vouching, Send anyway vouches', async () => {
    const { world, entry } = await held();
    await decide(world, { ...at, decision: 'retry' });
    expect(await entry(1)).toMatchObject({ state: 'queued', vouchedByPerson: false });
    await decide(world, { ...at, decision: 'send-anyway' });
    expect(await entry(1)).toMatchObject({ vouchedByPerson: true });
  });

  test('about nothing makes nothing', async () => {
    const { world, ledger } = await workerWith(connection());
    for (const decision of ['discard', 'retry', 'send-anyway', 'rate-new'] as const) {
      await decide(world, { ...at, decision });
    }
    await undo(world, { ...at, pressId: 'p' });
    expect(await ledger.all()).toEqual([]);
  });
});

describe('a view', () => {
  test('keeps an earlier answer in sight while it waits for the person', async () => {
    const worker = await workerWith(connection());
    await pressing(worker)(GOOD);
    await worker.ledger.changeConversation(CONVERSATION, 5, (record) => ({
      ...record,
      progress: { turn: 3, phase: 'ready', begunAt: 5 },
    }));
    const view = () => viewOf(worker.world, CONVERSATION, null, PLACE);
    expect(await view()).toMatchObject({ turn: 1, feedback: GOOD });
    await decide(worker.world, { conversation: CONVERSATION, turn: 1, decision: 'discard' });
    expect(await view()).toMatchObject({ turn: 3, feedback: NOTHING, receipt: null });
  });

  test('warns that unseen feedback may be replaced, until something was stored', async () => {
    const worker = await workerWith(connection());
    const view = () => viewOf(worker.world, CONVERSATION, null, PLACE);
    expect((await view()).mayReplaceUnseen).toBe(true);
    const entry = await pressing(worker)(GOOD);
    await worker.ledger.changeByKey(entry?.key ?? '', (known) =>
      next(next(known, sent(GOOD)), { kind: 'stored', at: 9, stored: receipt(GOOD) }),
    );
    expect((await view()).mayReplaceUnseen).toBe(false);
  });

  test('shows a draft on its own turn only, and no key whatever it shows', async () => {
    const worker = await workerWith(connection());
    await worker.ledger.saveDraft(CONVERSATION, 1, 'half a thou', 5);
    const view = await viewOf(worker.world, CONVERSATION, 1, PLACE);
    expect(view).toMatchObject({ draft: 'half a thou', connection: { id: 'c1', name: 'Ours' } });
    expect(Object.keys(view.connection ?? {})).toEqual(['id', 'name']);
    await worker.ledger.changeConversation(CONVERSATION, 5, (record) => ({
      ...record,
      progress: { turn: 2, phase: 'ready', begunAt: 5 },
    }));
    expect(await viewOf(worker.world, CONVERSATION, null, PLACE)).toMatchObject({
      turn: 2,
      draft: null,
    });
  });

  test.each(['not-found', 'no-access'] as const)(
    'offers nothing to press where the vendor says %s, until something was pressed all the same',
    async (kind) => {
      const worker = await workerWith(connection());
      const view = () => viewOf(worker.world, CONVERSATION, null, PLACE);
      await worker.ledger.changeConversation(CONVERSATION, 1, (record) => ({
        ...record,
        problem: { kind },
      }));
      expect(await view()).toMatchObject({
        problem: { kind },
        expresses: { ratings: [] },
        answers: [],
        mayReplaceUnseen: false,
      });
      await pressing(worker)(GOOD);
      expect(await view()).toMatchObject({
        expresses: { ratings: ['good', 'bad'] },
        answers: [{ turn: 1 }],
        feedback: GOOD,
      });
    },
  );

  test('offers the thumbs whatever else went wrong with a look', async () => {
    const worker = await workerWith(connection());
    for (const kind of ['offline', 'timeout', 'key-refused', 'not-ready', 'unreachable'] as const) {
      await worker.ledger.changeConversation(CONVERSATION, 1, (record) => ({
        ...record,
        problem: { kind },
      }));
      const view = await viewOf(worker.world, CONVERSATION, null, PLACE);
      expect(view).toMatchObject({ expresses: { ratings: ['good', 'bad'] }, problem: { kind } });
    }
  });

  test('says before anything is pressed that the policy does not allow it', async () => {
    const barred = await policyWorld({ allowedVendors: ['clarifeye'] }, connection());
    expect(await viewOf(barred.world, CONVERSATION, null, PLACE)).toMatchObject({
      connection: null,
      choices: [],
      receipt: { state: 'needs-person', failure: { kind: 'barred' }, actions: [] },
    });
  });

  test('says what is missing before anything is pressed', async () => {
    const none = await workerWith();
    expect((await viewOf(none.world, CONVERSATION, null, PLACE)).receipt?.state).toBe('not-set-up');
    const two = await workerWith(connection(), connection({ id: 'c2', name: 'Theirs' }));
    expect(await viewOf(two.world, CONVERSATION, null, PLACE)).toMatchObject({
      connection: null,
      choices: [
        { id: 'c1', name: 'Ours' },
        { id: 'c2', name: 'Theirs' },
      ],
    });
  });
});
