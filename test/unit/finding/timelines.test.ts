import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { detect } from '../../../src/content/detect';
import { findLink } from '../../../src/content/link';
import type { Ask } from '../../../src/messages/client';
import { clarifeye } from '../../../src/vendors/clarifeye/site';
import { clarityq } from '../../../src/vendors/clarityq/site';
import { Page } from '../content/page';
import { A, B, C, P } from '../vendors/addresses';

const START = 1_700_000_000_000;
const IDS = [A, B, C];
/** Longer than any pause the detector makes before it says what it found. */
const SETTLED_MS = 400;
/** The longest of those pauses for as many calls as are made here. */
const CALM_MS = 100;

const VENDORS = [
  {
    site: clarityq,
    app: 'https://app.clarityq.ai',
    call: (id: string) => `https://api.clarityq.ai/api/v1/products/${P}/conversations/${id}/status`,
  },
  {
    site: clarifeye,
    app: 'https://eu.app.clarifeye.ai',
    call: (id: string) =>
      `https://eu.app.clarifeye.ai/api/v1/projects/${P}/playground-conversations/${id}/`,
  },
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What a page does: goes somewhere, calls for a conversation, and lets time pass. */
type Step =
  | { do: 'go'; path: string }
  | { do: 'call'; id: string; lasts: number }
  | { do: 'wait'; ms: number };

/** Plays a page's life; `check` is called whenever nothing is about to be said. */
function play(
  vendor: (typeof VENDORS)[number],
  start: string,
  steps: readonly Step[],
  check: (shown: string | null, page: { path: string; now: number }) => void,
): void {
  vi.setSystemTime(START);
  const page = new Page(vendor.app + start, () => Date.now() - START);
  const stop = new AbortController();
  const ask = (async () => ({ ok: true, value: null })) as unknown as Ask;
  const wire = { ask, hints: () => () => undefined, alive: () => true };
  detect(page.asWindow(), vendor.site, wire, stop.signal);
  let path = start;
  for (const step of steps) {
    if (step.do === 'go') {
      path = step.path;
      page.go(vendor.app + path);
    } else if (step.do === 'call') {
      const startTime = Date.now() - START;
      const { lasts: duration } = step;
      // A call becomes known when it ends, however long that takes.
      setTimeout(() => page.calls({ name: vendor.call(step.id), startTime, duration }), duration);
    } else {
      vi.advanceTimersByTime(step.ms);
      if (step.ms >= SETTLED_MS) {
        check(findLink()?.conversation()?.id ?? null, { path, now: Date.now() - START });
      }
    }
  }
  stop.abort();
  vi.clearAllTimers();
}

const wait = fc.record({
  do: fc.constant('wait' as const),
  ms: fc.constantFrom(1, 40, 150, 250, SETTLED_MS, 900, 1_500, 2_500, 60_000),
});
const callStep = fc.record({
  do: fc.constant('call' as const),
  id: fc.constantFrom(...IDS),
  lasts: fc.constantFrom(5, 100, 800, 3_000, 60_000),
});
const goTo = (paths: string[]) =>
  fc.record({ do: fc.constant('go' as const), path: fc.constantFrom(...paths) });
const lifeOf = (paths: string[]) =>
  fc.array(fc.oneof(wait, callStep, goTo(paths)), { minLength: 4, maxLength: 24 });

describe.each(VENDORS)('$site.id: over generated lives of a page', (vendor) => {
  test('an address that names a conversation is believed, whatever is called and when', () => {
    const named = IDS.flatMap((id) => [`/conversations/${id}`, `/chat?id=${id}`, `/#/c/${id}`]);
    fc.assert(
      fc.property(lifeOf(named), (steps) => {
        play(vendor, `/chat/${A}`, steps, (shown, { path }) => {
          const [meant] = IDS.filter((id) => path.includes(id));
          expect(shown).toBe(meant);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('among addresses that name one, the others never show another', () => {
    const mixed = [...IDS.map((id) => `/conversations/${id}`), '/conversations', '/settings'];
    fc.assert(
      fc.property(lifeOf(mixed), (steps) => {
        play(vendor, `/chat/${A}`, steps, (shown, { path }) => {
          expect(shown).toBe(IDS.find((id) => path.includes(id)) ?? null);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('where no address names one, only what was called for this address alone is shown', () => {
    const paths = ['/inbox/1', '/inbox/2', '/inbox/3'];
    fc.assert(
      fc.property(lifeOf(paths), (steps) => {
        // Told apart from the detector by the plainest means: for each call the addresses it may
        // be of, from when it began and ended.
        const stops = [{ path: '/inbox/1', since: 0 }];
        const calls: { id: string; began: number; ended: number }[] = [];
        let now = 0;
        for (const step of steps) {
          if (step.do === 'wait') now += step.ms;
          else if (step.do === 'call') {
            calls.push({ id: step.id, began: now, ended: now + step.lasts });
          } else if (stops.at(-1)?.path !== step.path) stops.push({ path: step.path, since: now });
        }
        play(vendor, '/inbox/1', steps, (shown, { path, now: at }) => {
          if (shown === null) return;
          const seen = stops.filter(({ since }) => since <= at);
          const mayBeOf = ({ began, ended }: (typeof calls)[number]) =>
            seen.some(({ path: its, since }, index) => {
              const until = seen[index + 1]?.since ?? Number.POSITIVE_INFINITY;
              const before = seen[index - 1]?.since ?? 0;
              const isLoader =
                began >= Math.max(since - 2_000, before) && began < since && ended >= since - 200;
              return its === path && ((began >= since && began < until) || isLoader);
            });
          const known = calls.filter((one) => one.ended <= at && mayBeOf(one));
          expect(known.map(({ id }) => id)).toContain(shown);
          // What ended this very moment is looked at a moment later.
          const old = known.filter(({ ended }) => ended <= at - CALM_MS);
          expect(old.filter(({ id }) => id !== shown)).toEqual([]);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('a conversation seen for a moment is not taken along to the next address', () => {
    const steps: Step[] = [
      // The pointer passes over B, which is fetched ahead.
      { do: 'wait', ms: 3_000 },
      { do: 'call', id: B, lasts: 100 },
      { do: 'wait', ms: 10_000 },
      // A is opened, and soon after it B, which the page has already.
      { do: 'go', path: '/inbox/1' },
      { do: 'call', id: A, lasts: 100 },
      { do: 'wait', ms: 500 },
      { do: 'go', path: '/inbox/2' },
      { do: 'wait', ms: 1_500 },
    ];
    const shown: (string | null)[] = [];
    play(vendor, '/', steps, (id) => shown.push(id));
    expect(shown).toEqual([null, B, A, null]);
  });

  test('a new chat shows no conversation that is fetched beside it', () => {
    const shown: (string | null)[] = [];
    const beside: Step[] = [
      { do: 'call', id: A, lasts: 100 },
      { do: 'wait', ms: 1_500 },
    ];
    for (const path of ['/chat/new', '/new?from=home', '/new#top']) {
      play(vendor, path, beside, (id) => shown.push(id));
    }
    play(vendor, '/news', beside, (id) => shown.push(id));
    play(vendor, '/new-york', beside, (id) => shown.push(id));
    expect(shown).toEqual([null, null, null, A, A]);
  });
});
