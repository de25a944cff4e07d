import { afterEach, describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/domain/conversation';
import { openedAt, pressAll, VENDORS, WRITE } from './opened';
import { BAD, entryOf, GOOD, mean, rest, type Scene, type Vendor } from './person';
import { counted } from './plans';
import { expectKept, heldAtVendor } from './promises';

let scene: Scene;
afterEach(() => scene.end());

async function opened(vendor: Vendor, count = 1) {
  const all = await openedAt(vendor, count);
  scene = all.scene;
  return all;
}

describe.each(VENDORS)('%s: how many at once', (vendor) => {
  test('many conversations at once: four writes are under way, never more, and all arrive', async () => {
    const { turn, device } = await opened(vendor, 25);
    device.network.slow = () => 500;
    await pressAll(scene, scene.conversations, turn);
    await rest(scene);
    await expectKept(scene);
    expect(device.network.most).toEqual({ conversation: 1, vendor: 4 });
  });

  test('a long queue is read once, not once for each entry', async () => {
    const { turn, device } = await opened(vendor, 100);
    device.network.online = false;
    await pressAll(scene, scene.conversations, turn);
    await device.run(1_000);
    device.network.online = true;
    const before = device.counts.kinds.get('due') ?? 0;
    await rest(scene);
    await expectKept(scene);
    expect((device.counts.kinds.get('due') ?? 0) - before).toBeLessThan(100);
  });

  test('a press reads once what is shown and once what is sent, and writes thrice', async () => {
    const { conversation, turn, device } = await opened(vendor);
    await mean(scene, conversation, turn, GOOD);
    await rest(scene);
    const before = new Map(device.counts.kinds);
    await mean(scene, conversation, turn, BAD);
    await rest(scene);
    await expectKept(scene);
    const since = (kind: string) => (device.counts.kinds.get(kind) ?? 0) - (before.get(kind) ?? 0);
    const counted = ['conversation', 'entry', 'seen', 'again', 'change', 'changeByKey', 'due'];
    expect(counted.map((kind) => `${kind} ${since(kind)}`)).toEqual([
      ...['conversation 1', 'entry 0', 'seen 1', 'again 1', 'change 1', 'changeByKey 2', 'due 1'],
    ]);
    expect(since('changeConversation')).toBe(0);
  });

  test('where somebody has just watched no tab is asked on the way', async () => {
    const { conversation, turn, device } = await opened(vendor);
    const asked = () => device.counts.kinds.get('ask') ?? 0;
    const before = asked();
    await mean(scene, conversation, turn, GOOD);
    await rest(scene);
    await expectKept(scene);
    expect(asked()).toBe(before);
  });

  test('20 presses at once on one answer: one is stored, and it is the one the ledger shows', async () => {
    const { conversation, turn, device } = await opened(vendor, 2);
    const page = { title: '', address: '' };
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const feedback = { ...GOOD, comment: `press ${n}` };
        const input = { conversation, turn, pressId: `${n}`, feedback, page };
        return device.ask('rate', input, 1 + (n % 2));
      }),
    );
    await rest(scene);
    const entry = await entryOf(scene, conversation, turn);
    expect(heldAtVendor(scene, conversation.id, turn)).toEqual([entry?.intent]);
    expect(entry?.state).toBe('stored');
    expect(entry?.steps.filter(({ what }) => what === 'pressed')).toHaveLength(20);
    expect(device.network.most.conversation).toBe(1);
  });

  test('start-up, alarm, press and a tab back online, all at once: each is sent once', async () => {
    const { turn, device } = await opened(vendor, 6);
    device.network.online = false;
    await pressAll(scene, scene.conversations.slice(1), turn);
    device.stop();
    device.network.online = true;
    await device.run(120_000);
    const [first] = scene.conversations as [Conversation];
    await Promise.all([
      device.ask('online', {}),
      device.ask('online', {}),
      mean(scene, first, turn, GOOD),
      device.ask('online', {}, 2),
    ]);
    await rest(scene);
    await expectKept(scene);
    expect(counted(device.network)[WRITE[vendor]]).toBe(6);
  });
});
