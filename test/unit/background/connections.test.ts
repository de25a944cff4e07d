import { describe, expect, test } from 'vitest';
import { connectionFor } from '../../../src/background/access';
import {
  list,
  orphans,
  test as probe,
  purge,
  remove,
  restore,
  save,
} from '../../../src/background/connections';
import type { ConnectionDraft } from '../../../src/messages/view';
import { practice } from '../../../src/vendors/practice/site';
import { CONVERSATION } from '../domain/entries';
import { policyWorld } from './policies';
import { connection, everything } from './stores';
import { workerWith } from './worlds';

const signal = new AbortController().signal;
const DRAFT: ConnectionDraft = {
  id: null,
  vendor: 'clarityq',
  name: 'Ours',
  origin: 'https://api.clarityq.ai',
  scope: '1f0c2b7e-9a41-4c55-8a10-3d6f0e5b7a01',
  scopeName: null,
  actAs: null,
  key: 'sk-secret-0123456789',
};
const OUTSIDE = [
  'https://api.clarityq.ai.example.net',
  'https://notclarityq.ai',
  'http://api.clarityq.ai',
  'https://api.clarityq.ai:8443',
  'https://user@api.clarityq.ai',
  'https://api.clarityq.ai/steal',
  'https://eu.app.clarifeye.ai',
  'javascript:alert(1)',
  '',
];

describe('a key is kept for the vendor’s own servers only', () => {
  test.each(OUTSIDE)('not for %j: nothing is saved, nothing tried', async (origin) => {
    const { world, settings, vault, vendor } = await workerWith();
    await expect(save(world, { ...DRAFT, origin })).rejects.toThrow('malformed');
    expect(await probe(world, { ...DRAFT, origin }, signal)).toMatchObject({
      ok: false,
      failure: { kind: 'outside-vendor' },
    });
    expect(await settings.connections()).toEqual([]);
    expect([await vault.has('id 0'), vendor.calls]).toEqual([false, []]);
  });

  test('not for a vendor nobody knows', async () => {
    const { world } = await workerWith();
    for (const vendor of ['evilq', '__proto__', '']) {
      await expect(save(world, { ...DRAFT, vendor })).rejects.toThrow('malformed');
    }
  });

  test('a stored key does not follow its connection to another address', async () => {
    const eu = connection({ vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' });
    const { world, settings, vendor } = await workerWith(eu);
    const us = { ...DRAFT, ...eu, origin: 'https://us.app.clarifeye.ai', key: null };
    await expect(save(world, us)).rejects.toThrow('malformed');
    expect(await probe(world, us, signal)).toMatchObject({ failure: { kind: 'no-connection' } });
    expect(vendor.calls).toEqual([]);
    expect((await settings.connection('c1'))?.origin).toBe(eu.origin);
  });

  test('nor to another vendor', async () => {
    const { world, vendor } = await workerWith(connection());
    const other = { ...DRAFT, id: 'c1', vendor: 'clarifeye', key: null };
    await expect(save(world, other)).rejects.toThrow('malformed');
    await probe(world, other, signal);
    expect(vendor.calls).toEqual([]);
  });
});

describe('saving', () => {
  test('answers, lists and stores the connection without its key', async () => {
    const { world, db, settings } = await workerWith();
    const saved = await save(world, DRAFT);
    expect(saved).toMatchObject({ name: 'Ours', vendorLabel: 'ClarityQ', hasKey: true });
    const seen = JSON.stringify([saved, await list(world), await settings.connections()]);
    expect(seen).not.toContain('sk-secret');
    expect(JSON.stringify(await everything(db))).not.toContain('sk-secret');
  });

  test('without a key makes one that has none, and keeps the old one of a known one', async () => {
    const { world, vault } = await workerWith(connection());
    const bare = await save(world, { ...DRAFT, name: 'Bare', key: null });
    expect(bare).toMatchObject({ name: 'Bare', hasKey: false });
    expect(await probe(world, { ...DRAFT, id: bare.id, key: null }, signal)).toMatchObject({
      failure: { kind: 'no-connection' },
    });
    await remove(world, bare.id);
    await save(world, { ...DRAFT, id: 'c1', name: 'Renamed', key: null });
    expect(await vault.open(connection(), 'X-API-Key')).toEqual({ ok: true, value: 'k' });
    expect(await list(world)).toMatchObject([{ id: 'c1', name: 'Renamed', hasKey: true }]);
  });

  test('lifts the pause; a new key forgets whose the old one was', async () => {
    const known = connection({ paused: true, knownAs: 'ann@example.com' });
    const { world, settings } = await workerWith(known);
    await save(world, { ...DRAFT, id: 'c1', key: null });
    expect(await settings.connection('c1')).toMatchObject({
      paused: false,
      knownAs: 'ann@example.com',
    });
    await save(world, { ...DRAFT, id: 'c1' });
    expect(await settings.connection('c1')).toMatchObject({ knownAs: null });
  });

  test('what its last test found stays with the name, and goes with the product or the key', async () => {
    const { world, settings, clock } = await workerWith();
    const last = async () => (await settings.connection('id 0'))?.lastResult;
    await save(world, { ...DRAFT, accepted: true });
    const found = { at: clock.now, failure: null };
    expect(await last()).toEqual(found);
    clock.now += 1_000;
    await save(world, { ...DRAFT, id: 'id 0', name: 'Renamed', key: null });
    expect(await last()).toEqual(found);
    await save(world, { ...DRAFT, id: 'id 0', scope: CONVERSATION.id, key: null });
    expect(await last()).toBeNull();
    await save(world, { ...DRAFT, id: 'id 0', scope: CONVERSATION.id, key: null, accepted: true });
    expect(await last()).toEqual({ at: clock.now, failure: null });
    await save(world, { ...DRAFT, id: 'id 0', scope: CONVERSATION.id });
    expect(await last()).toBeNull();
  });

  test('an id that was typed in capitals fits the conversations that are recognised', async () => {
    const { world, settings } = await workerWith();
    await save(world, { ...DRAFT, scope: DRAFT.scope?.toUpperCase() ?? null });
    expect((await settings.connections())[0]?.scope).toBe(DRAFT.scope);
    await save(world, { ...DRAFT, scope: 'Not-A-Uuid' });
    expect((await settings.connections()).map(({ scope }) => scope)).toContain('Not-A-Uuid');
  });

  test('under an id that nobody made makes a new connection', async () => {
    const { world, settings } = await workerWith();
    await save(world, { ...DRAFT, id: 'forged' });
    expect((await settings.connections()).map(({ id }) => id)).toEqual(['id 0']);
  });
});

describe('a test of a connection', () => {
  test('uses what was typed, saves nothing and tells no key', async () => {
    const { world, settings, vendor } = await workerWith();
    const result = await probe(world, DRAFT, signal);
    expect(result).toMatchObject({ ok: true });
    expect(JSON.stringify(result)).not.toContain('sk-secret');
    expect(vendor.calls).toEqual(['probe sk-secret-0123456789']);
    expect(await settings.connections()).toEqual([]);
  });

  test('of a known one uses its own key and lifts its pause', async () => {
    const { world, settings, vendor } = await workerWith(connection({ paused: true }));
    await probe(world, { ...DRAFT, id: 'c1', key: null }, signal);
    expect(vendor.calls).toEqual(['probe k']);
    expect(await settings.connection('c1')).toMatchObject({
      paused: false,
      lastResult: { failure: null },
    });
  });
});

describe('removing', () => {
  test('can be undone, key and all', async () => {
    const { world, vault } = await workerWith(connection());
    await remove(world, 'c1');
    expect(await list(world)).toEqual([]);
    expect(await restore(world, 'c1')).toMatchObject({ id: 'c1', hasKey: true });
    expect(await vault.open(connection(), 'X-API-Key')).toMatchObject({ ok: true });
  });

  test('is for good after the next start: the key first', async () => {
    const { world, vault } = await workerWith(connection(), connection({ id: 'c2' }));
    await remove(world, 'c1');
    await purge(world);
    expect([await vault.has('c1'), await vault.has('c2')]).toEqual([false, true]);
    await expect(restore(world, 'c1')).rejects.toThrow('failed');
    expect((await list(world)).map(({ id }) => id)).toEqual(['c2']);
  });

  test('of what is not there changes nothing', async () => {
    const { world } = await workerWith(connection());
    await remove(world, 'nobody');
    expect(await list(world)).toHaveLength(1);
  });
});

describe('under a policy', () => {
  const GIVEN = { vendor: 'clarityq', name: 'Retail', product: DRAFT.scope ?? '' };

  test('its connection takes a key and nothing else, and stays', async () => {
    const { world } = await policyWorld({ connections: [GIVEN] });
    const [given] = await list(world);
    if (!given) throw new Error('no connection was given');
    expect(given).toMatchObject({ name: 'Retail', policy: 'given', hasKey: false });
    const draft = { ...DRAFT, id: given.id, name: 'Retail' };
    for (const change of [
      { name: 'Mine' },
      { scope: CONVERSATION.id },
      { actAs: 'ann@example.com' },
      { vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' },
    ]) {
      await expect(save(world, { ...draft, ...change })).rejects.toThrow('policy');
    }
    await expect(remove(world, given.id)).rejects.toThrow('policy');
    expect(await list(world)).toMatchObject([{ hasKey: false }]);
    expect(await save(world, draft)).toMatchObject({ hasKey: true, policy: 'given' });
  });

  test('nobody makes a connection that looks like one of its own', async () => {
    const { world } = await policyWorld({});
    const saved = await save(world, { ...DRAFT, id: 'policy clarityq https://api.clarityq.ai x' });
    expect(saved).toMatchObject({ id: 'id 0', policy: null });
  });

  test.each([
    { allowedVendors: ['clarifeye'] },
    { allowedHosts: ['eu.app.clarifeye.ai'] },
    { allowedVendors: [] },
  ])('%j: nothing of ClarityQ is saved, tested or used', async (raw) => {
    const { world, vault, vendor } = await policyWorld(raw, connection());
    await expect(save(world, DRAFT)).rejects.toThrow('policy');
    await expect(save(world, { ...DRAFT, id: 'c1', key: null })).rejects.toThrow('policy');
    await expect(probe(world, DRAFT, signal)).rejects.toThrow('policy');
    expect(await list(world)).toMatchObject([{ id: 'c1', policy: 'barred' }]);
    expect(await connectionFor(world.settings, { ...CONVERSATION, scope: null })).toMatchObject({
      failure: { kind: 'barred' },
    });
    expect([await vault.ids(), vendor.calls]).toEqual([['c1'], []]);
    await remove(world, 'c1');
    expect(await list(world)).toEqual([]);
    // There is no key to add either, so that nobody is asked for one.
    expect(await connectionFor(world.settings, CONVERSATION)).toMatchObject({
      failure: { kind: 'barred' },
    });
  });

  test('what it bars is another server than the one it allows, and never the practice', async () => {
    const { settings } = await policyWorld({ allowedHosts: ['us.app.clarifeye.ai'] });
    const at = (origin: string, vendor = 'clarifeye') =>
      connectionFor(settings, { ...CONVERSATION, vendor, origin });
    expect(await at('https://eu.app.clarifeye.ai')).toMatchObject({ failure: { kind: 'barred' } });
    expect(await at('https://us.app.clarifeye.ai')).toMatchObject({
      failure: { kind: 'no-connection' },
    });
    const { id, ownConnection } = practice;
    expect(await at(ownConnection?.origin ?? '', id)).toMatchObject({ value: { id } });
  });

  test('the keys of what it bars or gives are nobody’s orphans', async () => {
    const raw = { connections: [GIVEN], allowedVendors: ['clarityq'] };
    const eu = connection({ vendor: 'clarifeye', origin: 'https://eu.app.clarifeye.ai' });
    const { world } = await policyWorld(raw, eu);
    const [given] = await list(world);
    await save(world, { ...DRAFT, id: given?.id ?? '', name: 'Retail' });
    expect(await orphans(world)).toEqual([]);
  });
});
