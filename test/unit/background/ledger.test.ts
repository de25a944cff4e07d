import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../../src/background/ledger';
import type { Conversation } from '../../../src/domain/conversation';
import { begin, type Entry } from '../../../src/domain/entry';
import type { Feedback } from '../../../src/domain/feedback';
import { next } from '../../../src/domain/transition';
import { CONVERSATION, GOOD, receipt } from '../domain/entries';
import { newLedger, spoil } from './stores';

const OTHER = { ...CONVERSATION, id: 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e' };
const REF = { conversation: CONVERSATION, turn: 1, connection: 'c1' as string | null };

let keys = 0;
/** Presses, and makes the entry where there is none; as the worker does. */
function pressing(ref = REF, at = 100, feedback: Feedback = GOOD) {
  return (known: Entry | null): Entry => {
    keys += 1;
    const page = { title: '', address: '' };
    const entry =
      known ?? begin({ ...ref, key: `k${keys}`, page, question: null, stored: null }, at);
    return next(entry, { kind: 'pressed', at, pressId: `p${keys}`, feedback });
  };
}

describe('one entry per connection, conversation and turn', () => {
  test('twenty presses at once are one entry with twenty steps', async () => {
    const { ledger } = await newLedger();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ledger.change(REF, pressing(REF, index, { rating: 'good', comment: `${index}` })),
      ),
    );
    const [entry, ...more] = await ledger.all();
    expect(more).toEqual([]);
    expect(entry?.steps).toHaveLength(20);
    expect(new Set(entry?.steps.map((step) => step.feedback?.comment)).size).toBe(20);
  });

  test('another turn, conversation or connection is another entry', async () => {
    const { ledger } = await newLedger();
    const refs = [
      REF,
      { ...REF, turn: 2 },
      { ...REF, turn: 0 },
      { ...REF, conversation: OTHER },
      { ...REF, conversation: { ...CONVERSATION, origin: 'https://eu.app.clarifeye.ai' } },
      { ...REF, connection: 'c2' },
    ];
    for (const ref of refs) await ledger.change(ref, pressing(ref));
    expect(await ledger.all()).toHaveLength(refs.length);
    for (const { turn, conversation, connection } of refs) {
      expect(await ledger.entry({ turn, conversation, connection })).toMatchObject({
        turn,
        conversation,
        connection,
      });
    }
  });

  test('naming the product later does not make another entry', async () => {
    const { ledger } = await newLedger();
    await ledger.change(REF, pressing());
    await ledger.change({ ...REF, conversation: { ...CONVERSATION, scope: 'p' } }, pressing());
    expect(await ledger.all()).toHaveLength(1);
  });

  test('what was pressed before a key was there is taken over by the first connection', async () => {
    const { ledger } = await newLedger();
    await ledger.change({ ...REF, connection: null }, pressing({ ...REF, connection: null }));
    const known = await ledger.entry(REF);
    expect(known?.connection).toBeNull();
    await ledger.change(REF, pressing());
    expect(await ledger.all()).toHaveLength(1);
  });

  test('an edit that fails changes nothing and lets the next one through', async () => {
    const { ledger } = await newLedger();
    const before = await ledger.change(REF, pressing());
    const failing = () => {
      throw new Error('edit');
    };
    await expect(ledger.change(REF, failing)).rejects.toThrow('edit');
    await expect(ledger.changeByKey(before?.key ?? '', failing)).rejects.toThrow('edit');
    expect(await ledger.entry(REF)).toEqual(before);
    expect(await ledger.change(REF, pressing(REF, 900))).toMatchObject({ pressedAt: 900 });
  });
});

describe('what is due', () => {
  test('comes earliest press first, and nothing that is not', async () => {
    const { ledger } = await newLedger();
    for (const [turn, at] of [
      [3, 30],
      [1, 10],
      [2, 20],
      [4, 99],
    ] as const) {
      const ref = { ...REF, turn };
      await ledger.change(ref, pressing(ref, at));
    }
    await ledger.change({ ...REF, turn: 3 }, (known) => known && { ...known, dueAt: 5 });
    expect((await ledger.due(50)).map(({ turn }) => turn)).toEqual([1, 2, 3]);
    expect(await ledger.nextDue()).toBe(5);
  });

  test('is nothing once all is stored, held or let go', async () => {
    const { ledger } = await newLedger();
    await ledger.change(REF, (known) => next(pressing()(known), { kind: 'discarded', at: 200 }));
    await ledger.change({ ...REF, turn: 2 }, (known) => {
      const pressed = pressing({ ...REF, turn: 2 })(known);
      return next(pressed, { kind: 'held', at: 200, hold: { kind: 'answer-changed' } });
    });
    await ledger.change({ ...REF, turn: 3 }, (known) => {
      const pressed = pressing({ ...REF, turn: 3 })(known);
      return next(pressed, { kind: 'stored', at: 200, stored: receipt(GOOD) });
    });
    expect([await ledger.due(1e12), await ledger.nextDue()]).toEqual([[], null]);
    expect(await ledger.unsettled()).toEqual({ needsPerson: 1, waiting: 0, drafts: 0 });
  });
});

describe('a draft', () => {
  const draftOf = async (ledger: Ledger, conversation: Conversation, turn: number) =>
    (await ledger.seen(conversation, () => [turn, turn])).draft(turn);

  test('belongs to its own conversation and turn', async () => {
    const { ledger } = await newLedger();
    await ledger.saveDraft(CONVERSATION, 1, 'one', 5);
    await ledger.saveDraft(CONVERSATION, 2, 'two', 5);
    await ledger.saveDraft(OTHER, 1, 'other', 5);
    expect(await draftOf(ledger, CONVERSATION, 1)).toBe('one');
    expect(await draftOf(ledger, CONVERSATION, 2)).toBe('two');
    expect(await draftOf(ledger, CONVERSATION, 0)).toBeNull();
    expect(await draftOf(ledger, { ...CONVERSATION, scope: 'p' }, 1)).toBe('one');
    expect(await ledger.unsettled()).toMatchObject({ drafts: 3 });
    await ledger.saveDraft(CONVERSATION, 1, null, 6);
    expect(await draftOf(ledger, CONVERSATION, 1)).toBeNull();
    expect(await draftOf(ledger, OTHER, 1)).toBe('other');
  });

  test('is done with when its very words are pressed, and not by a thumb', async () => {
    const { ledger } = await newLedger();
    await ledger.saveDraft(CONVERSATION, 1, '  words \n', 5);
    await ledger.change(REF, pressing(REF, 10, { rating: 'good', comment: '' }));
    expect(await draftOf(ledger, CONVERSATION, 1)).toBe('  words \n');
    await ledger.change(REF, pressing(REF, 20, { rating: 'good', comment: 'word' }));
    expect(await draftOf(ledger, CONVERSATION, 1)).toBe('  words \n');
    await ledger.change(REF, pressing(REF, 30, { rating: 'good', comment: 'words' }));
    expect(await draftOf(ledger, CONVERSATION, 1)).toBeNull();
  });

  test('that cannot be read does not stop a press', async () => {
    const { db, ledger } = await newLedger();
    const conversation = `${CONVERSATION.vendor} ${CONVERSATION.origin} ${CONVERSATION.id}`;
    await spoil(db, 'drafts', { conversation, turn: 1, text: { a: 1 }, at: 5 });
    expect(await draftOf(ledger, CONVERSATION, 1)).toBeNull();
    expect(await ledger.change(REF, pressing())).toMatchObject({ state: 'queued' });
  });
});

describe('what is seen of a conversation', () => {
  test('is its record, and the entries and drafts of the turns it names, each of its turn', async () => {
    const { ledger } = await newLedger();
    for (const turn of [1, 2, 3, 10]) {
      await ledger.change({ ...REF, turn }, pressing({ ...REF, turn }));
      await ledger.saveDraft(CONVERSATION, turn, `draft ${turn}`, 5);
    }
    await ledger.change({ ...REF, conversation: OTHER }, pressing({ ...REF, conversation: OTHER }));
    await ledger.saveDraft(OTHER, 2, 'other', 5);
    await ledger.changeConversation(CONVERSATION, 5, (record) => ({ ...record, title: 'Seen' }));
    const seen = await ledger.seen(CONVERSATION, (record) => [2, record?.title === 'Seen' ? 3 : 2]);
    expect(seen.record?.title).toBe('Seen');
    const turns = [1, 2, 3, 10];
    expect(turns.map((turn) => seen.entry(turn, 'c1')?.turn ?? null)).toEqual([null, 2, 3, null]);
    expect(turns.map((turn) => seen.draft(turn))).toEqual([null, 'draft 2', 'draft 3', null]);
    expect(seen.entry(2, 'c2')).toBeNull();
  });
});
