import { describe, expect, test } from 'vitest';
import { armLock, LOCK_ALARM, lockingIn, noting } from '../../../src/background/locking';
import { passphraseOver } from '../../../src/background/passphrase';
import type { Handlers, KnownSender } from '../../../src/background/router';
import { lockIn } from '../../../src/background/settings';
import type { RequestKind } from '../../../src/messages/client';
import { contract } from '../../../src/messages/contract';
import { memoryAlarms } from '../delivery/stores';
import { newSettings, openMemory, openStorage } from './stores';

const WORDS = 'correct horse battery staple';
const MINUTE = 60_000;
const page: KnownSender = { kind: 'page' };

async function newWorker() {
  const clock = { now: 1_000_000 };
  const { db } = await newSettings(clock);
  const alarms = memoryAlarms();
  const noted: string[] = [];
  const passphrase = passphraseOver(openStorage(), lockIn(db), openMemory(), () => clock.now);
  const world = {
    passphrase,
    alarms,
    deliver: () => void noted.push('deliver'),
    changed: (conversation: string | null) => void noted.push(`changed ${conversation}`),
    releaseWaiting: async () => void noted.push('release'),
  };
  return { clock, alarms, noted, passphrase, world, handlers: lockingIn(world) };
}

async function protectedWorker() {
  const worker = await newWorker();
  await worker.handlers.setPassphrase({ current: null, next: WORDS }, page);
  await worker.handlers.lockAfter({ minutes: 15 }, page);
  worker.noted.length = 0;
  return worker;
}

describe('the requests about the passphrase', () => {
  test('unlocking lets go what waited, once it is unlocked, and tells every surface', async () => {
    const { handlers, noted } = await protectedWorker();
    await handlers.lock({}, page);
    expect(noted).toEqual(['changed null']);
    expect(await handlers.protection({}, page)).toEqual({
      passphrase: true,
      locked: true,
      lockAfter: 15,
    });
    expect(await handlers.unlock({ passphrase: WORDS }, page)).toEqual({ right: true });
    expect(noted).toEqual(['changed null', 'release', 'deliver', 'changed null']);
    expect(await handlers.protection({}, page)).toMatchObject({ locked: false });
  });

  test('a wrong one lets nothing go and tells nobody', async () => {
    const { handlers, noted } = await protectedWorker();
    await handlers.lock({}, page);
    noted.length = 0;
    expect(await handlers.unlock({ passphrase: 'wrong' }, page)).toEqual({ right: false });
    const change = { current: 'wrong', next: 'another sentence' };
    expect(await handlers.setPassphrase(change, page)).toEqual({ right: false });
    expect(noted).toEqual([]);
    expect(await handlers.protection({}, page)).toMatchObject({ locked: true });
  });
});

describe('the alarm', () => {
  test('stands at the time-out while unlocked, and not while locked or without one', async () => {
    const { handlers, alarms, clock } = await protectedWorker();
    const due = { scheduledTime: clock.now + 15 * MINUTE };
    expect(await alarms.get(LOCK_ALARM)).toEqual(due);
    await handlers.lock({}, page);
    expect(await alarms.get(LOCK_ALARM)).toBeUndefined();
    await handlers.unlock({ passphrase: WORDS }, page);
    expect(await alarms.get(LOCK_ALARM)).toEqual(due);
    await handlers.lockAfter({ minutes: null }, page);
    expect(await alarms.get(LOCK_ALARM)).toBeUndefined();
  });

  test('that comes after use is set anew; after none it locks', async () => {
    const { alarms, clock, passphrase, world } = await protectedWorker();
    clock.now += 10 * MINUTE;
    await passphrase.used();
    clock.now += 5 * MINUTE;
    expect(await armLock(world)).toBe(true);
    expect(await alarms.get(LOCK_ALARM)).toEqual({ scheduledTime: clock.now + 10 * MINUTE });
    clock.now += 10 * MINUTE;
    expect(await armLock(world)).toBe(false);
    expect(await passphrase.state()).toMatchObject({ locked: true });
  });
});

test('what a person does by hand puts the time-out off; what a page asks by itself does not', async () => {
  const { passphrase, clock } = await protectedWorker();
  const kinds = Object.keys(contract) as RequestKind[];
  const asked: unknown[] = [];
  const plain = kinds.map((kind) => [
    kind,
    async (...all: unknown[]) => asked.push([kind, ...all]),
  ]);
  const handlers = noting(Object.fromEntries(plain) as Handlers, passphrase);
  const puttingOff: string[] = [];
  for (const kind of kinds) {
    const before = await passphrase.locksAt();
    clock.now += 1_000;
    await (handlers[kind] as (...all: unknown[]) => Promise<unknown>)({ kind }, page);
    if ((await passphrase.locksAt()) !== before) puttingOff.push(kind);
  }
  expect(puttingOff.sort()).toEqual([
    'choose',
    'decide',
    'draft',
    'rate',
    'saveConnection',
    'testConnection',
    'undo',
  ]);
  expect(asked).toEqual(kinds.map((kind) => [kind, { kind }, page]));
});
