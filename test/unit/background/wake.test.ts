import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BadgeSurface, showBadge } from '../../../src/background/badge';
import { ALARM, type Alarms, wakeBy } from '../../../src/background/wake';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** The browser's alarms, and every time one was made. */
function newAlarms() {
  const set = new Map<string, number>();
  const made: number[] = [];
  const alarms: Alarms = {
    async get(name) {
      const scheduledTime = set.get(name);
      return scheduledTime === undefined ? undefined : { scheduledTime };
    },
    async create(name, at) {
      made.push(at);
      set.set(name, at);
    },
    async clear(name) {
      set.delete(name);
    },
  };
  return { alarms, set, made };
}

function newWake() {
  const browser = newAlarms();
  const due: number[] = [];
  const wake = wakeBy(browser.alarms, Date.now, () => due.push(Date.now()));
  return { ...browser, due, wake };
}

describe('one alarm, armed to the earliest due entry', () => {
  test('is set for what is due later, and no timer with it', async () => {
    const { wake, made, due } = newWake();
    await wake.arm(1_000_000 + 300_000);
    expect(made).toEqual([1_300_000]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(due).toEqual([]);
  });

  test('is not made anew at every wake, which would push it away for ever', async () => {
    const { wake, made, set } = newWake();
    for (let beat = 0; beat < 10; beat += 1) {
      await wake.arm(Date.now() + 1_000);
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(made).toHaveLength(1);
    expect(set.get(ALARM)).toBe(1_030_000);
  });

  test('is set anew when the browser has forgotten it', async () => {
    const { wake, made, set } = newWake();
    await wake.arm(1_100_000);
    set.clear();
    await wake.arm(1_100_000);
    expect(made).toEqual([1_100_000, 1_100_000]);
  });

  test('is set anew when it rang already, and brought forward when something is due sooner', async () => {
    const { wake, made, set } = newWake();
    set.set(ALARM, 999_000);
    await wake.arm(1_500_000);
    await wake.arm(1_200_000);
    expect(made).toEqual([1_500_000, 1_200_000]);
    expect(set.size).toBe(1);
  });

  test('is taken away with its timer when nothing is due', async () => {
    const { wake, set, due } = newWake();
    await wake.arm(1_005_000);
    await wake.arm(null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([set.size, due]).toEqual([0, []]);
  });
});

describe('what is due sooner than an alarm may ring', () => {
  test('is awaited by a timer, with the alarm behind it should the worker die', async () => {
    const { wake, made, due } = newWake();
    await wake.arm(1_005_000);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(due).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(due).toEqual([1_005_000]);
    expect(made).toEqual([1_030_000]);
  });

  test('is awaited by one timer, however often it is armed', async () => {
    const { wake, due } = newWake();
    for (let beat = 0; beat < 5; beat += 1) await wake.arm(1_005_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(due).toHaveLength(1);
  });

  test('is not asked about in a circle when it is overdue', async () => {
    const { wake, due } = newWake();
    await wake.arm(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(due).toHaveLength(1);
    expect(due[0]).toBeGreaterThan(1_000_000);
  });
});

describe('the badge', () => {
  test.each([
    [0, ''],
    [1, '1'],
    [99, '99'],
    [100, '99+'],
    [10_000, '99+'],
  ])('counts %d that need a person: %j', async (count, text) => {
    const shown: string[] = [];
    const surface: BadgeSurface = {
      setText: async (given) => void shown.push(given),
      setColours: async () => undefined,
    };
    await showBadge(surface, count);
    expect(shown).toEqual([text]);
  });
});
