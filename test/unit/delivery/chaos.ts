import { type Conversation, UNNAMED } from '../../../src/domain/conversation';
import { isUnsettled } from '../../../src/domain/entry';
import { type Feedback, NOTHING, type Rating } from '../../../src/domain/feedback';
import { faultsOf, type Plan, SMOOTH } from './faults';
import {
  entryOf,
  mean,
  open,
  rest,
  type Scene,
  sceneAt,
  seen,
  show,
  undo,
  type Vendor,
} from './person';
import { expectKept } from './promises';
import { NEWEST } from './scripts';

/** More than this does not go wrong in one run, so that every run comes to an end. */
const FAULTS = 12;

/** What a seed makes go wrong; `smooth` ends it. */
function chaos(scene: Scene): Plan {
  const { chance } = scene;
  const crashes = chance() * 0.06;
  const faults = chance() * 0.35;
  let left = FAULTS;
  return {
    idleStops: chance() < 0.5,
    crash() {
      if (left === 0 || chance() >= crashes) return null;
      left -= 1;
      return chance() < 0.5 ? 'before' : 'after';
    },
    fault(_, isWrite) {
      if (left === 0 || chance() >= faults) return null;
      left -= 1;
      return one(scene, faultsOf(isWrite));
    },
  };
}

/** One random run from an empty disk; whatever the seed, what delivery promises is kept. */
export async function chaoticRun(vendor: Vendor, seed: number): Promise<void> {
  const scene = await sceneAt(vendor, seed, { count: 1 + (seed % 6) });
  try {
    const { device, chance } = scene;
    device.plan = chaos(scene);
    for (const [index, conversation] of scene.conversations.entries()) {
      if (vendor === 'clarifeye' && (seed + index) % 3 === 0) {
        // Whoever is quick presses before the vendor has named its answers.
        await show(scene, conversation, index + 1);
        await mean(scene, conversation, UNNAMED, anyFeedback(scene, 0), NEWEST);
      }
      await open(scene, conversation, index + 1);
      await device.run(chance() * 2_000);
    }
    const acts = 2 + Math.floor(chance() * 10);
    for (let act = 0; act < acts; act += 1) {
      await something(scene, one(scene, scene.conversations), act);
      await device.run(10 ** (chance() * 5));
    }
    device.network.online = true;
    await rest(scene);
    device.plan = SMOOTH;
    await rest(scene);
    await expectKept(scene);
  } finally {
    scene.end();
  }
}

/** Something a person, the page, the vendor or the device does. */
async function something(scene: Scene, conversation: Conversation, act: number): Promise<void> {
  const { chance, device, vendor } = scene;
  const turn = vendor === 'clarityq' ? 1 : Math.floor(chance() * 2);
  const dice = chance();
  // The panel shows what was pressed before the answer had a name until it has got one.
  const early = turn === NEWEST && (await entryOf(scene, conversation, UNNAMED));
  if (dice < 0.65 && early && isUnsettled(early)) {
    return mean(scene, conversation, UNNAMED, anyFeedback(scene, act), NEWEST);
  }
  if (dice < 0.5) return mean(scene, conversation, turn, anyFeedback(scene, act));
  if (dice < 0.65) return undo(scene, conversation, turn);
  if (dice < 0.7) device.stop();
  else if (dice < 0.75) device.network.online = !device.network.online;
  else if (dice < 0.8) update(scene);
  else if (dice < 0.85) device.clock.correct((chance() - 0.5) * 120_000);
  else if (dice < 0.9 && vendor === 'clarifeye') await rowGoes(scene, conversation, turn, act);
  else if (dice < 0.95) await pageCalls(scene, conversation);
  else await device.ask('online', {});
}

/**
 * A row disappears at the vendor, and the person says something about the answer again. Nothing else
 * happens until that has come to an end: who presses what the ledger takes for stored sends nothing.
 */
async function rowGoes(
  scene: Scene,
  conversation: Conversation,
  turn: number,
  act: number,
): Promise<void> {
  const { rows } = scene.clarifeye;
  const isStored = async (): Promise<boolean> =>
    (await entryOf(scene, conversation, turn))?.state === 'stored';
  const index = rows.findIndex((row) => row.turn === turn && row.conversation === conversation.id);
  if (index < 0 || !scene.device.network.online || !(await isStored())) return;
  rows.splice(index, 1);
  await mean(scene, conversation, turn, { rating: 'bad', comment: `after it went ${act}` });
  for (let rounds = 0; rounds < 20 && !(await isStored()); rounds += 1) await rest(scene);
}

/** An update of the extension takes the worker and its alarms. */
function update({ device }: Scene): void {
  device.stop();
  device.alarms.forget();
}

async function pageCalls(scene: Scene, conversation: Conversation): Promise<void> {
  const now = scene.clock.now();
  const times = { startedAt: now, endedAt: now, watchingSince: now - 60_000 };
  const input = { conversation, run: false, ...times };
  await scene.device.ask('called', input);
  await seen(scene, conversation, null);
}

function anyFeedback(scene: Scene, act: number): Feedback {
  const ratings: Rating[] =
    scene.vendor === 'clarityq' ? ['good', 'bad'] : ['good', 'bad', 'neutral'];
  if (scene.chance() < 0.15) return NOTHING;
  const rating = one(scene, ratings);
  return { rating, comment: scene.chance() < 0.5 ? '' : `said at ${act}: naïve, שלום, 👍🏽` };
}

function one<T>(scene: Scene, from: readonly T[]): T {
  return from[Math.floor(scene.chance() * from.length)] as T;
}
