import { describe, expect, test } from 'vitest';
import { called, clues, moved, startTrail, type Trail } from '../../../src/domain/trail';

const A = 'https://x.example/a';
const B = 'https://x.example/b';
const C = 'https://x.example/c';
const call = (name: string): string => `https://api.example/conversations/${name}`;

type Happening = [at: number, to: string] | [endedAt: number, called: string, startedAt: number];

/** A page's life: two values are a move, three a call, which becomes known as it ends. */
function page(...life: Happening[]): Trail {
  return life.reduce<Trail>(
    (trail, [at, what, startedAt]) =>
      startedAt === undefined
        ? moved(trail, what, at)
        : called(trail, { address: call(what), startedAt, endedAt: at }),
    startTrail(A),
  );
}

const seen = (trail: Trail): string[] =>
  clues(trail).calls.map((address) => address.slice(address.lastIndexOf('/') + 1));

describe('traffic counts only for the address under which it began', () => {
  test('a call made here counts', () => {
    expect(seen(page([100, 'a', 90]))).toEqual(['a']);
  });

  test('a call made elsewhere does not', () => {
    expect(seen(page([100, 'a', 90], [9_000, B]))).toEqual([]);
  });

  test('a streamed call that ends after the page moved on belongs to where it began', () => {
    expect(seen(page([9_000, B], [60_000, 'a', 100]))).toEqual([]);
  });

  test('a 60 s stream counts for its own address when it ends at last', () => {
    expect(seen(page([60_000, 'a', 100]))).toEqual(['a']);
  });

  test('back from a client cache the earlier call counts again', () => {
    expect(seen(page([100, 'a', 90], [9_000, B], [9_100, 'b', 9_050], [20_000, A]))).toEqual(['a']);
  });
});

describe('or up to 2 s before that address', () => {
  test('a loader calls before the address changes', () => {
    expect(seen(page([5_000, 'b', 3_000], [5_000, B]))).toEqual(['b']);
    expect(seen(page([5_000, 'b', 2_999], [5_000, B]))).toEqual([]);
  });

  test('and after its reply at once; what was seen for a while stays with the address before', () => {
    expect(seen(page([5_000, 'b', 4_700], [5_200, B]))).toEqual(['b']);
    expect(seen(page([5_000, 'b', 4_700], [5_201, B]))).toEqual([]);
  });

  test('the lead does not reach beyond the address before', () => {
    expect(seen(page([9_000, 'b', 8_900], [9_000, B], [9_500, C]))).toEqual([]);
  });

  test('hover prefetch of five makes "several", never a guess', () => {
    const prefetched = ['p1', 'p2', 'p3', 'p4', 'p5'];
    const hovering = prefetched.map((name): Happening => [900, name, 890]);
    expect(seen(page(...hovering, [1_000, B]))).toEqual(prefetched);
  });

  test('and prefetches of a minute ago are forgotten', () => {
    expect(seen(page([100, 'p1', 90], [60_000, B], [60_200, 'b', 60_100]))).toEqual(['b']);
  });
});

describe('a trail is bounded', () => {
  test('ten thousand addresses', () => {
    const storm = Array.from({ length: 10_000 }, (_, at): Happening => [at, `${B}/${at}`]);
    expect(page(...storm).stops).toHaveLength(50);
    expect(clues(page(...storm)).address).toBe(`${B}/9999`);
  });

  test('ten thousand calls', () => {
    const polling = Array.from({ length: 10_000 }, (_, at): Happening => [at, `${at % 400}`, at]);
    expect(page(...polling).calls).toHaveLength(300);
  });

  test('a side bar that polls another conversation for an hour does not push this one out', () => {
    const polling = Array.from({ length: 1_000 }, (_, at): Happening => [at, 'other', at + 2]);
    expect(seen(page([1, 'own', 1], ...polling)).sort()).toEqual(['other', 'own']);
  });

  test('the same address again is no new stop', () => {
    const trail = page([100, B]);
    expect(moved(trail, B, 200)).toBe(trail);
  });
});
