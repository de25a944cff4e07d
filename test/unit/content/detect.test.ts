import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { detect } from '../../../src/content/detect';
import { findLink } from '../../../src/content/link';
import type { Ask } from '../../../src/messages/client';
import { clarityq } from '../../../src/vendors/clarityq/site';
import { Page } from './page';

const P = '1f0c2b7e-9a41-4c55-8a10-3d6f0e5b7a01';
const A = 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d';
const B = 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e';
const APP = 'https://app.clarityq.ai';
const API = 'https://api.clarityq.ai/api/v1/products';
const START = 1_700_000_000_000;

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function detecting(path = '/', change: (page: Page) => void = () => undefined) {
  const page = new Page(APP + path, () => Date.now() - START);
  change(page);
  const said: { kind: string; at: number; [name: string]: unknown }[] = [];
  const worker = { answers: true };
  const ask = (async (kind: string, input: object) => {
    said.push({ kind, at: Date.now() - START, ...input });
    return worker.answers ? { ok: true, value: null } : { ok: false, refusal: 'failed' };
  }) as unknown as Ask;
  const stop = new AbortController();
  const detector = detect(
    page.asWindow(),
    clarityq,
    { ask, hints: () => () => undefined, alive: () => true },
    stop.signal,
  );
  const kinds = () => said.map(({ kind }) => kind);
  const call = (path: string, startTime = Date.now() - START) =>
    page.calls({ name: `${API}/${P}/${path}`, startTime });
  return { page, said, kinds, stop, detector, call, worker };
}

const wait = (ms: number) => vi.advanceTimersByTime(ms);

describe('the worker is told', () => {
  test('nothing where there is no conversation', () => {
    const { said, detector } = detecting('/settings');
    expect(said).toEqual([]);
    expect(detector.showing()).toMatchObject({ conversation: null, finding: { kind: 'none' } });
  });

  test('once per conversation', () => {
    const { said, page } = detecting(`/conversations/${A}`);
    page.go(`${APP}/conversations/${A}?tab=sql`);
    wait(1_000);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ kind: 'recognised', conversation: { id: A } });
  });

  test('that it is gone, when it is gone or cannot be told any more', () => {
    const { kinds, page } = detecting(`/conversations/${A}`);
    wait(100);
    page.go(`${APP}/settings`);
    wait(100);
    page.go(`${APP}/conversations/${A}`);
    wait(100);
    page.go(`${APP}/${P}/${A}/${B}`);
    wait(100);
    expect(kinds()).toEqual(['recognised', 'left', 'recognised', 'left']);
  });

  test('a product that its own traffic names later, without a break in the watch', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    wait(60_000);
    call(`conversations/${A}/status`);
    wait(100);
    expect(said).toMatchObject([
      { kind: 'recognised', conversation: { scope: null } },
      { kind: 'recognised', conversation: { scope: P }, watchingSince: START },
    ]);
  });

  test('every ten minutes that it is still shown, as long as somebody can see it', () => {
    const { said, page } = detecting(`/conversations/${A}`);
    wait(1_200_000);
    expect(said.map(({ at }) => at)).toEqual([0, 600_000, 1_200_000]);
    Object.assign(page.document, { hidden: true });
    wait(3_600_000);
    expect(said).toHaveLength(3);
  });

  test('once more when it did not hear, and no oftener', async () => {
    const { said, page, worker } = detecting('/');
    worker.answers = false;
    wait(100);
    page.go(`${APP}/conversations/${A}`);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(said.map(({ kind, at }) => [kind, at])).toEqual([
      ['recognised', 100],
      ['recognised', 1_100],
    ]);
    page.go(`${APP}/conversations/${B}`);
    await vi.advanceTimersByTimeAsync(100);
    page.go(`${APP}/settings`);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(said.slice(2).map(({ kind }) => kind)).toEqual(['left', 'recognised', 'left']);
  });

  test('when the device has its network back', () => {
    const { kinds, page } = detecting('/');
    page.fire('online', { isTrusted: true });
    expect(kinds()).toEqual(['online']);
  });

  test('and not when the page only says so', () => {
    const { kinds, page } = detecting('/');
    page.fire('online', { isTrusted: false });
    expect(kinds()).toEqual([]);
  });
});

describe('a watch vouches for no conversation but the one in sight', () => {
  test('it ends for one and begins for the other when the page moves on', () => {
    const { said, page } = detecting(`/conversations/${A}`);
    wait(540_000);
    page.go(`${APP}/conversations/${B}`);
    expect(said.slice(1)).toMatchObject([
      { kind: 'left', watchingSince: START },
      { kind: 'recognised', conversation: { id: B }, watchingSince: START + 540_000 },
    ]);
  });

  test('it begins anew on return', () => {
    const { page, detector } = detecting(`/conversations/${A}`);
    wait(600_000);
    page.go(`${APP}/conversations/${B}`);
    wait(600_000);
    page.go(`${APP}/conversations/${A}`);
    expect(detector.showing().watchingSince).toBe(START + 1_200_000);
  });

  test('it goes on through a long quiet reading, and breaks when the device slept', () => {
    const { detector } = detecting(`/conversations/${A}`);
    wait(3_600_000);
    expect(detector.showing().watchingSince).toBe(START);
    vi.setSystemTime(Date.now() + 7_200_000);
    const woken = Date.now();
    expect(detector.showing().watchingSince).toBe(woken);
  });

  test('it ends when the page is put away and begins when it comes back', () => {
    const { said, page } = detecting(`/conversations/${A}`);
    wait(1_000);
    page.fire('pagehide');
    vi.setSystemTime(Date.now() + 60_000);
    page.fire('pageshow');
    expect(said.slice(1)).toMatchObject([
      { kind: 'left', watchingSince: START },
      { kind: 'recognised', conversation: { id: A }, watchingSince: START + 61_000 },
    ]);
  });
});

describe("the page's own calls", () => {
  test('are reported together: the first after a second, those of a page that polls every five', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    for (let index = 0; index < 200; index += 1) {
      call(`conversations/${A}/status`);
      wait(100);
    }
    const calls = said.filter(({ kind }) => kind === 'called');
    expect(calls.map(({ at }) => at)).toEqual([1_000, 6_000, 11_000, 16_000]);
    expect(calls.every(({ run }) => run === false)).toBe(true);
  });

  test('the last of them is reported, too, and after a rest again within a second', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    for (const pause of [2_000, 30_000, 2_000]) {
      call(`conversations/${A}/status`);
      wait(pause);
    }
    const calls = said.filter(({ kind }) => kind === 'called');
    expect(calls.map(({ at }) => at)).toEqual([1_000, 7_000, 33_000]);
  });

  test('of the next conversation do not wait for those of the last', () => {
    const { said, page, call } = detecting(`/conversations/${A}`);
    for (let index = 0; index < 30; index += 1) {
      call(`conversations/${A}/status`);
      wait(100);
    }
    page.go(`${APP}/conversations/${B}`);
    call(`conversations/${B}/status`);
    wait(1_000);
    const calls = said.filter(({ kind }) => kind === 'called');
    expect(calls).toMatchObject([
      { at: 1_000, conversation: { id: A } },
      { at: 4_000, conversation: { id: B } },
    ]);
  });

  test('a question is reported at once, and a storm of questions every second', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    call(`conversations/${A}/status`);
    wait(2_000);
    call(`conversations/${A}/status`);
    for (let index = 0; index < 30; index += 1) {
      call('ask');
      wait(100);
    }
    const calls = said.filter(({ kind }) => kind === 'called');
    expect(calls.map(({ at, run }) => [at, run])).toEqual([
      [1_000, false],
      [2_000, true],
      [3_000, true],
      [4_000, true],
      [5_000, true],
    ]);
  });

  test('the first question of a page waits for nothing: below zero a browser waits for days', () => {
    const waits = vi.spyOn(globalThis, 'setTimeout');
    const { said, call } = detecting(`/conversations/${A}`);
    call('ask');
    wait(0);
    expect(said.filter(({ kind }) => kind === 'called')).toHaveLength(1);
    expect(waits.mock.calls.filter(([, ms = 0]) => ms < 0)).toEqual([]);
    waits.mockRestore();
  });

  test('a question among them is not lost, and is dated when it was asked', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    wait(5_000);
    call(`conversations/${A}/status`, 4_000);
    call(`conversations/${A}/ask`, 4_500);
    call(`conversations/${A}/status`, 4_900);
    wait(1_000);
    expect(said.at(-1)).toMatchObject({ kind: 'called', run: true, startedAt: START + 4_500 });
  });

  test('are dated when the last of them ended', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    call(`conversations/${A}/status`);
    wait(700);
    call(`conversations/${A}/status`);
    wait(300);
    expect(said.at(-1)).toMatchObject({ kind: 'called', at: 1_000, endedAt: START + 700 });
  });

  test('a question asked at the product concerns the conversation in sight', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    wait(5_000);
    call('ask', 4_000);
    wait(1_000);
    expect(said.at(-1)).toMatchObject({ kind: 'called', conversation: { id: A }, run: true });
  });

  test('to another conversation, or to none in sight, are nobody’s business', () => {
    const { kinds, call } = detecting(`/conversations/${A}`);
    call(`conversations/${B}/messages`);
    wait(2_000);
    expect(kinds()).toEqual(['recognised']);
    const nowhere = detecting('/settings');
    nowhere.call('ask');
    wait(2_000);
    expect(nowhere.kinds()).toEqual([]);
  });

  test('are not reported for the conversation that came next', () => {
    const { kinds, page, call } = detecting(`/conversations/${A}`);
    call(`conversations/${A}/messages`);
    page.go(`${APP}/conversations/${B}`);
    wait(5_000);
    expect(kinds()).toEqual(['recognised', 'left', 'recognised']);
  });
});

describe('the panel', () => {
  test('learns the conversation and its changes until it stops listening', () => {
    const { page } = detecting(`/conversations/${A}`);
    const link = findLink();
    const changes: (string | undefined)[] = [];
    const stop = link?.subscribe(() => changes.push(link.conversation()?.id));
    expect(link?.conversation()?.id).toBe(A);
    wait(100);
    page.go(`${APP}/conversations/${B}`);
    wait(100);
    page.go(`${APP}/settings`);
    stop?.();
    wait(100);
    page.go(`${APP}/conversations/${A}`);
    expect(changes).toEqual([B, undefined]);
  });

  test('is told honestly whether the gate came before the page', () => {
    detecting('/');
    expect(findLink()?.gated).toBe(true);
    detecting('/', (page) => {
      page.document.body = {};
    });
    expect(findLink()?.gated).toBe(false);
    detecting('/', (page) => {
      page.document.readyState = 'complete';
    });
    expect(findLink()?.gated).toBe(false);
  });
});

describe('a page that storms', () => {
  const id = (index: number) => `a1b2c3d4-e5f6-4a7b-8c9d-${String(index).padStart(12, '0')}`;

  test('through conversations shows none of them, until it rests at one', () => {
    const { said, page, detector } = detecting();
    for (let index = 0; index < 600; index += 1) {
      page.go(`${APP}/conversations/${id(index)}`);
      wait(10);
    }
    // Ten are taken for a person who looks for something; then silence for as long as it storms.
    expect(said.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 10 }, () => ['recognised', 'left']).flat(),
    );
    expect(detector.showing().conversation).toBeNull();
    wait(2_000);
    expect(said.slice(20)).toMatchObject([{ kind: 'recognised', conversation: { id: id(599) } }]);
    expect(detector.showing().conversation?.id).toBe(id(599));
    page.go(`${APP}/conversations/${A}`);
    wait(100);
    expect(said.slice(21).map(({ kind }) => kind)).toEqual(['left', 'recognised']);
  });

  test('at one conversation keeps it: what changes in the address beside it is its own matter', () => {
    const { said, page, detector } = detecting(`/conversations/${A}`);
    for (let index = 0; index < 600; index += 1) {
      page.go(`${APP}/conversations/${A}?at=${index}`);
      wait(10);
      expect(detector.showing().conversation?.id).toBe(A);
    }
    expect(said).toHaveLength(1);
  });

  test('through the panel’s own conversation leaves no listener with a wrong one', () => {
    const { page } = detecting();
    const link = findLink();
    link?.subscribe(() => {
      const shown = link.conversation()?.id;
      if (shown) expect(page.location.href).toContain(shown);
    });
    for (let index = 0; index < 600; index += 1) {
      page.go(`${APP}/conversations/${id(index % 3)}`);
      wait(index % 70);
    }
    wait(2_000);
    expect(link?.conversation()?.id).toBe(id(599 % 3));
  });

  test('with calls: three messages in ten seconds for a conversation, whatever it calls beside it', () => {
    const { said, call } = detecting(`/conversations/${A}`);
    for (let index = 0; index < 1_670; index += 1) {
      call(`conversations/${index % 4 === 0 ? A : id(index)}/status`);
      wait(6);
    }
    expect(said.map(({ kind }) => kind).filter((kind) => kind !== 'called')).toEqual([
      'recognised',
      'recognised',
    ]);
    expect(said).toHaveLength(4);
  });
});

test('a detector that has ended says nothing and leaves nothing running', () => {
  const { page, said, stop, call } = detecting(`/conversations/${A}`);
  call(`conversations/${A}/messages`);
  stop.abort();
  page.go(`${APP}/conversations/${B}`);
  page.fire('online', { isTrusted: true });
  page.fire('pagehide');
  wait(600_000);
  expect(said).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
