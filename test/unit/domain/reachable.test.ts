import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/domain/entry';
import type { Failure } from '../../../src/domain/failure';
import { next } from '../../../src/domain/transition';
import { failed, GOOD, press, sent, untouched } from './entries';

/** An entry that was pressed at 1 and whose attempt failed so, to be tried again at 60,000. */
function waitingAfter(failure: Failure): Entry {
  const pressed = next(untouched(), { kind: 'pressed', at: 1, pressId: 'one', feedback: GOOD });
  return next(pressed, { kind: 'failed', at: 2, failure, dueAt: 60_000, settles: true });
}

describe('when the network is back', () => {
  test('what only waited for it is due at once', () => {
    const back = next(waitingAfter({ kind: 'offline' }), { kind: 'reachable', at: 5_000 });
    expect(back.dueAt).toBe(5_000);
  });

  test('what a vendor asked to wait for goes on waiting', () => {
    const asked = waitingAfter({ kind: 'rate-limited', retryAfterMs: 59_000 });
    expect(next(asked, { kind: 'reachable', at: 5_000 }).dueAt).toBe(60_000);
  });

  test('what waits for a person is not touched', () => {
    const held = waitingAfter({ kind: 'no-access' });
    expect(next(held, { kind: 'reachable', at: 5_000 })).toBe(held);
  });

  test.each([
    ['the network is back', { kind: 'reachable', at: 5_000 }],
    ['somebody presses Try again', { kind: 'released', at: 5_000, vouched: true }],
  ] as const)('a request that may still be at work is not looked for at once: %s', (_, event) => {
    // Sent at 4 s; the worker died at 4.9 s. Who looks at 5 s may look before its row is made.
    const sending = next(next(untouched(), press(GOOD)), sent(GOOD, 4_000));
    const left = next(sending, failed({ kind: 'interrupted' }, false, 4_900, 60_000));
    expect(next(left, event).dueAt).toBe(7_000);
  });
});
