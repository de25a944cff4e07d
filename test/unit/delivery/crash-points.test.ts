import { afterEach, describe, expect, test } from 'vitest';
import { faultsOf, type Plan, SMOOTH } from './faults';
import { rest, type Scene, sceneAt, type Vendor } from './person';
import { expectKept } from './promises';
import { SCRIPTS, type Script } from './scripts';

let scene: Scene | undefined;
afterEach(() => {
  scene?.end();
  scene = undefined;
});

/** Plays the script from an empty disk to the end, with what the plan lets go wrong. */
async function play(vendor: Vendor, script: Script, plan: Plan): Promise<Scene> {
  scene?.end();
  scene = await sceneAt(vendor, 1);
  scene.device.plan = plan;
  await script.act(scene);
  await rest(scene);
  await expectKept(scene);
  return scene;
}

describe.each<Vendor>(['clarityq', 'clarifeye'])('%s', (vendor) => {
  const scripts = SCRIPTS.filter(({ vendors }) => vendors.includes(vendor));
  test.each(scripts)('$name: every write and every request', async (script) => {
    const isWrite: boolean[] = [];
    const smooth: Plan = {
      ...SMOOTH,
      fault(_, write) {
        isWrite.push(write);
        return null;
      },
    };
    const { writes } = (await play(vendor, script, smooth)).device.counts;
    expect(isWrite.length).toBeGreaterThan(1);
    let runs = 0;
    const failures: string[] = [];
    const attempt = async (name: string, plan: Plan): Promise<void> => {
      runs += 1;
      await play(vendor, script, plan).catch((error: Error) => {
        failures.push(`${name}: ${error.message}`);
      });
    };
    for (let write = 1; write <= writes; write += 1) {
      for (const side of ['before', 'after'] as const) {
        await attempt(`dies ${side} write ${write}`, {
          ...SMOOTH,
          crash: (nth) => (nth === write ? side : null),
        });
      }
    }
    for (const [index, write] of isWrite.entries()) {
      for (const fault of faultsOf(write)) {
        await attempt(`request ${index + 1}: ${fault.fault} ${fault.point}`, {
          ...SMOOTH,
          fault: (nth) => (nth === index + 1 ? fault : null),
        });
      }
    }
    expect(failures, `of ${runs} runs`).toEqual([]);
  });
});
