import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepPresent, mayRemount } from '../../../src/content/presence';

const times = (count: number, at: number) => Array.from({ length: count }, () => at);

describe('a panel', () => {
  it('is put back twenty times a minute and not once more', () => {
    expect(mayRemount(times(19, 1000), 1000)).toBe(true);
    expect(mayRemount(times(20, 1000), 1000)).toBe(false);
  });

  it('is put back again once a minute has passed', () => {
    expect(mayRemount(times(20, 1000), 60_999)).toBe(false);
    expect(mayRemount(times(20, 1000), 61_000)).toBe(true);
  });
});

/** A page just large enough: a body that may be replaced, and an observer told by hand. */
function page() {
  const observed: unknown[] = [];
  let notice = () => {};
  vi.stubGlobal(
    'MutationObserver',
    class {
      constructor(run: () => void) {
        notice = run;
      }
      observe(node: unknown, options: unknown) {
        observed.push([node, options]);
      }
      disconnect() {
        notice = () => {};
      }
    },
  );
  const host = { parentNode: null as unknown };
  const document = { documentElement: { html: true }, body: { body: 1 } as object | null };
  const world = {
    document: document as unknown as Document,
    host: host as unknown as Element,
    isAlive: true,
    clock: 0,
    attached: 0,
    givenUp: 0,
    attach() {
      world.attached += 1;
      host.parentNode = document.body;
    },
    alive: () => world.isAlive,
    now: () => world.clock,
    onGivenUp() {
      world.givenUp += 1;
    },
  };
  const remove = () => {
    host.parentNode = null;
    notice();
    vi.runAllTimers();
  };
  return { world, document, host, observed, remove, notice: () => notice() };
}

describe('presence', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('watches child lists of the document, html and body alone', () => {
    const { world, document, observed } = page();
    keepPresent(world);
    const childList = { childList: true };
    expect(observed).toEqual([
      [document, childList],
      [document.documentElement, childList],
      [document.body, childList],
    ]);
  });

  it('puts the host back when it is removed', () => {
    const { world, host, document, remove } = page();
    keepPresent(world);
    remove();
    expect(host.parentNode).toBe(document.body);
    expect(world.attached).toBe(2);
  });

  it('moves into a new body and watches that one', () => {
    const { world, host, document, observed, notice } = page();
    keepPresent(world);
    document.body = { body: 2 };
    notice();
    vi.runAllTimers();
    expect(host.parentNode).toBe(document.body);
    expect(observed).toContainEqual([document.body, { childList: true }]);
  });

  it('waits while there is no body', () => {
    const { world, host, document, notice } = page();
    keepPresent(world);
    document.body = null;
    notice();
    vi.runAllTimers();
    expect(world.attached).toBe(1);
    document.body = { body: 3 };
    notice();
    vi.runAllTimers();
    expect(host.parentNode).toBe(document.body);
  });

  it('gives way to a page that removes it fifty times, once and for good', () => {
    const { world, host, remove } = page();
    keepPresent(world);
    for (let round = 0; round < 50; round += 1) remove();
    expect(world.attached).toBe(21);
    expect(world.givenUp).toBe(1);
    expect(host.parentNode).toBeNull();
  });

  it('leaves the page alone when the extension behind it is gone', () => {
    const { world, host, remove } = page();
    keepPresent(world);
    world.isAlive = false;
    remove();
    expect(host.parentNode).toBeNull();
    expect(world.givenUp).toBe(0);
  });

  it('stops when told to', () => {
    const { world, remove } = page();
    keepPresent(world)();
    remove();
    expect(world.attached).toBe(1);
  });
});
