import { describe, expect, test } from 'vitest';
import { fits, scoped } from '../../../src/domain/connection';
import { conversationKey, isUuid } from '../../../src/domain/conversation';
import type { Hold } from '../../../src/domain/entry';
import type { Failure } from '../../../src/domain/failure';
import { receiptOf } from '../../../src/domain/receipt';
import { next } from '../../../src/domain/transition';
import {
  BAD,
  CONVERSATION,
  failed,
  GOOD,
  having,
  NOTHING,
  press,
  receipt,
  sent,
  storedAs,
  undo,
} from './entries';

function held(hold: Hold) {
  return receiptOf(having(press(GOOD), { kind: 'held', at: 4, hold }));
}

describe('the receipt line', () => {
  test('never says "stored" before the reply was parsed', () => {
    expect(receiptOf(having(press(GOOD)))?.state).toBe('saved');
    expect(receiptOf(having(press(GOOD), sent(GOOD)))?.state).toBe('saved');
    expect(receiptOf(having(press(GOOD), sent(GOOD), storedAs(GOOD, 77)))).toEqual({
      state: 'stored',
      at: 77,
      author: null,
      actions: ['undo'],
    });
  });

  test.each<Failure>([
    { kind: 'offline' },
    { kind: 'unreachable' },
    { kind: 'timeout' },
    { kind: 'vendor-down', status: 500 },
    { kind: 'rate-limited', retryAfterMs: null },
  ])('says it will be sent when the vendor can be reached: $kind', (failure) => {
    const entry = having(press(GOOD), sent(GOOD), failed(failure, false));
    expect(receiptOf(entry)).toEqual({ state: 'out-of-reach', actions: ['undo'] });
  });

  test('shows what differs instead of "stored"', () => {
    const differences = [{ kind: 'comment-missing' as const }];
    const stored = { ...receipt(GOOD), differences };
    const entry = having(press(GOOD), sent(GOOD), { kind: 'stored', at: 3, stored });
    expect(receiptOf(entry)).toMatchObject({ state: 'differs', differences });
  });

  test('bears a failure that only a later version knows', () => {
    const later = { kind: 'of-tomorrow' } as unknown as Failure;
    const queued = having(press(GOOD), sent(GOOD), failed(later, false));
    expect(receiptOf(queued)?.state).toBe('out-of-reach');
    expect(held({ kind: 'failure', failure: later })?.actions).toEqual(['retry', 'discard']);
  });

  test('says what was taken back, and that a colleague has read it', () => {
    const stored = having(press(GOOD), sent(GOOD), storedAs(GOOD));
    expect(receiptOf(next(stored, { kind: 'reviewed', at: 5 }))?.state).toBe('reviewed');
    const back = [undo(), sent(NOTHING), { kind: 'taken-back', at: 6 } as const].reduce(
      next,
      stored,
    );
    expect(receiptOf(back)).toEqual({ state: 'taken-back', at: 6, actions: [] });
  });

  test('says that what was stored is gone at the vendor, until the next press', () => {
    const stored = having(press(GOOD), sent(GOOD), storedAs(GOOD));
    const gone = next(stored, { kind: 'row-gone', at: 5 });
    expect(receiptOf(gone)).toEqual({ state: 'gone', actions: [] });
    expect(receiptOf(next(gone, press(GOOD, 6)))?.state).toBe('saved');
  });

  test('says nothing of what was let go', () => {
    expect(receiptOf(having(press(GOOD), { kind: 'discarded', at: 4 }))).toBeNull();
  });

  test('stays honest when a change of something stored is held', () => {
    const entry = having(press(GOOD), sent(GOOD), storedAs(GOOD), press(BAD), {
      kind: 'held',
      at: 4,
      hold: { kind: 'answer-changed' },
    });
    expect(receiptOf(entry)).toEqual({ state: 'changed', actions: ['rate-new', 'discard'] });
  });

  test.each<[Hold, string[]]>([
    [{ kind: 'not-vouched', minutes: 7 }, ['send-anyway', 'discard']],
    [{ kind: 'failure', failure: { kind: 'locked' } }, ['unlock']],
    [{ kind: 'failure', failure: { kind: 'no-connection' } }, ['set-up']],
    [{ kind: 'failure', failure: { kind: 'barred' } }, ['discard']],
    [{ kind: 'failure', failure: { kind: 'key-refused' } }, ['options', 'retry', 'discard']],
    [{ kind: 'failure', failure: { kind: 'no-access' } }, ['options', 'retry', 'discard']],
    [{ kind: 'failure', failure: { kind: 'intercepted' } }, ['retry', 'discard']],
    [
      { kind: 'failure', failure: { kind: 'cannot-tell-own-row' } },
      ['retry', 'send-anyway', 'discard'],
    ],
    [{ kind: 'failure', failure: { kind: 'comment-too-long', limit: 1 } }, ['discard']],
  ])('offers the way out of $0', (hold, actions) => {
    expect(held(hold)?.actions).toEqual(actions);
  });
});

describe('a connection', () => {
  const connection = {
    id: 'c',
    vendor: 'clarityq',
    name: 'Ours',
    origin: 'https://api.clarityq.ai',
    scope: 'p',
    scopeName: null,
    actAs: null,
  };

  test('fits its own vendor, origin and product only, and any product it is not bound to', () => {
    expect(fits(connection, { ...CONVERSATION, scope: 'p' })).toBe(true);
    expect(fits(connection, CONVERSATION)).toBe(true);
    expect(fits({ ...connection, scope: null }, { ...CONVERSATION, scope: 'q' })).toBe(true);
    expect(fits(connection, { ...CONVERSATION, scope: 'q' })).toBe(false);
    expect(fits(connection, { ...CONVERSATION, vendor: 'clarifeye' })).toBe(false);
    expect(fits(connection, { ...CONVERSATION, origin: 'https://api.clarityq.ai.evil' })).toBe(
      false,
    );
  });

  test('lends its product to a conversation that names none, and never replaces one', () => {
    expect(scoped(connection, CONVERSATION).scope).toBe('p');
    expect(scoped(connection, { ...CONVERSATION, scope: 'q' }).scope).toBe('q');
  });
});

test('a conversation is the same with and without its product, and another at another origin', () => {
  expect(conversationKey({ ...CONVERSATION, scope: 'p' })).toBe(conversationKey(CONVERSATION));
  expect(conversationKey({ ...CONVERSATION, origin: 'https://eu' })).not.toBe(
    conversationKey(CONVERSATION),
  );
});

test.each([
  ['a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d', true],
  ['A1B2C3D4-E5F6-4A7B-8C9D-0E1F2A3B4C5D', true],
  ['a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d\n', false],
  ['a1b2c3d4e5f64a7b8c9d0e1f2a3b4c5d', false],
  ['{a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d}', false],
  ['a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5g', false],
  ['', false],
])('%j is a uuid: %s', (text, yes) => {
  expect(isUuid(text)).toBe(yes);
});
