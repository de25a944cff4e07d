import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConversation, readEntry } from '../../../src/background/rows';
import { sealKeyIn } from '../../../src/background/settings';
import { vaultOn } from '../../../src/background/vault';
import { receiptOf } from '../../../src/domain/receipt';
import { next } from '../../../src/domain/transition';
import { readMessage } from '../../../src/messages/contract';
import { asCsv, asJson } from '../../../src/pages/journal/exported';
import { connection, newSettings, openStorage, spoil } from '../background/stores';
import { BAD, CONVERSATION, GOOD, having, press, receipt, sent } from '../domain/entries';
import { MESSAGES } from '../messages/messages';
import { almost, CASES, json } from './cases';

const QUEUED = having(press(GOOD, 10));
const ENTRIES = [
  QUEUED,
  next(QUEUED, sent(GOOD)),
  next(next(QUEUED, sent(GOOD)), { kind: 'stored', at: 9, stored: receipt(GOOD) }),
  next(QUEUED, { kind: 'held', at: 5, hold: { kind: 'failure', failure: { kind: 'not-found' } } }),
  having(press(BAD, 5)),
];
const RECORD = {
  key: 'k',
  conversation: CONVERSATION,
  title: 'Revenue',
  progress: { turn: 1, phase: 'ready', begunAt: 5 },
  finishedAt: 5,
  watch: { from: 1, to: 2 },
  answers: [{ turn: 0, question: 'Why?', ready: true }],
  lookedAt: 5,
  skew: 0,
  problem: { kind: 'timeout' },
};

test('a row of the ledger is an entry that every surface can show and export, or none', () => {
  fc.assert(
    fc.property(fc.oneof(json, almost(...ENTRIES)), (row) => {
      const entry = readEntry(row);
      if (entry === null) return;
      expect(receiptOf(entry)).toHaveProperty('state');
      const shown = {
        kind: 'entry' as const,
        entry,
        at: entry.pressedAt,
        vendorLabel: 'ClarityQ',
        connectionName: null,
      };
      const rows = [shown] as unknown as Parameters<typeof asCsv>[0];
      expect(asCsv(rows, 0).text.endsWith('\r\n')).toBe(true);
      expect(JSON.parse(asJson(rows, 0).text).entries).toHaveLength(1);
    }),
    CASES,
  );
});

test("a conversation's row is a record, or none", () => {
  fc.assert(
    fc.property(fc.oneof(json, almost(RECORD)), (row) => {
      const record = readConversation(row);
      if (record) expect(Number.isSafeInteger(record.progress.turn)).toBe(true);
    }),
    CASES,
  );
});

test('whatever lies in the settings, they can be read, and sound ones beside it stay', async () => {
  const { db, settings } = await newSettings();
  await settings.changeConnection('c1', () => connection());
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, almost(connection({ id: 'c2' }))), async (row) => {
      const odd = typeof row === 'object' && row !== null && !Array.isArray(row) ? row : { row };
      await spoil(db, 'connections', { ...odd, id: 'c2' });
      const ids = (await settings.connections()).map(({ id }) => id);
      expect(ids).toContain('c1');
      expect(ids.filter((id) => id !== 'c1' && id !== 'c2')).toEqual([]);
      await settings.preferences();
    }),
    { numRuns: Math.min(CASES.numRuns, 1_000) },
  );
});

test('whatever lies in place of a sealed key, the vault gives a failure and no key', async () => {
  const { db } = await newSettings();
  const storage = openStorage();
  const vault = vaultOn(storage, sealKeyIn(db));
  await vault.seal(connection(), 'X-API-Key', 'cq_live_7Hd2mQx9');
  const [[name, row] = ['', null]] = storage.rows;
  expect(await vault.open(connection(), 'X-API-Key')).toEqual({
    ok: true,
    value: 'cq_live_7Hd2mQx9',
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, almost(row)), async (odd) => {
      fc.pre(JSON.stringify(odd) !== JSON.stringify(row));
      storage.rows.set(name, odd);
      const opened = await vault.open(connection(), 'X-API-Key');
      if (opened.ok) expect(opened.value).toBe('cq_live_7Hd2mQx9');
      else expect(opened.failure).toHaveProperty('kind');
    }),
    CASES,
  );
});

test('a message is read into one of ours, within bounds, or refused in one word', () => {
  fc.assert(
    fc.property(fc.oneof(json, almost(...MESSAGES)), (raw) => {
      const message = readMessage(raw);
      if (typeof message === 'string') expect(message).toMatch(/^(unknown-message|malformed)$/);
      else expect(JSON.stringify(message).length).toBeLessThan(200_000);
    }),
    CASES,
  );
});
