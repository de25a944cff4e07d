import { afterEach, expect, test } from 'vitest';
import { openedAt } from './opened';
import { entryOf, GOOD, mean, rest, type Scene } from './person';

const MINUTE = 60_000;

let scene: Scene;
afterEach(() => scene.end());

test('reviews are noticed at one request per project in ten minutes, however many tabs report and workers die', async () => {
  const opened = await openedAt('clarifeye', 3);
  scene = opened.scene;
  const { device, turn } = opened;
  const [first, ...others] = scene.conversations as [(typeof scene.conversations)[0]];
  const asked = () => device.network.calls.filter(({ path }) => path.includes('status=reviewed'));
  const report = async (conversation: (typeof scene.conversations)[0], tab: number) => {
    await device.ask('recognised', { conversation, watchingSince: device.clock.now() }, tab);
    await device.run(1_000);
  };
  await mean(scene, first, turn, GOOD);
  await rest(scene);

  await report(first, 1);
  expect(asked()).toHaveLength(1);
  expect((await entryOf(scene, first, turn))?.stored?.reviewed).toBe(false);
  const readBefore = device.counts.kinds.get('unreviewed');
  for (const row of scene.clarifeye.rows) row.reviewed = true;
  for (let minute = 1; minute < 10; minute += 1) {
    device.stop();
    for (const [index, one] of [first, ...others].entries()) await report(one, index + 1);
    await device.run(MINUTE - 3_000);
  }
  expect(asked()).toHaveLength(1);
  // Nor is the ledger read for what could not be asked about.
  expect(device.counts.kinds.get('unreviewed')).toBe(readBefore);

  await device.run(2 * MINUTE);
  await report(first, 1);
  expect(asked()).toHaveLength(2);
  expect((await entryOf(scene, first, turn))?.stored?.reviewed).toBe(true);
  // Nothing of theirs is left to be reviewed, so nobody asks any more.
  await device.run(11 * MINUTE);
  await report(first, 1);
  expect(asked()).toHaveLength(2);
});
