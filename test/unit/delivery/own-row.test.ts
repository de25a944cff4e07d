import { afterEach, describe, expect, test } from 'vitest';
import { NOTHING } from '../../../src/domain/feedback';
import { OWNER } from './clarifeyeServer';
import { SMOOTH } from './faults';
import { BAD, entryOf, GOOD, mean, open, rest, type Scene, sceneAt } from './person';
import { counted, meeting } from './plans';
import { expectKept, heldAtVendor } from './promises';

const OTHER = 'other@example.com';

let scene: Scene;
afterEach(() => scene.end());

/** A Clarifeye conversation in front of a person; `knownAs` once a receipt has named the owner. */
async function opened(more: { knownAs?: string; actAs?: string } = {}) {
  scene = await sceneAt('clarifeye', 7, more);
  const [conversation] = scene.conversations;
  if (!conversation) throw new Error('no conversation');
  await open(scene, conversation);
  await scene.device.run(2_000);
  const { device, clarifeye } = scene;
  return { conversation, device, server: clarifeye };
}

/** The reply to the next POST is lost, after or before the vendor made the row. */
function loseReply(point: 'before the commit' | 'after the commit'): void {
  scene.device.plan = meeting('POST', scene.device.network, [{ point, fault: 'cut' }]);
}

/** A call of the page's own that took no time. */
const at = (now: number) => ({ startedAt: now, endedAt: now, watchingSince: now });

describe('a POST that the browser sent twice by itself', () => {
  const twice = () => {
    const { network } = scene.device;
    scene.device.plan = meeting('POST', network, [
      { point: 'after the commit', fault: 'repeated' },
    ]);
  };

  test('the twin is deleted before anybody is told that it is stored', async () => {
    const { conversation, server, device } = await opened();
    const others = server.plant({ conversation: conversation.id, by: OTHER });
    twice();
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    await expectKept(scene);
    const entry = await entryOf(scene, conversation, 0);
    expect(server.rows.map(({ id }) => String(id))).toEqual(
      [others.id, entry?.stored?.row].map(String),
    );
    expect(counted(device.network)).toMatchObject({ POST: 1, DELETE: 1 });
  });

  test('its reply was lost as well: one row is adopted, its twin deleted', async () => {
    const { conversation, server, device } = await opened({ knownAs: OWNER });
    loseReply('after the commit');
    await mean(scene, conversation, 0, GOOD);
    server.plant({ conversation: conversation.id, by: OWNER });
    await rest(scene);
    await expectKept(scene);
    expect(server.rows).toHaveLength(1);
    expect(counted(device.network)).toMatchObject({ POST: 1, DELETE: 1 });
  });

  test('something in between answers the look for twins: nobody says stored until there is one', async () => {
    const { conversation, server, device } = await opened();
    const repeated = { point: 'after the commit', fault: 'repeated' } as const;
    const html = { point: 'before the commit', fault: 'HTML' } as const;
    const { network } = device;
    let posted = false;
    let answered = false;
    device.plan = {
      ...SMOOTH,
      fault() {
        const { method, path } = network.calls.at(-1) ?? expect.fail();
        if (method === 'POST') posted = true;
        if (method === 'POST') return repeated;
        if (!posted || answered || !path.includes('limit=')) return null;
        answered = true;
        return html;
      },
    };
    await mean(scene, conversation, 0, GOOD);
    await device.settle();
    expect(server.rows).toHaveLength(2);
    expect((await entryOf(scene, conversation, 0))?.state).toBe('held');
    await device.ask('decide', { conversation, turn: 0, decision: 'retry' });
    await rest(scene);
    expect(server.rows).toHaveLength(1);
  });

  test('a list that is refused leaves what is stored, stored', async () => {
    const { conversation, device, server } = await opened();
    server.refuses.list = true;
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    await expectKept(scene);
    expect(counted(device.network).POST).toBe(1);
  });
});

describe('a POST whose reply was lost', () => {
  test('the owner is known: an administrator does not take another person’s row for theirs', async () => {
    const { conversation, server } = await opened({ knownAs: OWNER });
    loseReply('after the commit');
    await mean(scene, conversation, 0, GOOD);
    const others = server.plant({ conversation: conversation.id, by: OTHER });
    await rest(scene);
    await expectKept(scene);
    expect(server.rows.filter(({ by }) => by === OTHER)).toEqual([others]);
    const entry = await entryOf(scene, conversation, 0);
    expect(entry?.stored?.row).toBe(String(server.rows.find(({ by }) => by === OWNER)?.id));
    expect(entry?.steps.map(({ what }) => what)).toEqual(['pressed', 'sent', 'failed', 'adopted']);
    expect(counted(scene.device.network).POST).toBe(1);
  });

  test('it never got there, and another person said the same: it is posted again', async () => {
    const { conversation, server } = await opened({ knownAs: OWNER });
    loseReply('before the commit');
    await mean(scene, conversation, 0, GOOD);
    server.plant({ conversation: conversation.id, by: OTHER });
    await rest(scene);
    await expectKept(scene);
    expect(server.rows.map(({ by }) => by).sort()).toEqual([OTHER, OWNER]);
  });

  test('the owner is unknown and one row matches: it is adopted', async () => {
    const { conversation, device } = await opened();
    loseReply('after the commit');
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    await expectKept(scene);
    expect(counted(device.network).POST).toBe(1);
  });

  test('the owner is unknown and two rows match: it is held, and nothing is posted', async () => {
    const { conversation, server, device } = await opened();
    loseReply('after the commit');
    await mean(scene, conversation, 0, GOOD);
    server.plant({ conversation: conversation.id, by: OTHER });
    await device.settle();
    const entry = await entryOf(scene, conversation, 0);
    expect(entry?.hold).toEqual({ kind: 'failure', failure: { kind: 'cannot-tell-own-row' } });
    expect(counted(device.network).POST).toBe(1);

    // As soon as another receipt has named the owner, trying again finds the row.
    await mean(scene, conversation, 1, BAD);
    await rest(scene);
    await expectKept(scene);
    expect(server.rows).toHaveLength(3);
  });

  test('Send anyway posts it once more; should that reply be lost, it is asked again', async () => {
    const { conversation, server, device } = await opened();
    const lost = { point: 'after the commit', fault: 'cut' } as const;
    device.plan = meeting('POST', device.network, [lost, lost]);
    await mean(scene, conversation, 0, GOOD);
    server.plant({ conversation: conversation.id, by: OTHER });
    await device.settle();
    for (const posts of [1, 2]) {
      const entry = await entryOf(scene, conversation, 0);
      expect(entry?.hold).toMatchObject({ failure: { kind: 'cannot-tell-own-row' } });
      expect(counted(device.network).POST).toBe(posts);
      await device.ask('decide', { conversation, turn: 0, decision: 'send-anyway' });
      await device.settle();
    }
    expect(counted(device.network).POST).toBe(3);
    const entry = await entryOf(scene, conversation, 0);
    expect(entry).toMatchObject({ state: 'stored', attempt: null, vouchedByPerson: false });
  });

  test('a row made since then carries no conversation: it is held', async () => {
    const { conversation, server, device } = await opened({ knownAs: OWNER });
    loseReply('before the commit');
    await mean(scene, conversation, 0, GOOD);
    server.plant({ conversation: null });
    await device.settle();
    const entry = await entryOf(scene, conversation, 0);
    expect(entry?.hold).toMatchObject({ failure: { kind: 'cannot-tell-own-row' } });
    expect(counted(device.network).POST).toBe(1);
  });

  test('the list is refused: it is held, and trying again later finds the row', async () => {
    const { conversation, server, device } = await opened({ knownAs: OWNER });
    server.refuses.list = true;
    loseReply('after the commit');
    await mean(scene, conversation, 0, GOOD);
    await device.settle();
    expect((await entryOf(scene, conversation, 0))?.hold).toMatchObject({
      failure: { kind: 'no-access' },
    });
    expect(counted(device.network).POST).toBe(1);
    server.refuses.list = false;
    await rest(scene);
    await expectKept(scene);
    expect(counted(device.network).POST).toBe(1);
  });

  test.each([-3_600_000, -5_000, 5_000, 3_600_000])(
    'this device’s clock was set by %d ms since the look: still one row',
    async (ms) => {
      const { conversation, device } = await opened({ knownAs: OWNER });
      device.clock.correct(ms);
      loseReply('after the commit');
      await mean(scene, conversation, 0, GOOD);
      await rest(scene);
      await expectKept(scene);
      expect(counted(device.network).POST).toBe(1);
    },
  );

  test.each([-40_000, 40_000])(
    'this device’s clock is set by %d ms while a look is under way: still one row',
    async (ms) => {
      scene = await sceneAt('clarifeye', 7, { knownAs: OWNER });
      const { device } = scene;
      const [conversation] = scene.conversations;
      if (!conversation) throw new Error('no conversation');
      device.network.slow = ({ method }) => (method === 'GET' ? 2_000 : 0);
      const looking = open(scene, conversation);
      await device.run(1_000);
      device.clock.correct(ms);
      await device.run(5_000);
      await looking;
      device.network.slow = () => 0;
      loseReply('after the commit');
      await mean(scene, conversation, 0, GOOD);
      await rest(scene);
      await expectKept(scene);
      expect(counted(device.network).POST).toBe(1);
    },
  );

  test.each([-7_200_000, 7_200_000])(
    'the server’s clock is %d ms off: still one row',
    async (ms) => {
      scene = await sceneAt('clarifeye', 7, { knownAs: OWNER });
      scene.clarifeye.skew = ms;
      const [conversation] = scene.conversations;
      if (!conversation) throw new Error('no conversation');
      await open(scene, conversation);
      scene.clarifeye.plant({
        conversation: conversation.id,
        createdAt: scene.clarifeye.time() - 60_000,
      });
      scene.clarifeye.rows.length = 0;
      loseReply('after the commit');
      await mean(scene, conversation, 0, GOOD);
      await rest(scene);
      await expectKept(scene);
    },
  );

  test('lost twice: rows are looked for from the first attempt on', async () => {
    const { conversation, device } = await opened({ knownAs: OWNER });
    const lost = { point: 'before the commit', fault: '503' } as const;
    device.plan = meeting('POST', device.network, [lost, lost]);
    await mean(scene, conversation, 0, GOOD);
    await device.run(600);
    const first = (await entryOf(scene, conversation, 0))?.attempt;
    await device.ask('called', {
      ...{ conversation, run: false, ...at(device.clock.now()) },
    });
    for (let s = 0; s < 60 && counted(device.network).POST !== 2; s += 1) await device.run(1_000);
    const second = (await entryOf(scene, conversation, 0))?.attempt;
    expect(second?.id).not.toBe(first?.id);
    expect(second?.since).toBe(first?.since);
    await rest(scene);
    await expectKept(scene);
  });
});

describe('rows by id', () => {
  test('a change of a row that is gone makes a new one, and a step tells', async () => {
    const { conversation, server } = await opened();
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    server.rows.length = 0;
    await mean(scene, conversation, 0, BAD);
    await rest(scene);
    await expectKept(scene);
    const steps = (await entryOf(scene, conversation, 0))?.steps.map(({ what }) => what);
    expect(steps).toEqual([
      'pressed',
      'sent',
      'stored',
      'pressed',
      'sent',
      'row-gone',
      'sent',
      'stored',
    ]);
  });

  test('a row that a look finds deleted is pressed no more, and the same press makes it anew', async () => {
    const { conversation, server, device } = await opened();
    await mean(scene, conversation, 0, GOOD);
    await mean(scene, conversation, 1, BAD);
    await rest(scene);
    const [first] = server.rows;
    server.rows.splice(server.rows.indexOf(first as (typeof server.rows)[0]), 1);
    await device.run(3_700_000);
    const now = device.clock.now();
    await device.ask('called', { conversation, run: false, ...at(now) });
    await rest(scene);
    expect(await entryOf(scene, conversation, 0)).toMatchObject({
      state: 'discarded',
      intent: NOTHING,
      steps: [{}, {}, {}, { what: 'row-gone' }],
    });
    expect(await entryOf(scene, conversation, 1)).toMatchObject({ state: 'stored', intent: BAD });
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    await expectKept(scene);
    expect(counted(device.network).POST).toBe(3);
  });

  test('where the list cannot be told apart nothing is taken for deleted', async () => {
    const { conversation, server, device } = await opened();
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    server.rows.length = 0;
    server.plant({ conversation: null });
    await device.run(3_700_000);
    const now = device.clock.now();
    await device.ask('called', { conversation, run: false, ...at(now) });
    await rest(scene);
    expect((await entryOf(scene, conversation, 0))?.state).toBe('stored');
  });

  test('silent impersonation shows as a difference, not as success', async () => {
    const { conversation, server } = await opened({ actAs: OTHER });
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    expect((await entryOf(scene, conversation, 0))?.stored?.differences).toEqual([
      { kind: 'author', stored: OWNER, meant: OTHER },
    ]);
    server.mayActAs = [OTHER];
    await mean(scene, conversation, 1, GOOD);
    await rest(scene);
    expect((await entryOf(scene, conversation, 1))?.stored?.differences).toEqual([]);
  });

  test('the vendor’s own thumbs are shown as pressed, and the first press changes that row', async () => {
    scene = await sceneAt('clarifeye', 7, { knownAs: OWNER });
    const [conversation] = scene.conversations;
    if (!conversation) throw new Error('no conversation');
    scene.clarifeye.plant({ conversation: conversation.id, is_positive: false });
    await open(scene, conversation);
    await scene.device.run(2_000);
    expect((await entryOf(scene, conversation, 0))?.intent).toEqual(BAD);
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    expect(heldAtVendor(scene, conversation.id, 0)).toEqual([GOOD]);
    expect(counted(scene.device.network)).toMatchObject({ PATCH: 1 });
    expect(counted(scene.device.network).POST).toBeUndefined();
  });

  test('the clock is set ahead as the worker dies while it sends: no look before the row is made', async () => {
    const { conversation, device } = await opened({ knownAs: OWNER });
    device.network.late = ({ method }) => (method === 'POST' ? 2_000 : 0);
    const pressing = mean(scene, conversation, 0, GOOD);
    await device.run(500);
    device.stop();
    device.clock.correct(40_000);
    await device.ask('online', {});
    await pressing;
    await rest(scene);
    await expectKept(scene);
    expect(counted(device.network).POST).toBe(1);
  });

  test('a list read before a row was deleted does not bring it back', async () => {
    const { conversation, device, server } = await opened({ knownAs: OWNER });
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    await device.run(3_700_000);
    device.network.slow = ({ path }) => (path.includes('limit=') ? 5_000 : 0);
    const now = device.clock.now();
    await device.ask('called', { conversation, run: false, ...at(now) });
    await device.run(900);
    await mean(scene, conversation, 0, { rating: null, comment: '' });
    await rest(scene);
    expect(server.rows).toEqual([]);
    await expectKept(scene);
    device.plan = SMOOTH;
    await mean(scene, conversation, 0, GOOD);
    await rest(scene);
    await expectKept(scene);
  });
});
