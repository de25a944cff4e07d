import { describe, expect, test } from 'vitest';
import {
  connectionFor,
  fittingConnections,
  noteResult,
  openAccess,
} from '../../../src/background/access';
import { findOwnRow } from '../../../src/background/repair';
import { fail, succeed } from '../../../src/domain/failure';
import type { Api, Found, Receipt } from '../../../src/vendors/api';
import { attempt, CONVERSATION, GOOD } from '../domain/entries';
import { connection } from './stores';
import { reachWith } from './worlds';

const PRODUCT = { ...CONVERSATION, scope: 'p' };

describe('which connection', () => {
  test('none fits', async () => {
    const { settings } = await reachWith(connection({ scope: 'q' }));
    expect(await connectionFor(settings, PRODUCT)).toEqual(fail({ kind: 'no-connection' }));
  });

  test('the only one that fits, and one of the very product before one of all products', async () => {
    const { settings } = await reachWith(
      connection({ id: 'all' }),
      connection({ id: 'mine', scope: 'p' }),
      connection({ id: 'other', scope: 'q' }),
    );
    expect((await fittingConnections(settings, PRODUCT)).map(({ id }) => id)).toEqual(['mine']);
    expect(await connectionFor(settings, PRODUCT)).toMatchObject({ value: { id: 'mine' } });
  });

  test('of several the one that was chosen; a choice that went away asks again', async () => {
    const { settings } = await reachWith(connection({ id: 'a' }), connection({ id: 'b' }));
    const several = fail({ kind: 'several-connections' });
    expect(await connectionFor(settings, PRODUCT)).toEqual(several);
    await settings.choose(`${PRODUCT.vendor} ${PRODUCT.origin} p`, 'b');
    expect(await connectionFor(settings, PRODUCT)).toMatchObject({ value: { id: 'b' } });
    expect(await connectionFor(settings, { ...PRODUCT, scope: 'q' })).toEqual(several);
    await settings.choose(`${PRODUCT.vendor} ${PRODUCT.origin} p`, 'gone');
    expect(await connectionFor(settings, PRODUCT)).toEqual(several);
  });

  test('never one of another vendor or origin, chosen or not', async () => {
    const { settings } = await reachWith(connection({ origin: 'https://eu.app.clarifeye.ai' }));
    await settings.choose(`${PRODUCT.vendor} ${PRODUCT.origin} p`, 'c1');
    expect(await connectionFor(settings, PRODUCT)).toEqual(fail({ kind: 'no-connection' }));
  });
});

describe('a refused key', () => {
  const signal = new AbortController().signal;

  test('pauses its connection until its settings change', async () => {
    const { reach, settings, vault } = await reachWith(connection());
    await vault.seal(connection(), 'X-API-Key', 'k');
    await noteResult(reach, connection(), { kind: 'key-refused' });
    const paused = await settings.connection('c1');
    expect(paused).toMatchObject({
      paused: true,
      lastResult: { failure: { kind: 'key-refused' } },
    });
    expect(await openAccess(reach, paused ?? connection(), signal)).toEqual(
      fail({ kind: 'key-refused' }),
    );
  });

  test.each([null, { kind: 'timeout' }, { kind: 'no-access' }] as const)(
    'stays refused when another call that was under way ends with %j',
    async (failure) => {
      const { reach, settings } = await reachWith(connection());
      await noteResult(reach, connection(), { kind: 'key-refused' });
      await noteResult(reach, connection(), failure);
      expect(await settings.connection('c1')).toMatchObject({
        paused: true,
        lastResult: { failure: { kind: 'key-refused' } },
      });
    },
  );

  test('pauses no other connection', async () => {
    const { reach, settings } = await reachWith(connection(), connection({ id: 'c2' }));
    await noteResult(reach, connection(), { kind: 'key-refused' });
    expect(await settings.connection('c2')).toMatchObject({ paused: false, lastResult: null });
  });

  test('of a connection that was removed meanwhile does not bring it back', async () => {
    const { reach, settings } = await reachWith(connection({ removedAt: 5 }));
    await noteResult(reach, connection(), { kind: 'key-refused' });
    expect(await settings.removed()).toEqual(['c1']);
    expect(await settings.connections()).toEqual([]);
  });
});

describe('after a lost reply the own row is found, or nothing is made', () => {
  const ANN = 'ann@example.com';
  const lost = attempt(GOOD);
  const row = (change: Partial<Receipt> = {}): Receipt => ({
    row: 'r1',
    feedback: GOOD,
    conversationId: CONVERSATION.id,
    turn: 1,
    at: 5,
    author: ANN,
    reviewed: false,
    ...change,
  });

  async function found(
    rows: Receipt[],
    names: { actAs?: string; knownAs?: string } = { knownAs: ANN },
    unassigned = false,
  ) {
    const find: Api['find'] = async (_, search) => {
      expect(search).toEqual({ conversation: CONVERSATION, turn: 1, since: lost.since });
      return succeed<Found>({ rows, unassigned });
    };
    const api = { id: 'v', find } as unknown as Api;
    const access = { ...(await reachWith()).access, api, connection: connection(names) };
    return findOwnRow(access, CONVERSATION, 1, lost);
  }

  const none = succeed(null);
  const nobodyKnows = fail({ kind: 'cannot-tell-own-row' });

  test.each<[string, Parameters<typeof found>, unknown]>([
    ['no row', [[]], none],
    ['the own row', [[row()]], succeed(row())],
    [
      'the own row, in capitals',
      [[row({ author: 'Ann@Example.COM' })]],
      succeed(row({ author: 'Ann@Example.COM' })),
    ],
    ["a colleague's like it", [[row({ author: 'bob@example.com' })]], none],
    [
      "the own among colleagues'",
      [[row({ row: 'b', author: 'bob@example.com' }), row()]],
      succeed(row()),
    ],
    ['two own rows: the newest', [[row({ row: 'new' }), row()]], succeed(row({ row: 'new' }))],
    ['an own row of another value', [[row({ feedback: { rating: 'bad', comment: '' } })]], none],
    ['an own row of other words', [[row({ feedback: { rating: 'good', comment: 'x' } })]], none],
    ['a row that carries no conversation', [[], { knownAs: ANN }, true], nobodyKnows],
    ['a row like it that carries no name', [[row({ author: null })]], nobodyKnows],
    ['nobody known yet, one row like it', [[row()], {}], succeed(row())],
    ['nobody known yet, two rows like it', [[row(), row({ row: 'r2' })], {}], nobodyKnows],
    ['acting for Ann, her row', [[row()], { actAs: ANN }], succeed(row())],
    [
      'acting for Ann, ignored by the vendor: the owner’s row',
      [[row({ author: 'owner@example.com' })], { actAs: ANN, knownAs: 'owner@example.com' }],
      succeed(row({ author: 'owner@example.com' })),
    ],
  ])('%s', async (_, given, expected) => {
    expect(await found(...given)).toEqual(expected);
  });

  test('a list that was refused is a failure, never "none"', async () => {
    const api = { find: async () => fail({ kind: 'no-access' }) } as unknown as Api;
    const access = { ...(await reachWith()).access, api };
    expect(await findOwnRow(access, CONVERSATION, 1, lost)).toEqual(fail({ kind: 'no-access' }));
  });
});
