import { describe, expect, test } from 'vitest';
import { sealKeyIn } from '../../../src/background/settings';
import { type SealKeyStore, vaultOn } from '../../../src/background/vault';
import { connection, everything, newSettings, openStorage } from './stores';

const HEADER = 'X-API-Key';
const KEY = 'sk-live-4eC39HqLyjWDarjtT1zdp7dc-é';

async function newVault() {
  const { db } = await newSettings();
  const storage = openStorage();
  return { db, storage, vault: vaultOn(storage, sealKeyIn(db)) };
}

/** Every way a key could lie about in plain sight, long enough that none is there by accident. */
function encodings(key: string): string[] {
  const bytes = Buffer.from(key, 'utf8');
  const wide = Buffer.from(key, 'utf16le');
  const shifted = [0, 1, 2].map((lead) =>
    Buffer.concat([Buffer.alloc(lead), bytes])
      .toString('base64')
      .slice(4, 36),
  );
  return [
    key.slice(0, 12),
    ...shifted,
    wide.toString('base64').slice(0, 32),
    bytes.toString('base64url').slice(4, 36),
    bytes.toString('hex').slice(0, 24),
    wide.toString('hex').slice(0, 24),
    [...bytes].join(',').slice(0, 30),
    [...key].reverse().join('').slice(1, 13),
    encodeURIComponent(key).slice(0, 12),
  ];
}

describe('a sealed key', () => {
  test('opens for its own connection', async () => {
    const { vault } = await newVault();
    await vault.seal(connection(), HEADER, KEY);
    expect(await vault.open(connection(), HEADER)).toEqual({ ok: true, value: KEY });
  });

  const no = { ok: false, failure: { kind: 'no-connection' } };

  test('opens for no other header, origin or connection', async () => {
    const { vault, storage } = await newVault();
    await vault.seal(connection(), HEADER, KEY);
    storage.rows.set('key:c2', storage.rows.get('key:c1'));
    expect(await vault.open(connection(), 'Authorization')).toEqual(no);
    expect(await vault.open(connection(), 'x-api-key')).toEqual(no);
    expect(
      await vault.open(connection({ origin: 'https://api.clarityq.ai.evil' }), HEADER),
    ).toEqual(no);
    expect(await vault.open(connection({ id: 'c2' }), HEADER)).toEqual(no);
  });

  test('is not fooled by a connection whose parts run into each other', async () => {
    const { vault, storage } = await newVault();
    await vault.seal(connection({ id: 'a', origin: 'b","c' }), HEADER, KEY);
    storage.rows.set('key:a","b', storage.rows.get('key:a'));
    expect(await vault.open(connection({ id: 'a","b', origin: 'c' }), HEADER)).toEqual(no);
  });

  test('moved into another profile does not open there', async () => {
    const here = await newVault();
    const there = await newVault();
    await here.vault.seal(connection(), HEADER, KEY);
    await there.vault.seal(connection({ id: 'own' }), HEADER, 'own');
    there.storage.rows.set('key:c1', here.storage.rows.get('key:c1'));
    expect(await there.vault.open(connection(), HEADER)).toEqual(no);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'key'],
    ['another version', { v: 2, iv: 'AAAA', data: 'AAAA' }],
    ['no base64', { v: 1, iv: '***', data: '***' }],
    ['an empty seal', { v: 1, iv: '', data: '' }],
    ['a stranger', { v: 1, iv: 'AAAAAAAAAAAAAAAA', data: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('that is %s is a missing key, not an exception', async (_, row) => {
    const { vault, storage } = await newVault();
    if (row !== undefined) storage.rows.set('key:c1', row);
    expect(await vault.open(connection(), HEADER)).toEqual(no);
  });

  test('with one bit turned does not open', async () => {
    const { vault, storage } = await newVault();
    await vault.seal(connection(), HEADER, KEY);
    const row = storage.rows.get('key:c1') as { data: string };
    const bytes = Buffer.from(row.data, 'base64');
    bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3);
    storage.rows.set('key:c1', { ...row, data: bytes.toString('base64') });
    expect(await vault.open(connection(), HEADER)).toEqual(no);
  });

  test('sealed twice looks different each time', async () => {
    const { vault, storage } = await newVault();
    await vault.seal(connection(), HEADER, KEY);
    const first = storage.rows.get('key:c1') as { iv: string; data: string };
    await vault.seal(connection(), HEADER, KEY);
    const second = storage.rows.get('key:c1') as { iv: string; data: string };
    expect(second.iv).not.toBe(first.iv);
    expect(second.data).not.toBe(first.data);
  });

  test('is gone when removed', async () => {
    const { vault, storage } = await newVault();
    await vault.seal(connection(), HEADER, KEY);
    expect(await vault.has('c1')).toBe(true);
    await vault.remove('c1');
    expect(await vault.has('c1')).toBe(false);
    expect(storage.rows.size).toBe(0);
  });
});

describe('what lies on disk', () => {
  test('holds nothing of the key in any encoding', async () => {
    const { vault, storage, db } = await newVault();
    await vault.seal(connection(), HEADER, KEY);
    const rows = JSON.stringify([...storage.rows]) + JSON.stringify(await everything(db));
    for (const shape of encodings(KEY)) expect(rows).not.toContain(shape);
    for (const { data } of storage.rows.values() as Iterable<{ data: string }>) {
      const raw = Buffer.from(data, 'base64').toString('latin1');
      expect(raw).not.toContain(KEY.slice(0, 6));
    }
  });

  test('the encodings would be found', () => {
    const hay = Buffer.from(`xx${KEY}`).toString('base64');
    expect(encodings(KEY).some((shape) => hay.includes(shape))).toBe(true);
  });

  test('holds a sealing key that nobody can export', async () => {
    const { vault, db } = await newVault();
    await vault.seal(connection(), HEADER, KEY);
    const seal = (await db.get('seals', 'seal')) as CryptoKey;
    expect(seal.extractable).toBe(false);
    for (const format of ['raw', 'jwk'] as const) {
      await expect(crypto.subtle.exportKey(format, seal)).rejects.toThrow();
    }
  });
});

describe('two seals at once', () => {
  test('keep one sealing key, so that both open afterwards', async () => {
    const { vault, db } = await newVault();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(ids.map((id) => vault.seal(connection({ id }), HEADER, `${KEY} ${id}`)));
    expect(await db.count('seals')).toBe(1);
    for (const id of ids) {
      expect(await vault.open(connection({ id }), HEADER)).toEqual({
        ok: true,
        value: `${KEY} ${id}`,
      });
    }
  });

  test('even when both found none', async () => {
    const { db } = await newSettings();
    const kept = sealKeyIn(db);
    let asked = 0;
    const late: SealKeyStore = {
      get: async () => (asked++ < 2 ? undefined : kept.get()),
      keep: (key) => kept.keep(key),
    };
    const vault = vaultOn(openStorage(), late);
    await Promise.all(['a', 'b'].map((id) => vault.seal(connection({ id }), HEADER, id)));
    for (const id of ['a', 'b']) {
      expect(await vault.open(connection({ id }), HEADER)).toEqual({ ok: true, value: id });
    }
  });
});
