import { afterEach, describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/domain/conversation';
import { type Plan, SMOOTH } from './faults';
import { openedAt, pressAll, VENDORS, WRITE } from './opened';
import { entryOf, GOOD, mean, rest, type Scene, type Vendor } from './person';
import { meeting } from './plans';
import { expectKept } from './promises';

let scene: Scene;
afterEach(() => scene.end());

async function opened(vendor: Vendor, count = 1) {
  const all = await openedAt(vendor, count);
  scene = all.scene;
  return all;
}

describe.each(VENDORS)('%s: waking', (vendor) => {
  const points = ['before the commit', 'after the commit'] as const;
  test.each(points)('stopped %s: the alarm alone brings it back', async (point) => {
    const { conversation, turn, device } = await opened(vendor);
    device.eventsWake = false;
    device.plan = meeting(WRITE[vendor], device.network, [{ point, fault: 'death' }]);
    await mean(scene, conversation, turn, GOOD);
    await rest(scene);
    await expectKept(scene);
    expect(device.counts.lives).toBe(2);
  });

  test('an update takes the alarm: the next start sets it anew', async () => {
    const { conversation, turn, device } = await opened(vendor);
    device.network.online = false;
    await mean(scene, conversation, turn, GOOD);
    expect(device.alarms.nextAt()).not.toBeNull();
    device.stop();
    device.alarms.forget();
    await device.run(61_000);
    expect(device.counts.lives).toBe(2);
    expect(device.alarms.nextAt()).not.toBeNull();
    device.network.online = true;
    await rest(scene);
    await expectKept(scene);
  });

  test('a full disk: nothing is stormed, nothing is lost, and it goes on when there is room', async () => {
    const { conversation, turn, device } = await opened(vendor);
    // Long after the last look, so that ClarityQ is looked at before the disk refuses.
    await device.run(3_600_000);
    await mean(scene, conversation, turn, GOOD);
    const before = device.network.calls.length;
    const full: Plan['crash'] = (_, name) => (name === 'changeConversation' ? 'refused' : null);
    device.plan = { ...SMOOTH, crash: vendor === 'clarityq' ? full : () => 'refused' };
    await device.run(10 * 60_000);
    expect(device.network.calls.length - before).toBeLessThan(15);
    expect(device.alarms.nextAt()).not.toBeNull();
    device.plan = SMOOTH;
    await rest(scene);
    await expectKept(scene);
  });
});

describe.each(VENDORS)('%s: a refused key', (vendor) => {
  test('pauses the connection, asks no more, and goes on when the settings change', async () => {
    const { turn, device } = await opened(vendor, 6);
    const refuse = (refused: boolean): void => {
      scene.clarityq.refusesKey = refused;
      scene.clarifeye.refuses.key = refused;
    };
    refuse(true);
    await pressAll(scene, scene.conversations, turn);
    await device.settle();
    const asked = device.network.calls.length;
    const holds = (await device.entries()).map(({ hold }) => hold);
    expect(holds).toEqual(
      Array.from({ length: 6 }, () => ({ kind: 'failure', failure: { kind: 'key-refused' } })),
    );
    refuse(false);
    await device.run(3_600_000);
    await device.ask('online', {});
    expect(device.network.calls).toHaveLength(asked);

    const known = await device.settings.connection(`to-${vendor}`);
    if (!known) throw new Error('no connection');
    const { id, name, origin, scope, scopeName, actAs } = known;
    const draft = { id, vendor, name, origin, scope, scopeName, actAs, key: 'a new one' };
    await device.ask('saveConnection', draft);
    await rest(scene);
    expect(scene.questions).toEqual([]);
    await expectKept(scene);
  });

  test('what was under way when it was refused does not lift the pause', async () => {
    const { turn, device } = await opened(vendor, 2);
    const [slow, refused] = scene.conversations as [Conversation, Conversation];
    device.network.slow = ({ method }) => (method === 'GET' ? 0 : 5_000);
    await mean(scene, slow, turn, GOOD);
    await device.run(1_000);
    device.network.slow = () => 0;
    scene.clarityq.refusesKey = true;
    scene.clarifeye.refuses.key = true;
    await mean(scene, refused, turn, GOOD);
    await device.run(20_000);
    expect((await entryOf(scene, slow, turn))?.state).toBe('stored');
    expect((await device.settings.connection(`to-${vendor}`))?.paused).toBe(true);
  });
});
