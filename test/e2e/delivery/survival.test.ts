import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../unit/delivery/clock.ts';
import { reads } from '../acts.ts';
import type { FirefoxOptions } from '../driver/firefox.ts';
import type { Tab } from '../driver/person.ts';
import {
  connectClarifeye,
  connectClarityq,
  eventually,
  openStage,
  press,
  type Stage,
} from '../stage.ts';
import { type Device, openDevice } from './device.ts';
import { expectDelivered, fresh, playRound, type Round, VENDORS } from './rounds.ts';

/** Runs per vendor, and kills of the whole browser; a soak sets more. */
const RUNS = Number(process.env.VERDICT_ROUNDS ?? 4);
const KILLS = Number(process.env.VERDICT_KILLS ?? 1);
/** Where the seeds begin; a failure names its own. */
const FIRST = Number(process.env.VERDICT_SEED ?? 0);
const seeds = (count: number) => Array.from({ length: count }, (_, index) => FIRST + index);

/** Firefox ends its background after this long without an event, a pending request or not. */
const EARLY: Partial<FirefoxOptions> = { backgroundIdleMs: 3_000 };

const SLACK_MS = 30_000;

async function connected(): Promise<{ stage: Stage; device: Device; tab: Tab }> {
  const stage = await openStage(EARLY);
  await (await connectClarityq(stage)).close();
  const tab = await connectClarifeye(stage);
  return { stage, device: await openDevice(stage), tab };
}

/** A browser that nobody touches any more, in which two writes were under way as the worker ended. */
interface LeftAlone {
  stage: Stage;
  device: Device;
  clarityq: string;
  clarifeye: string;
}

async function leaveAlone(): Promise<LeftAlone> {
  const { stage, device, tab } = await connected();
  const { browser, sandbox } = stage;
  const clarityq = fresh(stage, 'clarityq', 'Left alone');
  const clarifeye = fresh(stage, 'clarifeye', 'Left alone');
  const faults = [
    sandbox.faults.add({ method: 'PUT', when: 'before', do: { kind: 'hang' } }),
    sandbox.faults.add({ method: 'POST', when: 'after', do: { kind: 'hang' } }),
  ];
  for (const { address } of [clarityq, clarifeye]) {
    await tab.goto(address);
    await press(tab, 'Good answer');
    await reads(tab, 'Saved on this device');
  }
  await eventually(
    () => faults.map(({ hits }) => hits),
    (hits) => hits.every((count) => count === 1),
  );
  await tab.close();
  // Firefox does it by itself, the pending requests notwithstanding.
  if (browser.name === 'chromium') await browser.stopBackground();
  await eventually(
    () => browser.backgroundAlive(),
    (alive) => !alive,
  );
  sandbox.faults.clear();
  return { stage, device, clarityq: clarityq.id, clarifeye: clarifeye.id };
}

describe('the worker stopped at random moments around a press', () => {
  let stage: Stage;
  let device: Device;
  let tab: Tab;
  let alone: Promise<LeftAlone>;

  beforeAll(async () => {
    // Its alarm takes half a minute, which passes while the others run.
    alone = leaveAlone();
    alone.catch(() => undefined);
    ({ stage, device, tab } = await connected());
    await tab.bringToFront();
  });
  afterAll(async () => {
    await stage?.close();
    await alone?.then((other) => other.stage.close()).catch(() => undefined);
  });

  it.each(VENDORS)(
    `%s, ${RUNS} runs: the last intent is stored, exactly once`,
    { timeout: SLACK_MS + RUNS * 15_000 },
    async (vendor) => {
      const rounds: Round[] = [];
      const failures: string[] = [];
      const attempt = async (seed: number, work: () => Promise<void>) =>
        work().catch((error: Error) => {
          failures.push(`VERDICT_SEED=${seed}: ${error.message}`);
        });
      for (const seed of seeds(RUNS)) {
        await attempt(seed, async () => {
          rounds.push(await playRound(stage, tab, vendor, seed));
        });
      }
      stage.sandbox.faults.clear();
      for (const round of rounds) {
        await attempt(round.seed, () => expectDelivered(stage, device, tab, round));
      }
      const stops = rounds.reduce((sum, round) => sum + round.stops, 0);
      console.log(
        `${stage.browser.name}, ${vendor}: ${rounds.length} runs from seed ${FIRST}, ` +
          `the running worker stopped ${stops} times, ${failures.length} failed`,
      );
      expect(failures).toEqual([]);
      expect(stops).toBeGreaterThanOrEqual(RUNS);
    },
  );

  it(`the whole browser killed right after a press, ${KILLS} times: delivered, and the draft is there`, {
    timeout: SLACK_MS + KILLS * 30_000,
  }, async () => {
    for (const seed of seeds(KILLS)) {
      const chance = seeded(seed);
      const vendor = VENDORS[seed % 2] ?? 'clarityq';
      const draft = fresh(stage, 'clarityq', `Draft ${seed}`);
      const rated = fresh(stage, vendor, `Killed ${seed}`);
      const text = `Half a sentence ${seed}`;
      stage.sandbox.faults.add({
        method: vendor === 'clarityq' ? 'PUT' : 'POST',
        when: chance() < 0.5 ? 'before' : 'after',
        do: { kind: 'delay', ms: 2_000 },
      });
      await tab.goto(rated.address);
      await tab.find('button', 'Bad answer');
      const writing = await stage.browser.open(draft.address);
      await press(writing, 'Expand');
      await (await writing.find('textbox', 'Comment')).type(text);
      const typedAt = performance.now();
      await tab.bringToFront();
      await press(tab, 'Bad answer');
      await reads(tab, 'Saved on this device');
      await sleep(Math.max(chance() * 600, typedAt + 250 - performance.now()));
      await stage.browser.kill();
      stage.sandbox.faults.clear();
      await stage.browser.restart();
      const round: Round = { ...rated, vendor, seed, last: 'Bad answer', stops: 0 };
      // Nobody opens anything: the start of the browser is enough.
      await eventually(
        () =>
          vendor === 'clarityq'
            ? stage.sandbox.clarityq.feedback(rated.id) !== null
            : stage.sandbox.clarifeye.rows(rated.id).length > 0,
        (stored) => stored,
      );
      device = await openDevice(stage);
      tab = await stage.browser.open(draft.address);
      expect((await tab.find('textbox', 'Comment')).value).toBe(text);
      await expectDelivered(stage, device, tab, round);
    }
    console.log(`${stage.browser.name}: killed ${KILLS} times from seed ${FIRST}`);
  });

  it('in a browser that nobody touches, the alarm alone delivers', async () => {
    const { stage: other, device: its, clarityq, clarifeye } = await alone;
    await eventually(
      async () => (await its.entries()).map(({ state, attempt }) => ({ state, attempt })),
      (entries) => entries.every(({ state, attempt }) => state === 'stored' && attempt === null),
      50_000,
    );
    const { sandbox } = other;
    expect(await its.count('entries')).toBe(2);
    expect(sandbox.clarityq.writes).toMatchObject([
      { conversationId: clarityq, rating: 'POSITIVE' },
    ]);
    expect(sandbox.clarifeye.rows(clarifeye)).toMatchObject([{ is_positive: true }]);
    expect(sandbox.clarifeye.created).toBe(1);
  });
});
