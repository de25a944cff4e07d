import { describe, expect, it } from 'vitest';
import { conversationKey } from '../../../src/domain/conversation';
import type { Entry } from '../../../src/domain/entry';
import type { Ask } from '../../../src/messages/client';
import { createRecord } from '../../../src/pages/journal/record';
import { entryOf } from './journalRows';

const conversation = (id: string) => ({ vendor: 'clarityq', origin: 'o', scope: null, id });
const entry = (key: string, at: number, change: Partial<Entry> = {}) =>
  entryOf(key, at, { conversation: conversation(key), ...change });

/** A worker with these entries, two to a message; every question is noted. */
function workerWith(entries: Entry[], raws: unknown[] = []) {
  const asked: string[] = [];
  const says = { entries, raws, name: 'Ours', isDown: false };
  const answer = (kind: string, input: never): unknown => {
    if (kind === 'connections') return [{ id: 'c', name: says.name }];
    if (kind === 'unreadable') {
      const { after } = input as { after: number };
      const rows = says.raws.map((raw, index) => ({ id: index + 1, at: 1, raw }));
      return rows.filter(({ id }) => id > after).slice(0, 1);
    }
    const { of, before } = input as { of: Entry['conversation'] | null; before: number | null };
    const total = says.entries.length;
    if (of) {
      const rows = says.entries.filter(({ conversation: { id } }) => id === of.id);
      return { rows, next: null, total, known: null };
    }
    const older = says.entries
      .filter(({ pressedAt }) => before === null || pressedAt < before)
      .sort((a, b) => b.pressedAt - a.pressedAt);
    const rows = older.slice(0, 2);
    return { rows, next: older.length > 2 ? rows.at(-1)?.pressedAt : null, total, known: null };
  };
  const ask = (async (kind: string, input: never) => {
    asked.push(kind === 'journal' ? `journal ${JSON.stringify(input)}` : kind);
    await Promise.resolve();
    return says.isDown
      ? { ok: false, refusal: 'failed' }
      : { ok: true, value: answer(kind, input) };
  }) as unknown as Ask;
  let draws = 0;
  const record = createRecord(ask, () => {
    draws += 1;
  });
  const keys = () => record.state().rows?.map(({ key }) => key);
  const read = async () => {
    record.read();
    await record.whole();
  };
  return { record, says, asked, keys, read, draws: () => draws };
}

describe('reading', () => {
  it('shows the latest first, part by part, then what could not be read', async () => {
    const entries = [1, 2, 3, 4, 5].map((at) => entry(`e${at}`, at * 10));
    const worker = workerWith(entries, [{ a: 1 }, { b: 2 }]);
    expect(worker.record.state().rows).toBeNull();
    await worker.read();
    expect(worker.keys()).toEqual(['e5', 'e4', 'e3', 'e2', 'e1', 'unreadable 1', 'unreadable 2']);
    expect(worker.record.state()).toMatchObject({ total: 7, reading: false, failed: false });
    expect(worker.asked.filter((question) => question.startsWith('journal'))).toHaveLength(3);
    expect(worker.draws()).toBeGreaterThan(2);
  });

  it('tells connections by their names', async () => {
    const worker = workerWith([entry('a', 1), entry('b', 2, { connection: 'gone' })]);
    await worker.read();
    expect(worker.record.state().rows).toMatchObject([
      { connectionName: null },
      { connectionName: 'Ours' },
    ]);
  });

  it('asks for their names beside the first rows, and draws both at once', async () => {
    const worker = workerWith([entry('a', 1, { connection: 'c' })]);
    worker.record.read();
    expect(worker.asked).toEqual(['connections', 'journal {"of":null,"before":null}']);
    expect(worker.draws()).toBe(0);
    await worker.record.whole();
    expect(worker.draws()).toBe(1);
    expect(worker.record.state().rows).toMatchObject([{ connectionName: 'Ours' }]);
  });

  it('says so when nobody answers, and goes on at the next hint', async () => {
    const worker = workerWith([entry('a', 1)]);
    worker.says.isDown = true;
    await worker.read();
    expect(worker.record.state()).toMatchObject({ failed: true, reading: false });
    worker.says.isDown = false;
    worker.record.hint({ hint: 'changed', conversation: null });
    await worker.record.whole();
    expect(worker.record.state()).toMatchObject({ failed: false });
    expect(worker.keys()).toEqual(['a']);
  });
});

describe('hints', () => {
  it('read one conversation again, not everything', async () => {
    const entries = [1, 2, 3, 4, 5].map((at) => entry(`e${at}`, at * 10));
    const worker = workerWith(entries);
    await worker.read();
    worker.asked.length = 0;
    worker.says.entries = entries.map((each) =>
      each.key === 'e2' ? { ...each, question: 'New?' } : each,
    );
    const key = conversationKey(conversation('e2'));
    worker.record.hint({ hint: 'changed', conversation: key });
    worker.record.hint({ hint: 'changed', conversation: key });
    await worker.record.whole();
    expect(worker.asked.length).toBeLessThanOrEqual(2);
    expect(worker.record.state().rows?.[3]).toMatchObject({ entry: { question: 'New?' } });
  });

  it('bring a new press to the top and drop what has gone', async () => {
    const worker = workerWith([entry('a', 1), entry('b', 2)]);
    await worker.read();
    worker.says.entries = [entry('b', 2), entry('c', 3)];
    for (const id of ['a', 'c']) {
      const key = conversationKey(conversation(id));
      worker.record.hint({ hint: 'changed', conversation: key });
    }
    await worker.record.whole();
    expect(worker.keys()).toEqual(['c', 'b']);
  });

  it('of settings rename the senders, and read all again only when something came or went', async () => {
    const entries = [1, 2, 3, 4, 5].map((at) => entry(`e${at}`, at * 10));
    const worker = workerWith(entries);
    await worker.read();
    worker.asked.length = 0;
    worker.says.name = 'Renamed';
    worker.record.hint({ hint: 'changed', conversation: null });
    await worker.record.whole();
    expect(worker.asked).toEqual(['connections', 'journal {"of":null,"before":null}']);
    expect(worker.record.state().rows?.[4]).toMatchObject({ connectionName: 'Renamed' });

    worker.says.entries = [];
    worker.record.hint({ hint: 'changed', conversation: null });
    await worker.record.whole();
    expect(worker.keys()).toEqual([]);
  });

  it('that come while reading are not lost, and never read in a circle', async () => {
    const worker = workerWith([1, 2, 3].map((at) => entry(`e${at}`, at)));
    worker.record.read();
    worker.record.hint({ hint: 'changed', conversation: null });
    worker.record.hint({ hint: 'changed', conversation: conversationKey(conversation('e1')) });
    await worker.record.whole();
    expect(worker.keys()).toEqual(['e3', 'e2', 'e1']);
    const { length } = worker.asked;
    await worker.record.whole();
    expect(worker.asked).toHaveLength(length);
  });
});

it('a closed record asks and draws no more', async () => {
  const worker = workerWith([1, 2, 3, 4, 5].map((at) => entry(`e${at}`, at)));
  worker.record.read();
  worker.record.close();
  const asked = [...worker.asked];
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(worker.asked).toEqual(asked);
  expect(worker.draws()).toBe(0);
});
