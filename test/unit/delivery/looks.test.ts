import { afterEach, describe, expect, test } from 'vitest';
import { openedAt, VENDORS } from './opened';
import { GOOD, mean, rest, type Scene } from './person';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let scene: Scene;
afterEach(() => scene.end());

/** A conversation that has just been looked at, and how often it was since. */
async function lookedAt(vendor: (typeof VENDORS)[number]) {
  const opened = await openedAt(vendor);
  scene = opened.scene;
  const { conversation, device } = opened;
  const isLook = ({ method, path }: { method: string; path: string }) =>
    method === 'GET' && path.includes(conversation.id);
  const before = device.network.calls.filter(isLook).length;
  const looks = () => device.network.calls.filter(isLook).length - before;
  const view = (focus?: boolean) =>
    device.ask('view', { conversation, turn: null, look: true, ...(focus && { focus }) });
  const called = async (endedAgo = 0) => {
    const now = device.clock.now();
    const times = { startedAt: now, endedAt: now - endedAgo, watchingSince: now };
    await device.ask('called', { conversation, run: false, ...times });
    await device.run(SECOND);
  };
  return { ...opened, before, looks, view, called };
}

describe.each(VENDORS)('%s: looks, counted', (vendor) => {
  test('opening a conversation is one look, and the hour after it none', async () => {
    const { before, looks, view, device } = await lookedAt(vendor);
    expect(before).toBe(1);
    for (let minute = 1; minute < 60; minute += 1) {
      await view();
      await device.run(MINUTE);
    }
    expect(looks()).toBe(0);
    await device.run(MINUTE);
    await view();
    await device.run(MINUTE);
    expect(looks()).toBe(1);
  });

  test('each call of the page that ends is one more', async () => {
    const { looks, called } = await lookedAt(vendor);
    for (let calls = 1; calls <= 3; calls += 1) {
      await called();
      expect(looks()).toBe(calls);
    }
  });

  test('those that had ended when the last look was asked for are none', async () => {
    const { looks, called, device } = await lookedAt(vendor);
    await called();
    await called(2 * SECOND);
    expect(looks()).toBe(1);
    device.clock.correct(-MINUTE);
    await called(2 * SECOND);
    expect(looks()).toBe(2);
  });

  test('so is coming back to it, once a minute at most', async () => {
    const { looks, view, device } = await lookedAt(vendor);
    for (let times = 0; times < 10; times += 1) await view(true);
    await device.run(SECOND);
    expect(looks()).toBe(0);
    await device.run(MINUTE);
    for (let times = 0; times < 10; times += 1) {
      await view(true);
      await device.run(SECOND);
    }
    expect(looks()).toBe(1);
  });

  test('a press right after a look needs none', async () => {
    const { looks, conversation, turn } = await lookedAt(vendor);
    await mean(scene, conversation, turn, GOOD);
    await rest(scene);
    expect(looks()).toBe(0);
  });
});

test('ClarityQ: a write looks first when the last look is older than five seconds', async () => {
  const { looks, conversation, turn, device } = await lookedAt('clarityq');
  await device.run(6 * SECOND);
  await mean(scene, conversation, turn, GOOD);
  await rest(scene);
  expect(looks()).toBe(1);
});

test('Clarifeye: a write to a named answer needs no fresh look', async () => {
  const { looks, conversation, turn, device } = await lookedAt('clarifeye');
  await device.run(30 * MINUTE);
  await mean(scene, conversation, turn, GOOD);
  await rest(scene);
  expect(looks()).toBe(0);
});
