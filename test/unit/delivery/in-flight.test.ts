import { afterEach, describe, expect, test } from 'vitest';
import type { CallFault } from './faults';
import { openedAt, VENDORS, WRITE } from './opened';
import { BAD, entryOf, GOOD, mean, rest, type Scene, undo, type Vendor } from './person';
import { meeting } from './plans';
import { expectKept, heldAtVendor } from './promises';

let scene: Scene;
afterEach(() => scene.end());

async function opened(vendor: Vendor, count = 1) {
  const all = await openedAt(vendor, count);
  scene = all.scene;
  return all;
}

describe.each(VENDORS)('%s: what is on its way', (vendor) => {
  test('a newer intent waits its turn, and goes on soon after the older one is lost', async () => {
    const { conversation, turn, device } = await opened(vendor);
    device.plan = meeting(WRITE[vendor], device.network, [
      { point: 'after the commit', fault: 'cut' },
    ]);
    device.network.slow = () => 2_000;
    await mean(scene, conversation, turn, GOOD);
    for (let ms = 0; ms < 4_000; ms += 10) {
      if ((await entryOf(scene, conversation, turn))?.state === 'sending') break;
      await device.run(10);
    }
    await mean(scene, conversation, turn, BAD);
    expect((await entryOf(scene, conversation, turn))?.state).toBe('sending');
    await device.run(1_000);
    expect((await entryOf(scene, conversation, turn))?.failure).toEqual({ kind: 'unreachable' });
    await device.run(15_000);
    expect(heldAtVendor(scene, conversation.id, turn)).toEqual([BAD]);
    await rest(scene);
    await expectKept(scene);
  });

  test('a refusal after a lost reply does not make the lost one harmless: undoing takes it back', async () => {
    const { conversation, turn, device } = await opened(vendor);
    await mean(scene, conversation, turn, { ...GOOD, comment: 'first' });
    await rest(scene);
    const faults: CallFault[] = [
      { point: 'after the commit', fault: 'cut' },
      { point: 'before the commit', fault: '429 for 7 s' },
    ];
    const method = vendor === 'clarityq' ? 'PUT' : 'PATCH';
    device.plan = meeting(method, device.network, faults);
    await mean(scene, conversation, turn, BAD);
    await device.run(6_000);
    expect((await entryOf(scene, conversation, turn))?.failure?.kind).toBe('rate-limited');
    await undo(scene, conversation, turn);
    await rest(scene);
    await expectKept(scene);
    expect(heldAtVendor(scene, conversation.id, turn)).toEqual([{ ...GOOD, comment: 'first' }]);
  });

  test.each(['first', 'change'])(
    'the %s of a stopped worker cannot overtake the next',
    async (what) => {
      const { conversation, turn, device } = await opened(vendor);
      if (what === 'change') {
        await mean(scene, conversation, turn, GOOD);
        await rest(scene);
      }
      const late = [2_000];
      device.network.late = ({ method }) => (method === 'GET' ? 0 : (late.shift() ?? 0));
      await mean(scene, conversation, turn, BAD);
      for (let ms = 0; ms < 1_000; ms += 10) {
        if ((await entryOf(scene, conversation, turn))?.state === 'sending') break;
        await device.run(10);
      }
      device.stop();
      await mean(scene, conversation, turn, { ...GOOD, comment: 'last' });
      await rest(scene);
      await expectKept(scene);
    },
  );

  test('pressing again does not hurry a vendor that has asked to wait', async () => {
    const { conversation, turn, device } = await opened(vendor);
    device.plan = meeting(WRITE[vendor], device.network, [
      { point: 'before the commit', fault: '429 for 7 s' },
    ]);
    await mean(scene, conversation, turn, GOOD);
    await device.run(1_500);
    const sent = device.network.calls.length;
    await mean(scene, conversation, turn, BAD);
    await mean(scene, conversation, turn, { ...BAD, comment: 'again' });
    await device.run(4_000);
    expect(device.network.calls).toHaveLength(sent);
    await rest(scene);
    await expectKept(scene);
  });

  test('held with an unknown outcome, then let go, then pressed again: still one', async () => {
    const { conversation, turn, device } = await opened(vendor);
    device.plan = meeting(WRITE[vendor], device.network, [
      { point: 'after the commit', fault: 'HTML' },
    ]);
    await mean(scene, conversation, turn, GOOD);
    await device.settle();
    expect((await entryOf(scene, conversation, turn))?.hold).toMatchObject({
      failure: { kind: 'intercepted' },
    });
    await device.ask('decide', { conversation, turn, decision: 'discard' });
    await device.settle();
    expect((await entryOf(scene, conversation, turn))?.state).toBe('discarded');
    await mean(scene, conversation, turn, BAD);
    await rest(scene);
    await expectKept(scene);
  });

  test('held with an unknown outcome, then pressed again: still one', async () => {
    const { conversation, turn, device } = await opened(vendor);
    device.plan = meeting(WRITE[vendor], device.network, [
      { point: 'after the commit', fault: 'HTML' },
    ]);
    await mean(scene, conversation, turn, GOOD);
    await device.settle();
    await mean(scene, conversation, turn, BAD);
    await rest(scene);
    await expectKept(scene);
  });
});
