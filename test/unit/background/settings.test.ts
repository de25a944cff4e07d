import { describe, expect, test, vi } from 'vitest';
import { documentsOn } from '../../../src/background/documents';
import { watchLimitMs } from '../../../src/background/settings';
import { connection, newLedger, newSettings, spoil } from './stores';

const BROKEN: [string, object][] = [
  ['half written', { id: 'bad' }],
  ['of a later version', { ...connection({ id: 'bad' }), origin: { host: 'x' } }],
  ['with a scope of the wrong type', { ...connection({ id: 'bad' }), scope: 5 }],
  ['with a pause that is no yes or no', { ...connection({ id: 'bad' }), paused: 'no' }],
];

describe('a connection that cannot be read', () => {
  test.each(BROKEN)('%s is set aside and loses nothing else', async (_, row) => {
    const { db, settings } = await newSettings();
    await settings.changeConnection('c1', () => connection());
    await settings.setPlace('app.clarityq.ai', { corner: 'top-start', hidden: true });
    await spoil(db, 'connections', row);
    expect(await settings.connections()).toEqual([connection()]);
    expect(await settings.connection('bad')).toBeNull();
    expect(await settings.place('app.clarityq.ai')).toEqual({ corner: 'top-start', hidden: true });
    expect(await settings.unreadable()).toBe(1);
    expect(await db.getAll('setAside')).toEqual([{ store: 'connections', raw: row, at: 1_000 }]);
  });

  test('is set aside once, however many ask for it at the same time', async () => {
    const { db, settings } = await newSettings();
    await spoil(db, 'connections', BROKEN[0]?.[1]);
    await Promise.all([
      ...Array.from({ length: 10 }, () => settings.connections()),
      ...Array.from({ length: 10 }, () => settings.connection('bad')),
    ]);
    expect(await settings.unreadable()).toBe(1);
  });

  test('makes room for a new one of the same id', async () => {
    const { db, settings } = await newSettings();
    await spoil(db, 'connections', BROKEN[0]?.[1]);
    const edits: unknown[] = [];
    await settings.changeConnection('bad', (known) => {
      edits.push(known);
      return connection({ id: 'bad' });
    });
    expect(edits).toEqual([null]);
    expect(await settings.connection('bad')).toEqual(connection({ id: 'bad' }));
    expect(await settings.unreadable()).toBe(1);
  });

  test('does not take a sound one with it that was saved while it was read', async () => {
    const { db, settings } = await newSettings();
    await spoil(db, 'connections', BROKEN[0]?.[1]);
    const reading = settings.connections();
    const saving = db.put('connections', connection({ id: 'bad' }));
    await Promise.all([reading, saving]);
    expect(await settings.connection('bad')).toEqual(connection({ id: 'bad' }));
  });
});

describe('connections', () => {
  test('changed twenty times at once keep every change', async () => {
    const { settings } = await newSettings();
    await settings.changeConnection('c1', () => connection({ name: '' }));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        settings.changeConnection(
          'c1',
          (row) => row && { ...row, name: `${row.name}${String.fromCharCode(97 + index)}` },
        ),
      ),
    );
    const { name = '' } = (await settings.connection('c1')) ?? {};
    expect([...name].sort().join('')).toBe('abcdefghijklmnopqrst');
  });

  test('removed are out of sight, can come back, and go for good', async () => {
    const { settings } = await newSettings();
    await settings.changeConnection('c1', () => connection({ removedAt: 5 }));
    expect(await settings.connections()).toEqual([]);
    expect(await settings.connection('c1')).toBeNull();
    expect(await settings.removed()).toEqual(['c1']);
    await settings.changeConnection('c1', (row) => row && { ...row, removedAt: null });
    expect(await settings.connections()).toHaveLength(1);
    await settings.forget('c1');
    expect([await settings.connections(), await settings.removed()]).toEqual([[], []]);
  });

  test('an edit that answers nothing changes nothing', async () => {
    const { settings } = await newSettings();
    expect(await settings.changeConnection('c1', () => null)).toBeNull();
    expect(await settings.connections()).toEqual([]);
  });
});

describe('preferences', () => {
  test('a place that cannot be read is the first place again', async () => {
    const { db, settings } = await newSettings();
    await spoil(db, 'places', { host: 'h', corner: 'middle', hidden: false });
    expect(await settings.place('h')).toEqual({ corner: 'bottom-end', hidden: false });
    await settings.setPlace('h', { corner: 'top-end', hidden: true });
    expect(await settings.place('h')).toEqual({ corner: 'top-end', hidden: true });
    expect(await settings.place('other')).toEqual({ corner: 'bottom-end', hidden: false });
  });

  test('a choice that cannot be read is none', async () => {
    const { db, settings } = await newSettings();
    await spoil(db, 'choices', { key: 'k', connection: 5 });
    expect(await settings.choice('k')).toBeNull();
    await settings.choose('k', 'c1');
    expect(await settings.choice('k')).toBe('c1');
  });

  test('nobody may look away for longer than two minutes', async () => {
    const { settings } = await newSettings();
    expect(await watchLimitMs(settings)).toBe(120_000);
  });
});

describe('what was read', () => {
  /** Runs what a press asks of the settings, and counts the transactions it begins. */
  async function transactions(work: () => Promise<unknown>): Promise<number> {
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await work();
    const { length } = begun.mock.calls;
    begun.mockRestore();
    return length;
  }

  test('is read once in the life of a worker, however many ask', async () => {
    const { settings } = await newSettings();
    await settings.changeConnection('c1', () => connection());
    const ask = () =>
      Promise.all([settings.connections(), settings.choice('k'), settings.preferences()]);
    expect(await transactions(async () => [await ask(), await ask()])).toBe(3);
    expect(await transactions(ask)).toBe(0);
  });

  test('is read again after a write, which everybody sees who asks after it', async () => {
    const { settings } = await newSettings();
    await settings.changeConnection('c1', () => connection());
    const all = async () => [
      (await settings.connections()).map(({ name }) => name),
      await settings.choice('k'),
      (await settings.place('h')).hidden,
      (await settings.preferences()).watchMinutes,
    ];
    expect(await all()).toEqual([['Ours'], null, false, 2]);
    await settings.changeConnection('c1', (row) => row && { ...row, name: 'New' });
    await settings.choose('k', 'c1');
    await settings.setPlace('h', { corner: 'top-end', hidden: true });
    await settings.prefer({ keepMonths: null, watchMinutes: 9 });
    expect(await all()).toEqual([['New'], 'c1', true, 9]);
    await settings.forget('c1');
    expect(await settings.connections()).toEqual([]);
    await settings.erase();
    expect(await all()).toEqual([[], null, false, 2]);
  });

  test('is what lies on the disk, however reads and writes cross', async () => {
    const { db, settings } = await newSettings();
    await settings.changeConnection('c1', () => connection());
    const rename = (name: string) =>
      settings.changeConnection('c1', (row) => row && { ...row, name });
    const acts: (() => Promise<unknown>)[] = [
      ...[settings.connections, () => rename('a'), settings.connections, settings.erase],
      ...[() => settings.changeConnection('c1', () => connection()), settings.connections],
      ...[() => rename('b'), settings.connections],
    ];
    for (let round = 0; round < 50; round += 1) {
      // Begun at other moments each time, so that each comes before, between and after the others.
      const crossing = acts.map(async (act, at) => {
        for (let wait = (at * round) % 23; wait > 0; wait -= 1) await new Promise(setImmediate);
        await act();
      });
      await Promise.all(crossing);
      expect(await settings.connections()).toEqual(await db.getAll('connections'));
    }
  });

  test('holds where a write comes to nothing', async () => {
    const { db, settings } = await newSettings();
    await settings.changeConnection('c1', () => connection());
    expect(await settings.connections()).toEqual([connection()]);
    const unwritable = { name: (() => undefined) as never };
    const writing = settings.changeConnection('c1', (row) => row && { ...row, ...unwritable });
    await expect(writing).rejects.toThrow();
    expect(await settings.connections()).toEqual([connection()]);
    expect(await db.getAll('connections')).toEqual([connection()]);
  });

  test('is not cut by a change to what this version knows of', async () => {
    const { db, settings } = await newSettings();
    await db.put('connections', { ...connection(), colour: 'of a later version' } as never);
    await settings.changeConnection('c1', (row) => row && { ...row, name: 'New' });
    expect(await db.get('connections', 'c1')).toHaveProperty('colour', 'of a later version');
    expect(await settings.connection('c1')).toEqual(connection({ name: 'New' }));
  });

  test('of documents is read once, and again after each of them comes, moves on or goes', async () => {
    const { db } = await newLedger();
    const documents = documentsOn(db);
    const seen = async () => (await documents.all()).map(({ id, showing }) => `${id} ${showing}`);
    const document = (id: string) => ({ id, tabId: 1, host: 'h' });
    await documents.shows(document('a'), 'k', 1);
    await documents.shows(document('b'), 'k', 1);
    expect(await seen()).toEqual(['a k', 'b k']);
    expect(await transactions(() => documents.showing('k'))).toBe(0);
    expect(await transactions(() => documents.get('a'))).toBe(0);
    await documents.shows(document('a'), null, 2);
    expect(await seen()).toEqual(['a null', 'b k']);
    await documents.forget('a');
    expect(await documents.get('a')).toBeNull();
    expect(await seen()).toEqual(['b k']);
    await documents.clear();
    expect(await seen()).toEqual([]);
  });

  test('is read again after it could not be read', async () => {
    const { settings } = await newSettings();
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('no room', 'UnknownError');
    });
    await expect(settings.connections()).rejects.toThrow('no room');
    expect(await settings.connections()).toEqual([]);
    vi.restoreAllMocks();
  });
});
