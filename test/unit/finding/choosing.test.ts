import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Detector, detect } from '../../../src/content/detect';
import { findLink } from '../../../src/content/link';
import type { Ask } from '../../../src/messages/client';
import { clarityq } from '../../../src/vendors/clarityq/site';
import { Page } from '../content/page';
import { A, B, C, P } from '../vendors/addresses';

const APP = 'https://app.clarityq.ai';
const BOTH = `/c/${A}?conversation=${B}`;

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Detecting {
  detector: Detector;
  told: string[];
  go(path: string): void;
  call(id: string): void;
  shown(): string | null;
}

function detecting(path: string): Detecting {
  const start = Date.now();
  const page = new Page(APP + path, () => Date.now() - start);
  const told: string[] = [];
  const ask = (async (kind: string, { conversation }: { conversation?: { id: string } }) => {
    told.push(conversation ? `${kind} ${conversation.id}` : kind);
    return { ok: true, value: null };
  }) as unknown as Ask;
  const wire = { ask, hints: () => () => undefined, alive: () => true };
  const detector = detect(page.asWindow(), clarityq, wire, new AbortController().signal);
  return {
    detector,
    told,
    go(next) {
      vi.advanceTimersByTime(5_000);
      page.go(APP + next);
      vi.advanceTimersByTime(100);
    },
    call(id) {
      const name = `https://api.clarityq.ai/api/v1/products/${P}/conversations/${id}/messages`;
      page.calls({ name, startTime: Date.now() - start });
      vi.advanceTimersByTime(100);
    },
    shown: () => findLink()?.conversation()?.id ?? null,
  };
}

describe('where an address names several conversations', () => {
  test('none is shown until the person picks, and then the picked one, with several still told', () => {
    const { detector, told, shown } = detecting(BOTH);
    expect(shown()).toBeNull();
    expect(told).toEqual([]);
    const showing = detector.showing(B);
    expect(showing).toMatchObject({ finding: { kind: 'several' }, conversation: { id: B } });
    expect(shown()).toBe(B);
    expect(told).toEqual([`recognised ${B}`]);
  });

  test('the person picks once: on return to the address it still holds, elsewhere it does not', () => {
    const { detector, go, shown } = detecting(BOTH);
    detector.showing(B);
    go(`/c/${C}?conversation=${B}`);
    expect(shown()).toBeNull();
    go('/settings');
    expect(shown()).toBeNull();
    go(BOTH);
    expect(shown()).toBe(B);
  });

  test('another pick takes the place of the first, and what the page calls changes nothing', () => {
    const { detector, call, shown } = detecting(BOTH);
    detector.showing(B);
    call(A);
    expect(shown()).toBe(B);
    detector.showing(A);
    expect(shown()).toBe(A);
  });

  test('a conversation that is not among them cannot be picked', () => {
    const { detector, told, shown } = detecting(BOTH);
    detector.showing(C);
    expect(shown()).toBeNull();
    expect(told).toEqual([]);
  });
});

describe('where only the traffic names conversations', () => {
  test('no pick among several holds: the page can move on without a sign', () => {
    const { detector, call, shown } = detecting('/');
    call(A);
    expect(shown()).toBe(A);
    call(B);
    expect(shown()).toBeNull();
    expect(detector.showing(A)).toMatchObject({ finding: { kind: 'several' }, conversation: null });
    expect(shown()).toBeNull();
  });
});

describe('where addresses name conversations', () => {
  test('a new chat shows none, whatever is fetched ahead there; the person may choose it', () => {
    const { detector, go, call, shown } = detecting(`/conversations/${A}`);
    go('/conversations');
    call(B);
    expect(shown()).toBeNull();
    expect(detector.showing().finding).toMatchObject({
      kind: 'several',
      conversations: [{ id: B }],
      reason: { kind: 'in-traffic' },
    });
  });

  test('the first message of a new chat makes one as soon as the address names it', () => {
    const { go, call, shown, told } = detecting(`/conversations/${A}`);
    go('/conversations/new');
    call(C);
    go(`/conversations/${C}`);
    expect(shown()).toBe(C);
    expect(told).toEqual([`recognised ${A}`, 'left', `recognised ${C}`]);
  });

  test('where none has named one yet, what the page calls is what it shows', () => {
    const { go, call, shown } = detecting('/');
    go('/conversations');
    call(B);
    expect(shown()).toBe(B);
  });
});
