import { expect, test } from 'vitest';
import { conversationKey } from '../../../src/domain/conversation';
import type { Receipt } from '../../../src/domain/receipt';
import { SMOOTH } from './faults';
import { seen } from './person';
import { pick, type Timeline, timelineOf, unseen } from './timeline';

const RUNS = Number(process.env.VERDICT_RUNS ?? 200);
const ONLY = process.env.VERDICT_SEED;
const COUNT = ONLY === undefined ? `${RUNS}` : `VERDICT_SEED=${ONLY}:`;

test(`${COUNT} timelines: never another answer than the one seen, nothing asked in sight`, {
  timeout: 30_000 + RUNS * 1_000,
}, async () => {
  const seeds = ONLY === undefined ? Array.from({ length: RUNS }, (_, n) => n) : [Number(ONLY)];
  const failures: string[] = [];
  let inSight = 0;
  for (const seed of seeds) {
    const timeline = await timelineOf(seed);
    try {
      inSight += await live(timeline);
    } catch (error) {
      failures.push(`VERDICT_SEED=${seed}: ${(error as Error).message}`);
    } finally {
      timeline.scene.end();
    }
  }
  expect(failures).toEqual([]);
  // Otherwise the second half of the promise would be proved by nothing.
  if (ONLY === undefined) expect(inSight).toBeGreaterThan(RUNS / 4);
});

/** Lives one timeline to its end; returns how many presses stayed in sight all along. */
async function live(timeline: Timeline): Promise<number> {
  const { scene } = timeline;
  const steps = 4 + Math.floor(scene.chance() * 10);
  for (let step = 0; step < steps; step += 1) {
    await happen(timeline, step);
    await timeline.pass(10 ** (3 + scene.chance() * 2.6));
  }
  scene.device.network.online = true;
  scene.device.plan = SMOOTH;
  await timeline.comeBack();
  await timeline.pass(30 * 60_000);
  await scene.device.settle();
  expectNoOtherAnswer(timeline);
  return expectNothingAsked(timeline);
}

async function happen(timeline: Timeline, step: number): Promise<void> {
  const { scene, place } = timeline;
  const dice = scene.chance();
  if (place !== 'here') {
    if (dice < 0.4 && unseen(timeline)) return timeline.ask('another device');
    if (dice < 0.8) return timeline.comeBack();
    return;
  }
  const { network } = scene.device;
  if (dice < 0.45) await press(timeline, step);
  else if (dice < 0.65) {
    if (network.online) await timeline.ask('here');
  } else if (dice < 0.75) await timeline.leave('elsewhere');
  else if (dice < 0.85) await timeline.leave('asleep');
  else if (dice < 0.95) {
    network.online = !network.online;
    if (network.online) await scene.device.ask('online', {});
  } else scene.device.stop();
}

/** Presses for the answer on the page, after deciding what the panel asks about an older one. */
async function press(timeline: Timeline, step: number): Promise<void> {
  const { scene, conversation, presses } = timeline;
  const asks: Receipt['state'][] = ['changed', 'not-vouched'];
  let view = await seen(scene, conversation, null);
  if (view.receipt && asks.includes(view.receipt.state)) {
    const { turn } = view;
    await scene.device.ask('decide', { conversation, turn, decision: 'discard' });
    view = await seen(scene, conversation, null);
  }
  const { turn } = view;
  const knows = await isKnown(timeline, turn);
  const isOther = view.receipt !== null && presses.some((one) => one.answer !== timeline.latest());
  const feedback = { rating: pick(scene, ['good', 'bad'] as const), comment: `press ${step}` };
  const page = { title: '', address: '' };
  for (const before of presses) before.inSight = false;
  const input = { conversation, turn, pressId: `press ${step}`, feedback, page };
  while ((await scene.device.ask('rate', input)) === null) {
    await timeline.pass(500);
    input.turn = (await seen(scene, conversation, null)).turn;
  }
  const inSight = knows && !isOther;
  presses.push({ comment: feedback.comment, answer: timeline.latest(), inSight });
}

/**
 * Whether the panel can know that it stands before the latest answer. One whose stream has not
 * ended, or that came while nobody watched, is not known yet; and an older one that still waits
 * stays in the panel until it is settled.
 */
async function isKnown({ scene, conversation, askedAt }: Timeline, turn: number): Promise<boolean> {
  const record = await scene.device.ledger.conversation(conversationKey(conversation));
  const isLatest = record?.progress.turn === turn && record.progress.begunAt >= askedAt - 50;
  const entries = await scene.device.entries();
  const waits = entries.some(
    (one) => one.turn !== turn && one.state !== 'stored' && one.state !== 'discarded',
  );
  return isLatest && !waits;
}

function expectNoOtherAnswer({ scene, presses }: Timeline): void {
  for (const { feedback, turn } of scene.clarityq.commits) {
    const meant = presses.find(({ comment }) => comment === feedback.comment);
    expect(turn, `${feedback.comment} landed on answer ${turn}, meant for ${meant?.answer}`).toBe(
      meant?.answer,
    );
  }
}

async function expectNothingAsked({ scene, presses, conversation }: Timeline): Promise<number> {
  const kept = presses.filter(({ inSight }) => inSight);
  const answers = scene.clarityq.answers.get(conversation.id) ?? [];
  for (const { comment, answer } of kept) {
    const entries = await scene.device.entries();
    const entry = entries.find(({ intent }) => intent.comment === comment);
    // What failed has nothing to do with which answer it is.
    if (answers[answer - 1]?.status === 'ERROR' || entry?.hold?.kind === 'failure') continue;
    const since = entry?.steps.findLastIndex(({ what }) => what === 'pressed') ?? 0;
    const asked = entry?.steps.slice(since).filter(({ what }) => what === 'held') ?? [];
    expect(asked, `${comment} was asked about, ${JSON.stringify(entry?.hold)}`).toEqual([]);
    expect(answers[answer - 1]?.slot.comment, `${comment} on answer ${answer}`).toBe(comment);
  }
  return kept.length;
}
