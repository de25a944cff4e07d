import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Lock, passphraseOver } from '../../../src/background/passphrase';
import { Refused } from '../../../src/background/router';
import { lockIn, sealKeyIn } from '../../../src/background/settings';
import { vaultOn } from '../../../src/background/vault';
import { connection, everything, newSettings, openMemory, openStorage } from './stores';

const HEADER = 'X-API-Key';
const KEY = 'sk-live-4eC39HqLyjWDarjtT1zdp7dc-é';
const WORDS = 'correct horse battery staple';
const OTHERS = 'a wholly different sentence';
const MINUTE = 60_000;

const opens = { ok: true, value: KEY };
const locked = { ok: false, failure: { kind: 'locked' } };
const gone = { ok: false, failure: { kind: 'no-connection' } };

/** A profile on disk and a running browser; `restart` ends the browser, `wake` only the worker. */
async function newDevice() {
  const clock = { now: 1_000_000 };
  const { db, settings } = await newSettings(clock);
  const storage = openStorage();
  const memory = openMemory();
  const wake = () => {
    const passphrase = passphraseOver(storage, lockIn(db), memory, () => clock.now);
    return { passphrase, vault: vaultOn(passphrase.store, sealKeyIn(db)) };
  };
  const restart = () => {
    memory.opened = undefined;
    return wake();
  };
  return { clock, db, settings, storage, memory, wake, restart, ...wake() };
}

/** The same with two keys under a passphrase, unlocked as it is after setting one. */
async function protectedDevice() {
  const device = await newDevice();
  await device.vault.seal(connection(), HEADER, KEY);
  await device.vault.seal(connection({ id: 'c2' }), HEADER, 'second');
  expect(await device.passphrase.change(null, WORDS)).toBe(true);
  return device;
}

describe('without a passphrase', () => {
  test('nothing is locked, and nothing can be', async () => {
    const { passphrase, vault, restart } = await newDevice();
    await vault.seal(connection(), HEADER, KEY);
    await passphrase.lock();
    await passphrase.lockAfter(1);
    expect(await passphrase.state()).toEqual({ passphrase: false, locked: false, lockAfter: null });
    expect(await passphrase.locksAt()).toBeNull();
    expect(await passphrase.unlock('anything')).toBe(true);
    expect(await restart().vault.open(connection(), HEADER)).toEqual(opens);
  });
});

describe('with a passphrase', () => {
  test('keys open until the browser ends, however often the worker does', async () => {
    const { vault, wake, restart } = await protectedDevice();
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
    expect(await wake().vault.open(connection(), HEADER)).toEqual(opens);
    const after = restart();
    expect(await after.vault.open(connection(), HEADER)).toEqual(locked);
    expect(await after.passphrase.state()).toMatchObject({ passphrase: true, locked: true });
  });

  test('the right one unlocks, a wrong one changes nothing', async () => {
    const { restart, storage } = await protectedDevice();
    const { passphrase, vault } = restart();
    const before = JSON.stringify([...storage.rows]);
    for (const wrong of ['', WORDS.toUpperCase(), `${WORDS} `, OTHERS]) {
      expect(await passphrase.unlock(wrong)).toBe(false);
    }
    expect(await vault.open(connection(), HEADER)).toEqual(locked);
    expect(JSON.stringify([...storage.rows])).toBe(before);
    expect(await passphrase.unlock(WORDS)).toBe(true);
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
  });

  test('it is the same one from a keyboard that writes letters in another way', async () => {
    const { vault, passphrase, restart } = await newDevice();
    await vault.seal(connection(), HEADER, KEY);
    await passphrase.change(null, 'Ångström café'.normalize('NFC'));
    const after = restart();
    expect(await after.passphrase.unlock('Ångström café'.normalize('NFD'))).toBe(true);
  });

  test('on demand it locks at once, also for a worker that comes after', async () => {
    const { passphrase, vault, wake } = await protectedDevice();
    await passphrase.lock();
    expect(await vault.open(connection(), HEADER)).toEqual(locked);
    expect(await wake().vault.open(connection(), HEADER)).toEqual(locked);
  });

  test('while locked a key is known to be there, can be removed, and none can be saved', async () => {
    const { vault, restart, storage } = await protectedDevice();
    void vault;
    const after = restart();
    expect(await after.vault.has('c1')).toBe(true);
    expect(await after.vault.has('c9')).toBe(false);
    expect(await after.vault.open(connection({ id: 'c9' }), HEADER)).toEqual(gone);
    const refused = await after.vault.seal(connection({ id: 'c3' }), HEADER, KEY).catch((e) => e);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused.refusal).toBe('locked');
    await after.vault.remove('c1');
    expect([...storage.rows.keys()]).toEqual(['key:c2']);
  });

  test('a key saved while unlocked is covered, too', async () => {
    const { vault, restart } = await protectedDevice();
    await vault.seal(connection({ id: 'c3' }), HEADER, KEY);
    expect(await restart().vault.open(connection({ id: 'c3' }), HEADER)).toEqual(locked);
  });

  test('saved while the passphrase is being set, a key is covered as well', async () => {
    const { storage, db, memory, clock } = await newDevice();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = {
      ...storage,
      set: (name: string, row: unknown) => held.then(() => storage.set(name, row)),
    };
    const passphrase = passphraseOver(slow, lockIn(db), memory, () => clock.now);
    const saved = vaultOn(passphrase.store, sealKeyIn(db)).seal(connection(), HEADER, KEY);
    const set = passphrase.change(null, WORDS);
    // Where the second did not wait for the first, it is let run to its end.
    for (let tick = 0; tick < 20 && !memory.opened; tick += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (memory.opened) await set;
    letGo();
    await Promise.all([saved, set]);
    expect([...storage.rows.values()]).toMatchObject([{ v: 2 }]);
  });

  test('a covered key moved to another connection does not open', async () => {
    const { vault, storage } = await protectedDevice();
    storage.rows.set('key:c2', storage.rows.get('key:c1'));
    expect(await vault.open(connection({ id: 'c2' }), HEADER)).toEqual(gone);
  });

  test.each<[string, unknown]>([
    ['text', 'key'],
    ['no base64', { v: 2, iv: '***', data: '***' }],
    ['a stranger', { v: 2, iv: 'AAAAAAAAAAAAAAAA', data: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('a row that is %s is a missing key, not an exception', async (_, row) => {
    const { vault, storage, passphrase } = await protectedDevice();
    storage.rows.set('key:c1', row);
    expect(await vault.open(connection(), HEADER)).toEqual(gone);
    expect(await passphrase.change(WORDS, null)).toBe(true);
    expect(await vault.open(connection({ id: 'c2' }), HEADER)).toEqual({
      ok: true,
      value: 'second',
    });
  });

  test.each<[string, unknown]>([
    ['text', 'opened'],
    ['another key', { key: btoa('x'.repeat(32)), usedAt: 1_000_000 }],
  ])('memory that holds %s opens nothing', async (_, opened) => {
    const { vault, memory } = await protectedDevice();
    memory.opened = opened;
    expect((await vault.open(connection(), HEADER)).ok).toBe(false);
  });
});

describe('what lies on disk', () => {
  test('says nothing of the passphrase, the raw key or the keys', async () => {
    const { db, storage, memory } = await protectedDevice();
    const { key } = memory.opened as { key: string };
    const rows = JSON.stringify([...storage.rows, ...(await everything(db))]);
    for (const secret of [WORDS, btoa(WORDS), KEY, key, key.slice(0, 20)]) {
      expect(rows).not.toContain(secret);
    }
    expect([...storage.rows.values()]).toMatchObject([{ v: 2 }, { v: 2 }]);
  });

  test('extension storage, which Firefox shows to content scripts, holds nothing to try words on', async () => {
    const { storage } = await protectedDevice();
    expect([...storage.rows.keys()]).toEqual(['key:c1', 'key:c2']);
  });

  test('the raw key comes by PBKDF2 with SHA-256 and 600,000 rounds, over a salt of its own', async () => {
    const [one, other] = [await protectedDevice(), await protectedDevice()];
    const lock = (await lockIn(one.db).get()) as Lock;
    expect(lock.salt.length).toBeGreaterThanOrEqual(16);
    expect(lock.salt).not.toEqual((await lockIn(other.db).get())?.salt);
    expect((one.memory.opened as { key: string }).key).not.toBe(
      (other.memory.opened as { key: string }).key,
    );
    const derived = pbkdf2Sync(WORDS, lock.salt, 600_000, 32, 'sha256');
    const data = Buffer.from(lock.key.data, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', derived, Buffer.from(lock.key.iv, 'base64'));
    decipher.setAAD(Buffer.from('passphrase'));
    decipher.setAuthTag(data.subarray(-16));
    const raw = Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]);
    expect(raw.toString('base64')).toBe((one.memory.opened as { key: string }).key);
  });

  test('the raw key without this profile opens no key: the seal still stands', async () => {
    const one = await protectedDevice();
    const other = await protectedDevice();
    other.storage.rows.set('key:c1', one.storage.rows.get('key:c1'));
    other.memory.opened = one.memory.opened;
    expect(await other.vault.open(connection(), HEADER)).toEqual(gone);
  });

  test('once erased, nothing of it is left', async () => {
    const { vault, settings, storage, memory, db, passphrase } = await protectedDevice();
    await vault.erase();
    await settings.erase();
    expect([storage.rows.size, memory.opened, await everything(db)]).toEqual([0, undefined, []]);
    expect(await passphrase.state()).toMatchObject({ passphrase: false });
  });

  test('should the lock vanish, its keys are gone, and nobody is asked for words that cannot help', async () => {
    const { restart, db } = await protectedDevice();
    await lockIn(db).set(undefined);
    const { vault, passphrase } = restart();
    expect(await vault.open(connection(), HEADER)).toEqual(gone);
    expect(await passphrase.state()).toMatchObject({ passphrase: false, locked: false });
    await vault.seal(connection(), HEADER, KEY);
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
  });
});

describe('changing it', () => {
  test('only the new one unlocks afterwards, and its time-out stays', async () => {
    const { passphrase, restart } = await protectedDevice();
    await passphrase.lockAfter(5);
    expect(await passphrase.change(WORDS, OTHERS)).toBe(true);
    const after = restart();
    expect(await after.passphrase.unlock(WORDS)).toBe(false);
    expect(await after.passphrase.unlock(OTHERS)).toBe(true);
    expect(await after.vault.open(connection(), HEADER)).toEqual(opens);
    expect(await after.passphrase.state()).toMatchObject({ lockAfter: 5 });
  });

  test('takes the present one, unlocked or not', async () => {
    const { passphrase, restart } = await protectedDevice();
    for (const wrong of [null, '', OTHERS]) {
      expect(await passphrase.change(wrong, OTHERS)).toBe(false);
      expect(await passphrase.change(wrong, null)).toBe(false);
    }
    const after = restart();
    expect(await after.passphrase.change(OTHERS, null)).toBe(false);
    expect(await after.vault.open(connection(), HEADER)).toEqual(locked);
    expect(await after.passphrase.unlock(WORDS)).toBe(true);
  });

  test('taken away, keys are as they were before, in this browser and the next', async () => {
    const { passphrase, restart, storage, memory } = await protectedDevice();
    expect(await passphrase.change(WORDS, null)).toBe(true);
    expect([...storage.rows.values()]).toMatchObject([{ v: 1 }, { v: 1 }]);
    expect(memory.opened).toBeUndefined();
    expect(await restart().vault.open(connection(), HEADER)).toEqual(opens);
  });
});

describe('without use', () => {
  test('it locks after the time chosen, even if no alarm came', async () => {
    const { passphrase, vault, clock, wake } = await protectedDevice();
    await passphrase.lockAfter(15);
    clock.now += 15 * MINUTE - 1;
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
    clock.now += 1;
    expect(await vault.open(connection(), HEADER)).toEqual(locked);
    clock.now -= 5 * MINUTE;
    expect(await wake().vault.open(connection(), HEADER)).toEqual(locked);
  });

  test('use puts it off, but nothing unlocks by use', async () => {
    const { passphrase, vault, clock } = await protectedDevice();
    await passphrase.lockAfter(15);
    const start = clock.now;
    clock.now += 10 * MINUTE;
    await passphrase.used();
    expect(await passphrase.locksAt()).toBe(start + 25 * MINUTE);
    clock.now += 14 * MINUTE;
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
    clock.now += MINUTE;
    await passphrase.used();
    expect(await passphrase.locksAt()).toBeNull();
    expect(await vault.open(connection(), HEADER)).toEqual(locked);
  });

  test('it can be left to the restart alone', async () => {
    const { passphrase, vault, clock } = await protectedDevice();
    await passphrase.lockAfter(null);
    clock.now += 1_000 * MINUTE;
    expect(await passphrase.locksAt()).toBeNull();
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
  });
});

describe('a worker that dies halfway', () => {
  /** Each write in turn is the last one before the worker, and then the browser, ends. */
  async function dying(writes: number, act: (device: Device) => Promise<unknown>) {
    const device = await protectedDevice();
    let left = writes;
    const dies = <A extends unknown[]>(write: (...asked: A) => Promise<void>) => {
      return async (...asked: A) => {
        if (left-- <= 0) throw new Error('the worker has died');
        return write(...asked);
      };
    };
    const { storage, memory } = device;
    const lock = lockIn(device.db);
    const passphrase = passphraseOver(
      { ...storage, set: dies(storage.set), setAll: dies(storage.setAll) },
      { get: lock.get, set: dies(lock.set) },
      { get: () => memory.get(), set: dies((opened) => memory.set(opened)) },
      () => device.clock.now,
    );
    const failed = await act({ ...device, passphrase }).then(
      () => false,
      () => true,
    );
    return { ...device, failed };
  }
  type Device = Pick<Awaited<ReturnType<typeof protectedDevice>>, 'passphrase'>;

  test.each([0, 1, 2, 3, 4])('taking it away, after %i writes: no key is lost', async (writes) => {
    const { restart, failed } = await dying(writes, ({ passphrase }) =>
      passphrase.change(WORDS, null),
    );
    const { passphrase, vault } = restart();
    expect(failed).toBe(writes < 4);
    const { passphrase: isThere } = await passphrase.state();
    if (isThere) {
      expect(await vault.open(connection(), HEADER)).toEqual(locked);
      expect(await passphrase.unlock(WORDS)).toBe(true);
    }
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
  });

  test.each([0, 1, 2, 3])(
    'setting one, after %i writes: no key is lost or left bare',
    async (writes) => {
      const { restart, storage } = await dying(writes, async ({ passphrase }) => {
        await passphrase.change(WORDS, OTHERS);
      });
      const { passphrase, vault } = restart();
      expect(await vault.open(connection(), HEADER)).toEqual(locked);
      const isChanged = await passphrase.unlock(OTHERS);
      expect(isChanged || (await passphrase.unlock(WORDS))).toBe(true);
      expect(await vault.open(connection(), HEADER)).toEqual(opens);
      expect([...storage.rows.values()]).toMatchObject([{ v: 2 }, { v: 2 }]);
    },
  );

  test('between the lock and the covers: locked all the same, and covered at the next unlocking', async () => {
    const { storage, restart, db, clock, memory, vault } = await newDevice();
    await vault.seal(connection(), HEADER, KEY);
    const halfway = { ...storage, setAll: () => Promise.reject(new Error('the worker has died')) };
    const dead = passphraseOver(halfway, lockIn(db), memory, () => clock.now);
    await expect(dead.change(null, WORDS)).rejects.toThrow();
    expect(storage.rows.get('key:c1')).toMatchObject({ v: 1 });
    const after = restart();
    expect(await after.vault.open(connection(), HEADER)).toEqual(locked);
    expect(await after.passphrase.unlock(WORDS)).toBe(true);
    expect(storage.rows.get('key:c1')).toMatchObject({ v: 2 });
    expect(await after.vault.open(connection(), HEADER)).toEqual(opens);
  });
});

describe('where a policy wants a passphrase', () => {
  test('no key is kept before there is one, and it cannot be taken away', async () => {
    const { db, storage, memory, clock } = await newDevice();
    const wanted = { now: true };
    const passphrase = passphraseOver(
      storage,
      lockIn(db),
      memory,
      () => clock.now,
      async () => wanted.now,
    );
    const vault = vaultOn(passphrase.store, sealKeyIn(db));
    await expect(vault.seal(connection(), HEADER, KEY)).rejects.toThrow('passphrase-wanted');
    expect([...storage.rows.keys()]).toEqual([]);
    expect(await passphrase.change(null, WORDS)).toBe(true);
    await vault.seal(connection(), HEADER, KEY);
    await expect(passphrase.change(WORDS, null)).rejects.toThrow('policy');
    expect(await passphrase.change(WORDS, 'another sentence')).toBe(true);
    expect(await vault.open(connection(), HEADER)).toEqual(opens);
    wanted.now = false;
    expect(await passphrase.change('another sentence', null)).toBe(true);
    expect(await passphrase.state()).toMatchObject({ passphrase: false });
  });
});
