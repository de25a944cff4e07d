import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutoffOf, mayGo } from '../../../src/background/retention';
import { watchLimitMs } from '../../../src/background/settings';
import { type Entry, isUnsettled } from '../../../src/domain/entry';
import { entryOf } from '../pages/journalRows';
import { everything, newLedger, newSettings, spoil } from './stores';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

async function ledgerWith(...entries: Entry[]) {
  const opened = await newLedger({ now: NOW });
  for (const entry of entries) await opened.db.put('entries', entry);
  return opened;
}
const keys = (entries: readonly Entry[]) => entries.map(({ key }) => key).sort();

describe('going back in time', () => {
  test('part by part, every entry is met once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 30 }),
        fc.integer({ min: 2, max: 7 }),
        async (times, limit) => {
          const entries = times.map((at, index) => entryOf(`k${index}`, at));
          const { ledger, db } = await ledgerWith(...entries);
          const met: Entry[] = [];
          for (let before: number | null = Number.POSITIVE_INFINITY; before !== null; ) {
            const { rows, next } = await ledger.page(before, limit);
            const until: number = before;
            expect(rows.every(({ pressedAt }) => pressedAt < until)).toBe(true);
            met.push(...rows);
            before = next;
          }
          expect(keys(met)).toEqual(keys(entries));
          db.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a row that is none is set aside and stops nothing, wherever it lies', async () => {
    const { ledger, db } = await ledgerWith(entryOf('a', 1), entryOf('b', 3));
    await spoil(db, 'entries', { ...entryOf('broken', 2), intent: 'good' });
    await spoil(db, 'entries', { ...entryOf('word', 2), pressedAt: 'yesterday' });
    await spoil(db, 'entries', { key: 'bare' });
    expect(await ledger.count()).toBe(5);
    const { rows, next } = await ledger.page(10, 10);
    expect([keys(rows), next]).toEqual([['a', 'b'], null]);
    expect(await ledger.count()).toBe(2);
    const aside = await ledger.unreadable(0, 10);
    expect(aside.map(({ raw }) => (raw as Entry).key).sort()).toEqual(['bare', 'broken', 'word']);
    expect(await ledger.unreadable(aside[1]?.id ?? 0, 10)).toEqual(aside.slice(2));
    expect(await ledger.unreadable(0, 1)).toEqual(aside.slice(0, 1));
  });

  test('a conversation’s entries are its own, every turn of them', async () => {
    const other = { ...entryOf('x', 1).conversation, id: 'other' };
    const { ledger } = await ledgerWith(
      entryOf('a', 1, { turn: 0 }),
      entryOf('b', 2, { turn: 1e9 }),
      entryOf('c', 3, { conversation: other }),
    );
    expect(keys(await ledger.of(entryOf('x', 1).conversation))).toEqual(['a', 'b']);
    expect(keys(await ledger.of(other))).toEqual(['c']);
    expect(await ledger.of({ ...other, id: 'othe' })).toEqual([]);
  });

  test('one state is read without the others', async () => {
    const held = { state: 'held', hold: { kind: 'answer-changed' } } as const;
    const { ledger } = await ledgerWith(entryOf('a', 1), entryOf('b', 2, held));
    expect(keys(await ledger.all('held'))).toEqual(['b']);
    expect(keys(await ledger.all('sending'))).toEqual([]);
  });
});

const states: Entry['state'][] = ['queued', 'sending', 'waiting', 'stored', 'held', 'discarded'];
const attempt = {
  id: 'a',
  feedback: { rating: 'good', comment: '' },
  startedAt: 1,
  since: null,
} as const;
const anyEntry = fc
  .record({
    key: fc.uuid(),
    state: fc.constantFrom(...states),
    age: fc.integer({ min: 0, max: 100 }),
    stepAge: fc.integer({ min: 0, max: 100 }),
    confirmedAge: fc.option(fc.integer({ min: 0, max: 100 })),
    isAttempted: fc.boolean(),
  })
  .map(({ key, state, age, stepAge, confirmedAge, isAttempted }) =>
    entryOf(key, NOW - age * DAY, {
      state,
      turn: age,
      hold: state === 'held' ? { kind: 'answer-changed' } : null,
      attempt: isAttempted ? attempt : null,
      steps: [{ at: NOW - stepAge * DAY, what: 'stored' }],
      ...(confirmedAge === null ? {} : { confirmedAt: NOW - confirmedAge * DAY }),
    }),
  );

describe('retention', () => {
  test('never deletes what is unsent, waits, is held or may have arrived, nor what is young', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEntry, { maxLength: 25 }),
        fc.integer({ min: 0, max: 100 }),
        async (entries, days) => {
          const cutoff = NOW - days * DAY;
          const { ledger, db } = await ledgerWith(...entries);
          await ledger.prune(cutoff);
          const left = keys(await ledger.all());
          const isOld = ({ pressedAt, confirmedAt = 0, steps }: Entry) =>
            [pressedAt, confirmedAt, ...steps.map(({ at }) => at)].every((at) => at < cutoff);
          const gone = entries.filter(
            (entry) => !isUnsettled(entry) && entry.attempt === null && isOld(entry),
          );
          expect(left).toEqual(keys(entries.filter((entry) => !gone.includes(entry))));
          db.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(states.filter((state) => state !== 'stored' && state !== 'discarded'))(
    '%s stays for ever',
    (state) => {
      expect(mayGo(entryOf('a', 0, { state }), NOW)).toBe(false);
    },
  );

  test('leaves rows it cannot read, and drafts', async () => {
    const { ledger, db } = await ledgerWith();
    await spoil(db, 'entries', { ...entryOf('broken', 2), state: 'lost' });
    await ledger.saveDraft(entryOf('a', 1).conversation, 1, 'unsent', 1);
    await ledger.prune(NOW);
    expect(await everything(db)).toHaveLength(2);
  });

  test('a month is never shorter than one', () => {
    for (const [year, month] of [
      [2026, 0],
      [2026, 1],
      [2024, 1],
      [2026, 11],
    ] as const) {
      const now = new Date(year, month + 1, 1, 12).getTime();
      expect(cutoffOf(1, now)).toBeLessThanOrEqual(new Date(year, month, 1, 13).getTime());
    }
    expect(cutoffOf(12, NOW)).toBeLessThanOrEqual(NOW - 365 * DAY);
  });
});

describe('erasing', () => {
  test('leaves no entry, draft, conversation or row set aside', async () => {
    const { ledger, db } = await ledgerWith(entryOf('a', 1, { state: 'sending' }));
    const { conversation } = entryOf('a', 1);
    await ledger.saveDraft(conversation, 1, 'unsent', 1);
    await ledger.changeConversation(conversation, 1, (record) => record);
    await spoil(db, 'setAside', { store: 'entries', raw: 1, at: 1 });
    expect(await everything(db)).toHaveLength(4);
    await ledger.erase();
    expect(await everything(db)).toEqual([]);
    expect(await ledger.changeByKey('a', (entry) => entry)).toBeNull();
  });

  test('leaves no setting and no sealing key', async () => {
    const { settings, db } = await newSettings();
    await settings.prefer({ keepMonths: 3, watchMinutes: 9 });
    await settings.setPlace('h', { corner: 'top-end', hidden: true });
    await spoil(db, 'choices', { key: 'k', connection: 'c' });
    await settings.erase();
    expect(await everything(db)).toEqual([]);
    expect(await settings.preferences()).toEqual({ keepMonths: null, watchMinutes: 2 });
  });
});

describe('preferences', () => {
  test('are what was preferred, and rule the guard', async () => {
    const { settings } = await newSettings();
    expect(await watchLimitMs(settings)).toBe(120_000);
    await settings.prefer({ keepMonths: 6, watchMinutes: 10 });
    expect(await settings.preferences()).toEqual({ keepMonths: 6, watchMinutes: 10 });
    expect(await watchLimitMs(settings)).toBe(600_000);
  });

  test.each([
    { keepMonths: null, watchMinutes: 1e9 },
    { keepMonths: null, watchMinutes: 0 },
    { keepMonths: 0, watchMinutes: 2 },
    { keepMonths: -1, watchMinutes: 2 },
    { keepMonths: null, watchMinutes: 'two' },
    'broken',
  ])('of a broken row delete nothing and loosen no guard: %j', async (row) => {
    const { settings, db } = await newSettings();
    await db.put('preferences', row as never, 'chosen');
    expect(await settings.preferences()).toEqual({ keepMonths: null, watchMinutes: 2 });
    expect(await watchLimitMs(settings)).toBe(120_000);
  });
});
