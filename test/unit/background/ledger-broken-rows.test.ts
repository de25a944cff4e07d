import { describe, expect, test } from 'vitest';
import { readEntry } from '../../../src/background/rows';
import { CONVERSATION, failed, GOOD, having, press, sent, storedAs } from '../domain/entries';
import { newLedger, spoil } from './stores';

const REF = { conversation: CONVERSATION, turn: 1, connection: 'c' };
const SOUND = { ...having(press(GOOD, 10)), key: 'sound' };

const BROKEN: [string, object][] = [
  ['half written', { key: 'bad', dueAt: 1 }],
  ['with nothing but a key', { key: 'bad' }],
  ['in a state that is none', { ...SOUND, key: 'bad', state: 'lost' }],
  ['with a rating that is none', { ...SOUND, key: 'bad', intent: { rating: 5, comment: '' } }],
  ['held for a failure nobody names', { ...SOUND, key: 'bad', hold: { kind: 'failure' } }],
  ['without its steps', { ...SOUND, key: 'bad', steps: undefined }],
  ['due at a word', { ...SOUND, key: 'bad', dueAt: 'soon' }],
  ['under a number for a key', { ...SOUND, key: 7, turn: 'first' }],
  ['due since ever', { ...SOUND, key: 'bad', turn: 0.5, dueAt: Number.NEGATIVE_INFINITY }],
];

describe('a row that does not parse is set aside and never blocks the queue', () => {
  test.each(BROKEN)('%s', async (_, row) => {
    const { db, ledger } = await newLedger();
    await spoil(db, 'entries', row);
    await spoil(db, 'entries', SOUND);
    expect((await ledger.due(50)).map(({ key }) => key)).toEqual(['sound']);
    expect((await ledger.all()).map(({ key }) => key)).toEqual(['sound']);
    expect(await ledger.nextDue()).toBe(10);
    expect(await db.getAll('setAside')).toEqual([
      { id: 1, store: 'entries', raw: row, at: expect.any(Number) },
    ]);
    expect(await db.count('entries')).toBe(1);
  });

  test('alone in the ledger it arms no alarm', async () => {
    const { db, ledger } = await newLedger();
    await spoil(db, 'entries', { ...SOUND, dueAt: 'soon' });
    expect(await ledger.nextDue()).toBeNull();
  });

  test('once, however many read the ledger at the same time', async () => {
    const { db, ledger } = await newLedger();
    for (const [index, [, row]] of BROKEN.entries()) {
      await spoil(db, 'entries', { ...row, key: `bad ${index}` });
    }
    await Promise.all([ledger.all(), ledger.due(50), ledger.unsettled(), ledger.all()]);
    expect(await db.count('setAside')).toBe(BROKEN.length);
  });

  test('and the answer it was about can be rated all the same', async () => {
    const { db, ledger } = await newLedger();
    await spoil(db, 'entries', { ...SOUND, key: 'bad', state: 'lost' });
    expect(await ledger.entry(REF)).toBeNull();
    await ledger.change(REF, (known) => known ?? { ...SOUND, key: 'new' });
    expect(await ledger.entry(REF)).toMatchObject({ key: 'new' });
    expect(await ledger.changeByKey('bad', (entry) => entry)).toBeNull();
  });
});

describe("a conversation's record that does not parse", () => {
  const key = `${CONVERSATION.vendor} ${CONVERSATION.origin} ${CONVERSATION.id}`;

  test.each<[string, object]>([
    ['half written', { key }],
    ['without its turns', { key, conversation: CONVERSATION, progress: null }],
    ['with a watch of words', { key, conversation: CONVERSATION, watch: { from: 'a', to: 'b' } }],
  ])('%s is begun anew, its text kept aside', async (_, row) => {
    const { db, ledger } = await newLedger();
    await spoil(db, 'conversations', row);
    expect(await ledger.conversation(key)).toBeNull();
    const record = await ledger.changeConversation(CONVERSATION, 5, (known) => known);
    expect(record).toMatchObject({ progress: { turn: 1, phase: 'unknown' }, watch: null });
    expect(await ledger.conversation(key)).toEqual(record);
    expect(await db.getAll('setAside')).toEqual([
      { id: 1, store: 'conversations', raw: row, at: 5 },
    ]);
  });

  test('a sound one keeps its product when a later report leaves it out', async () => {
    const { ledger } = await newLedger();
    await ledger.changeConversation({ ...CONVERSATION, scope: 'p' }, 5, (known) => known);
    const record = await ledger.changeConversation(CONVERSATION, 6, (known) => known);
    expect(record.conversation.scope).toBe('p');
  });

  test('twenty changes at once are all kept', async () => {
    const { ledger } = await newLedger();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        ledger.changeConversation(CONVERSATION, 5, (known) => ({
          ...known,
          progress: { ...known.progress, turn: known.progress.turn + 1 },
        })),
      ),
    );
    expect((await ledger.conversation(key))?.progress.turn).toBe(21);
  });
});

test('every entry the rules can make is read back as it was written', () => {
  const entries = [
    having(),
    having(press(GOOD)),
    having(press(GOOD), sent(GOOD)),
    having(press(GOOD), sent(GOOD), storedAs(GOOD), { kind: 'reviewed', at: 9 }),
    having(press(GOOD), sent(GOOD), failed({ kind: 'vendor-down', status: 503 }, false)),
    having(press(GOOD), { kind: 'held', at: 4, hold: { kind: 'not-vouched', minutes: 3 } }),
    having(press(GOOD), sent(GOOD), failed({ kind: 'rejected', status: 422, message: 'x' }, true)),
  ];
  for (const entry of entries) expect(readEntry(structuredClone(entry))).toEqual(entry);
});
