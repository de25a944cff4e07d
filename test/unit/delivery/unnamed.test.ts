import { afterEach, describe, expect, test } from 'vitest';
import { UNNAMED } from '../../../src/domain/conversation';
import { NOTHING } from '../../../src/domain/feedback';
import { OWNER } from './clarifeyeServer';
import { SMOOTH } from './faults';
import { BAD, entryOf, GOOD, mean, rest, type Scene, sceneAt, seen, show } from './person';
import { counted } from './plans';
import { expectKept, heldAtVendor } from './promises';
import { NEWEST } from './scripts';

const HOUR = 3_600_000;

let scene: Scene;
afterEach(() => scene.end());

/** A conversation that has just appeared, nobody has looked at yet, and whoever is quick presses. */
async function pressed(more: { knownAs?: string; offline?: boolean } = {}) {
  scene = await sceneAt('clarifeye', 5, more);
  const [conversation] = scene.conversations;
  if (!conversation) throw new Error('no conversation');
  const { device, clarifeye: server } = scene;
  await show(scene, conversation);
  if (more.offline) device.network.online = false;
  const press = (feedback = GOOD) => mean(scene, conversation, UNNAMED, feedback, NEWEST);
  const held = (turn = NEWEST) => heldAtVendor(scene, conversation.id, turn);
  return { conversation, device, server, press, held };
}

/** Pressed offline an hour ago, at a vendor that does not say when anything was asked. */
async function heldForAnHour() {
  const opened = await pressed({ offline: true });
  const { device, server, press } = opened;
  await press();
  await device.run(HOUR);
  server.tellsTimes = false;
  device.network.online = true;
  await rest(scene);
  return opened;
}

describe('pressed before the vendor has named its answers', () => {
  test('it is on disk before anybody is told "saved", and goes to the answer in front', async () => {
    const { conversation, press, held, device } = await pressed();
    await press();
    expect(await entryOf(scene, conversation, UNNAMED)).toMatchObject({ intent: GOOD });
    const shown = await seen(scene, conversation, null);
    expect(shown).toMatchObject({ feedback: GOOD, receipt: { state: 'saved' } });
    device.tabs.clear();
    await rest(scene);
    await expectKept(scene);
    expect(held()).toEqual([GOOD]);
    expect(await entryOf(scene, conversation, UNNAMED)).toBeUndefined();
    expect(counted(device.network)).toMatchObject({ POST: 1 });
    expect(await seen(scene, conversation, null)).toMatchObject({ turn: NEWEST, feedback: GOOD });
  });

  test('the page and the worker gone at once: it is stored all the same', async () => {
    const { press, device, held } = await pressed();
    await press();
    device.tabs.clear();
    device.stop();
    await rest(scene);
    await expectKept(scene);
    expect(held()).toEqual([GOOD]);
  });

  test('pressed again while the look is under way: the last is stored, once', async () => {
    const { press, device, held } = await pressed();
    await press(GOOD);
    await device.run(30);
    await press(BAD);
    await rest(scene);
    await expectKept(scene);
    expect(held()).toEqual([BAD]);
  });

  test('taken back meanwhile: nothing is written', async () => {
    const { conversation, press, device } = await pressed({ offline: true });
    await press();
    await device.ask('undo', { conversation, turn: UNNAMED, pressId: 'back' });
    device.network.online = true;
    await rest(scene);
    expect(counted(device.network).POST).toBeUndefined();
    expect(await seen(scene, conversation, null)).toMatchObject({ feedback: NOTHING });
  });

  test('looked at an hour later: a question asked since is not what was rated', async () => {
    const { conversation, press, device, server, held } = await pressed({ offline: true });
    await press();
    await device.run(HOUR);
    server.turns.set(conversation.id, [0, 1, 2]);
    server.askedAt.set(2, server.time() - HOUR / 2);
    device.network.online = true;
    await rest(scene);
    await expectKept(scene);
    expect([held(1), held(2)]).toEqual([[GOOD], []]);
  });

  test('looked at an hour later, and nobody says when anything was asked: the person decides', async () => {
    const { conversation, device, server, held } = await heldForAnHour();
    expect(server.rows).toEqual([]);
    expect(await seen(scene, conversation, null)).toMatchObject({
      turn: UNNAMED,
      feedback: GOOD,
      receipt: { state: 'not-vouched', minutes: 61, actions: ['send-anyway', 'discard'] },
    });
    await device.ask('decide', { conversation, turn: UNNAMED, decision: 'send-anyway' });
    await rest(scene);
    await expectKept(scene);
    expect(held()).toEqual([GOOD]);
    expect(await seen(scene, conversation, null)).toMatchObject({ turn: NEWEST, feedback: GOOD });
  });

  test('let go: the newest answer is in front again, unrated', async () => {
    const { conversation, device, server } = await heldForAnHour();
    await device.ask('decide', { conversation, turn: UNNAMED, decision: 'discard' });
    await rest(scene);
    expect(server.rows).toEqual([]);
    expect(await seen(scene, conversation, null)).toMatchObject({
      turn: NEWEST,
      feedback: NOTHING,
    });
  });

  test('nothing has been answered yet: it waits, and takes the first answer', async () => {
    const { conversation, press, device, server, held } = await pressed();
    server.turns.set(conversation.id, []);
    await press();
    await device.run(10_000);
    expect(await seen(scene, conversation, null)).toMatchObject({ receipt: { state: 'waiting' } });
    server.turns.set(conversation.id, [1]);
    await rest(scene);
    await expectKept(scene);
    expect(held()).toEqual([GOOD]);
  });

  test('rated on another device: that row is changed, not doubled, and keeps its words', async () => {
    const { conversation, press, device, server, held } = await pressed({ knownAs: OWNER });
    const { id } = conversation;
    server.plant({ conversation: id, turn: NEWEST, feedback: 'Was wrong.', is_positive: false });
    await press();
    scene.meant.set(`${id} ${NEWEST}`, [{ rating: 'good', comment: 'Was wrong.' }]);
    await rest(scene);
    await expectKept(scene);
    expect(held()).toEqual([{ rating: 'good', comment: 'Was wrong.' }]);
    expect(counted(device.network)).toMatchObject({ PATCH: 1 });
    expect(counted(device.network).POST).toBeUndefined();
  });

  test('pressed since on a tab that had its name: that is the last', async () => {
    const { conversation, press, device, held } = await pressed({ offline: true });
    await press(GOOD);
    await device.ledger.changeConversation(conversation, device.clock.now(), (record) => ({
      ...record,
      answers: [{ turn: NEWEST, question: null, ready: true }],
    }));
    await device.run(5_000);
    await mean(scene, conversation, NEWEST, BAD);
    device.network.online = true;
    await rest(scene);
    await expectKept(scene);
    expect(held()).toEqual([BAD]);
  });

  test('the key is refused at the look: it is kept, and said', async () => {
    const { conversation, press, server, held, device } = await pressed();
    server.refuses.key = true;
    await press();
    await device.settle();
    expect(await seen(scene, conversation, null)).toMatchObject({
      feedback: GOOD,
      receipt: { state: 'needs-person', failure: { kind: 'key-refused' } },
    });
    expect(held()).toEqual([]);
  });

  test('pressed again on a newer answer while the look is under way: not on the older one', async () => {
    const { conversation, device, server, held } = await pressed();
    device.network.late = ({ path }) => (path.includes('playground') ? 8_000 : 0);
    await mean(scene, conversation, UNNAMED, GOOD, 1);
    await device.run(5_000);
    server.turns.set(conversation.id, [0, 1, 2]);
    server.askedAt.set(2, server.time());
    await device.run(3_000 - 1);
    await mean(scene, conversation, UNNAMED, BAD, 2);
    await rest(scene);
    expect([held(1), held(2)]).toEqual([[], [BAD]]);
  });

  test('nobody says when anything was asked, and some time has passed: it is held', async () => {
    const { conversation, press, device, server, held } = await pressed({ offline: true });
    server.tellsTimes = false;
    await press();
    await device.run(20_000);
    server.turns.set(conversation.id, [0, 1, 2]);
    device.network.online = true;
    await rest(scene);
    expect([held(1), held(2)]).toEqual([[], []]);
    expect(scene.questions).toEqual(['not-vouched']);
  });

  test('sent anyway: for what had been asked when the person said so, not for what came after', async () => {
    const { conversation, device, server, held } = await heldForAnHour();
    device.network.online = false;
    await device.ask('decide', { conversation, turn: UNNAMED, decision: 'send-anyway' });
    await device.run(HOUR);
    server.tellsTimes = true;
    server.turns.set(conversation.id, [0, 1, 2]);
    server.askedAt.set(2, server.time());
    device.network.online = true;
    await rest(scene);
    expect([held(1), held(2)]).toEqual([[GOOD], []]);
  });

  test('tried again an hour later: for what was in front at the press, not for what came after', async () => {
    const { conversation, press, device, server, held } = await pressed();
    server.refuses.key = true;
    await press();
    await device.run(HOUR);
    server.turns.set(conversation.id, [0, 1, 2]);
    server.askedAt.set(2, server.time() - HOUR / 2);
    server.refuses.key = false;
    const [{ id } = expect.fail()] = await device.settings.connections();
    await device.settings.changeConnection(id, (row) => row && { ...row, paused: false });
    await device.ask('decide', { conversation, turn: UNNAMED, decision: 'retry' });
    await rest(scene);
    await expectKept(scene);
    expect([held(1), held(2)]).toEqual([[GOOD], []]);
  });

  test('the worker dies while the own rows are read back: still one row', async () => {
    for (let write = 1; write <= 12; write += 1) {
      for (const side of ['before', 'after', 'refused'] as const) {
        // A press that could not be kept is told of, and is none.
        if (side === 'refused' && write < 3) continue;
        const { conversation, press, device, server, held } = await pressed({ knownAs: OWNER });
        server.plant({ conversation: conversation.id, turn: NEWEST, is_positive: false });
        const from = device.counts.writes;
        device.plan = { ...SMOOTH, crash: (nth) => (nth === from + write ? side : null) };
        await press();
        await device.run(60_000);
        await rest(scene);
        expect(held(), `${side} write ${write}`).toEqual([GOOD]);
        scene.end();
      }
    }
  });

  test('a row from elsewhere that it changed leads to the page, and was pressed when it was', async () => {
    const { conversation, device, server } = await pressed({ knownAs: OWNER, offline: true });
    server.plant({ conversation: conversation.id, turn: NEWEST, is_positive: false });
    const at = device.clock.now();
    const page = { title: 'Why', address: 'https://eu.app.clarifeye.ai/x' };
    const input = { conversation, turn: UNNAMED, pressId: 'a', feedback: GOOD, page };
    await device.ask('rate', input);
    await device.run(HOUR);
    device.network.online = true;
    await rest(scene);
    const entry = await entryOf(scene, conversation, NEWEST);
    expect(entry).toMatchObject({ page, pressedAt: at, state: 'stored' });
  });

  test('Undo that comes when it has just got its name: taken back all the same', async () => {
    const { conversation, device, press, held } = await pressed();
    device.plan = { ...SMOOTH, crash: (_, what) => (what === 'move' ? 'after' : null) };
    await press();
    await device.run(700);
    expect(await entryOf(scene, conversation, UNNAMED)).toBeUndefined();
    await device.ask('undo', { conversation, turn: UNNAMED, pressId: 'back' });
    await rest(scene);
    expect(held()).toEqual([]);
  });
});

test('ClarityQ names no answers: a press on one without a name is refused', async () => {
  scene = await sceneAt('clarityq', 5);
  const [conversation] = scene.conversations;
  if (!conversation) throw new Error('no conversation');
  await show(scene, conversation);
  const page = { title: 'Why', address: '' };
  const press = { conversation, turn: UNNAMED, pressId: 'a', feedback: GOOD, page };
  await expect(scene.device.ask('rate', press)).rejects.toThrow('not-this-conversation');
  expect(await scene.device.entries()).toEqual([]);
});
