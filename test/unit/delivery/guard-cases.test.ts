import { afterEach, describe, expect, test } from 'vitest';
import { SMOOTH } from './faults';
import { BAD, entryOf, GOOD, mean, rest, seen } from './person';
import { type Timeline, timelineOf } from './timeline';

const MINUTE = 60_000;
/** Longer than any answer of a timeline takes. */
const FINISHED = 4 * MINUTE;

let timeline: Timeline;
afterEach(() => timeline.scene.end());

/** A tab on an answer that a look has found finished, with nothing going wrong. */
async function opened(): Promise<Timeline> {
  timeline = await timelineOf(3);
  const { device } = timeline.scene;
  device.plan = SMOOTH;
  timeline.streams = false;
  timeline.errors = 0;
  device.network.slow = () => 0;
  device.network.late = () => 0;
  await timeline.pass(12_000);
  await device.ask('view', { conversation: timeline.conversation, turn: null, look: true });
  await timeline.pass(1_000);
  return timeline;
}

function slots(): string[] {
  const { scene, conversation } = timeline;
  return (scene.clarityq.answers.get(conversation.id) ?? []).map(({ slot }) => `${slot.rating}`);
}

const entry = (turn: number) => entryOf(timeline.scene, timeline.conversation, turn);
const press = (turn: number) => mean(timeline.scene, timeline.conversation, turn, GOOD);

describe('pressed while the answer is being written', () => {
  test('sent once when it is finished, though the tab was closed at once', async () => {
    const { scene, pass, ask, leave } = await opened();
    await ask('here');
    await pass(3_000);
    await press(2);
    await leave('elsewhere');
    await pass(FINISHED + 10 * MINUTE);
    expect(slots()).toEqual(['null', 'good']);
    expect(scene.clarityq.commits).toHaveLength(1);
    expect((await entry(2))?.steps.map(({ what }) => what)).not.toContain('held');
  });

  test('the device slept, and another device asked again: held', async () => {
    const { pass, ask, leave, comeBack } = await opened();
    await ask('here');
    await pass(3_000);
    await press(2);
    await pass(6_000);
    await leave('asleep');
    await pass(FINISHED);
    await ask('another device');
    await pass(FINISHED);
    await comeBack();
    await pass(FINISHED);
    expect(slots()).toEqual(['null', 'null', 'null']);
    expect((await entry(2))?.hold?.kind).toBe('not-vouched');
  });

  test('the device slept while another device’s answer is still being written: held', async () => {
    const { pass, ask, leave, comeBack } = await opened();
    await ask('here');
    await pass(3_000);
    await press(2);
    await leave('asleep');
    await pass(FINISHED);
    await ask('another device');
    await pass(1_000);
    await comeBack();
    await pass(FINISHED);
    expect(slots()).toEqual(['null', 'null', 'null']);
    expect((await entry(2))?.state).toBe('held');
  });
});

describe('pressed on a finished answer', () => {
  test('without a network, and the first look comes after an absence: held', async () => {
    timeline = await timelineOf(3);
    const { scene, pass, ask, leave, comeBack } = timeline;
    scene.device.plan = SMOOTH;
    const { conversation } = timeline;
    await scene.device.ledger.changeConversation(conversation, scene.clock.now(), (record) => ({
      ...record,
      progress: { ...record.progress, phase: 'unknown' },
      lookedAt: null,
    }));
    scene.device.network.online = false;
    await press(1);
    await leave('elsewhere');
    await pass(5 * MINUTE);
    await ask('another device');
    scene.device.network.online = true;
    await pass(FINISHED + MINUTE);
    await comeBack();
    await pass(FINISHED);
    expect(slots()).toEqual(['null', 'null']);
    expect((await entry(1))?.state).toBe('held');
  });

  test('half an hour in a tunnel with the tab open: sent, and nothing is asked', async () => {
    const { scene, pass } = await opened();
    scene.device.network.online = false;
    await press(1);
    await pass(30 * MINUTE);
    scene.device.network.online = true;
    await pass(2 * MINUTE);
    expect(slots()).toEqual(['good']);
    expect((await entry(1))?.steps.map(({ what }) => what)).not.toContain('held');
  });

  test('asked again before it could be sent: held, and “Rate the new answer” moves it', async () => {
    const { scene, conversation, pass, ask } = await opened();
    scene.device.network.late = () => 4_000;
    await pass(10_000);
    await press(1);
    await ask('here');
    await pass(FINISHED);
    expect((await entry(1))?.hold?.kind).toBe('answer-changed');
    expect(slots()).toEqual(['null', 'null']);
    // A worker that was being stopped is asked twice.
    await scene.device.ask('decide', { conversation, turn: 1, decision: 'rate-new' });
    await scene.device.ask('decide', { conversation, turn: 1, decision: 'rate-new' });
    await rest(scene);
    expect(slots()).toEqual(['null', 'good']);
    expect((await entry(1))?.state).toBe('discarded');
    expect((await entry(2))?.state).toBe('stored');
  });

  test('unwatched for longer than allowed: held, and “Send anyway” sends it once', async () => {
    const { scene, conversation, pass, leave } = await opened();
    scene.device.network.online = false;
    await press(1);
    await leave('elsewhere');
    await pass(10 * MINUTE);
    scene.device.network.online = true;
    await pass(2 * MINUTE);
    expect((await entry(1))?.hold?.kind).toBe('not-vouched');
    await scene.device.ask('decide', { conversation, turn: 1, decision: 'send-anyway' });
    await rest(scene);
    expect(slots()).toEqual(['good']);
    expect(scene.clarityq.commits).toHaveLength(1);
  });
});

describe('which answer is the latest', () => {
  test('two looks that cross do not make another answer', async () => {
    const { scene, conversation, pass, ask } = await opened();
    const { network, ledger } = scene.device;
    await ask('here');
    await pass(3_000);
    const looksUnderWay = [10_000];
    network.slow = () => looksUnderWay.shift() ?? 0;
    await pass(3_000);
    expect(looksUnderWay).toEqual([]);
    scene.clarityq.finish(conversation.id);
    await press(2);
    await pass(5_000);
    expect(slots()).toEqual(['null', 'good']);
    await pass(30_000);
    const record = await ledger.conversation(`clarityq ${conversation.origin} ${conversation.id}`);
    expect(record?.progress).toMatchObject({ turn: 2, phase: 'ready' });
  });

  test('a clock set back does not make an old look of a new one', async () => {
    const { scene, pass, ask } = await opened();
    await pass(10_000);
    scene.clock.correct(-3_600_000);
    await ask('here');
    await pass(3_000);
    await press(2);
    await pass(FINISHED);
    expect(slots()).toEqual(['null', 'good']);
  });

  test('a double click after an absence is one press on one newer answer', async () => {
    const { scene, conversation, pass, leave, comeBack } = await opened();
    await press(1);
    await pass(5_000);
    await leave('elsewhere');
    await pass(30 * MINUTE);
    await comeBack();
    await pass(5_000);
    const { turn } = await seen(scene, conversation, null);
    const page = { title: '', address: '' };
    const input = { conversation, turn, feedback: BAD, page };
    await Promise.all([
      scene.device.ask('rate', { ...input, pressId: 'one' }),
      scene.device.run(100).then(() => scene.device.ask('rate', { ...input, pressId: 'two' })),
    ]);
    await rest(scene);
    expect(scene.questions).toEqual([]);
    expect((await scene.device.entries()).map((one) => one.turn).sort()).toEqual([1, 2]);
    expect(slots()).toEqual(['bad']);
  });
});
