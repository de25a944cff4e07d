import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gather, type Heard } from '../../../src/content/gather';
import type { Clues } from '../../../src/domain/evidence';
import { Page } from './page';

const APP = 'https://app.clarityq.ai';
const CALL = 'https://api.clarityq.ai/api/v1/conversations/a';

/** When the document began; its own clock counts from there. */
const ORIGIN = 1_700_000_000_000;

beforeEach(() => void vi.useFakeTimers({ now: ORIGIN }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function gathering() {
  const page = new Page(`${APP}/a`, () => Date.now() - ORIGIN);
  const told: Clues[] = [];
  const heard: Heard[] = [];
  const stop = new AbortController();
  gather(
    page.asWindow(),
    (address) => address.startsWith('https://api.'),
    { clues: (clues) => told.push(clues), heard: (call) => heard.push(call) },
    stop.signal,
  );
  return { page, told, heard, stop, latest: () => told.at(-1) };
}

describe('addresses', () => {
  test('the first is told at once', () => {
    const { told } = gathering();
    expect(told).toEqual([{ address: `${APP}/a`, calls: [] }]);
  });

  test('pushState, replaceState, hash and back are each told once, after they happened', () => {
    const { page, told } = gathering();
    for (const path of ['b', 'b?x=1', 'b?x=1#c', 'a']) {
      vi.advanceTimersByTime(1_000);
      page.go(`${APP}/${path}`);
    }
    expect(told.map(({ address }) => address.slice(APP.length + 1))).toEqual([
      'a',
      'b',
      'b?x=1',
      'b?x=1#c',
      'a',
    ]);
  });

  test('a cancelled navigation is told to nobody', () => {
    const { page, told } = gathering();
    vi.advanceTimersByTime(1_000);
    page.navigation.dispatchEvent(new Event('navigate'));
    page.navigation.dispatchEvent(new Event('currententrychange'));
    vi.advanceTimersByTime(1_000);
    expect(told).toHaveLength(1);
  });

  test('back from the back-forward cache the address is asked for again', () => {
    const { page, latest } = gathering();
    vi.advanceTimersByTime(1_000);
    page.location.href = `${APP}/b`;
    page.fire('pageshow');
    expect(latest()?.address).toBe(`${APP}/b`);
  });

  test('a storm of a thousand is answered twenty times a second at most, and ends right', () => {
    const { page, told, latest } = gathering();
    for (let index = 0; index < 1_000; index += 1) {
      page.go(`${APP}/${index}`);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(50);
    expect(told.length).toBeLessThanOrEqual(22);
    expect(latest()?.address).toBe(`${APP}/999`);
  });
});

describe("the page's own calls", () => {
  test('are observed from the first on, beyond the buffer of 250', () => {
    const { page } = gathering();
    expect(page.observers.map(({ options }) => options)).toEqual([
      { type: 'resource', buffered: true },
    ]);
  });

  test('count where they concern a vendor; everything else is forgotten at once', () => {
    const { page, latest, heard } = gathering();
    vi.advanceTimersByTime(1_000);
    page.calls(
      { name: 'https://cdn.example/a.js', startTime: 10 },
      { name: CALL, startTime: 20 },
      { name: `${APP}/private?token=1`, startTime: 30 },
    );
    expect(latest()?.calls).toEqual([CALL]);
    expect(heard.map(({ address }) => address)).toEqual([CALL]);
  });

  test('that concern nobody tell nothing anew', () => {
    const { page, told } = gathering();
    vi.advanceTimersByTime(1_000);
    page.calls({ name: 'https://cdn.example/a.js', startTime: 10 });
    vi.advanceTimersByTime(1_000);
    expect(told).toHaveLength(1);
  });

  test('known before the address change was noticed still belong to the address of their time', () => {
    const { page, latest } = gathering();
    vi.advanceTimersByTime(10_000);
    page.location.href = `${APP}/b`;
    page.calls({ name: CALL, startTime: 100 });
    vi.advanceTimersByTime(50);
    expect(latest()).toEqual({ address: `${APP}/b`, calls: [] });
  });

  test('a streamed one appears when it ends and counts for where it began', () => {
    const { page, latest } = gathering();
    vi.advanceTimersByTime(60_000);
    page.calls({ name: CALL, startTime: 100 });
    expect(latest()?.calls).toEqual([CALL]);
    page.go(`${APP}/b`);
    vi.advanceTimersByTime(50);
    expect(latest()?.calls).toEqual([]);
  });

  test('are dated by the clock on the wall, although the document’s own stops while it sleeps', () => {
    let asleep = 0;
    const page = new Page(`${APP}/a`, () => Date.now() - ORIGIN - asleep);
    const heard: Heard[] = [];
    const listener = { clues: () => undefined, heard: (call: Heard) => heard.push(call) };
    gather(page.asWindow(), () => true, listener, new AbortController().signal);
    vi.advanceTimersByTime(3_600_000);
    asleep = 3_600_000;
    vi.advanceTimersByTime(5_000);
    page.calls({ name: CALL, startTime: 4_000 });
    expect(heard[0]?.startedAt).toBe(ORIGIN + 3_600_000 + 4_000);
  });
});

test('nothing is told any more once the script has ended', () => {
  const { page, told, stop } = gathering();
  vi.advanceTimersByTime(10);
  page.go(`${APP}/b`);
  stop.abort();
  page.go(`${APP}/c`);
  page.fire('pageshow');
  page.calls({ name: CALL, startTime: 10 });
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(1);
  expect(page.observers.map(({ on }) => on)).toEqual([false]);
  expect(vi.getTimerCount()).toBe(0);
});
