import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut, linesWithin } from '../../../src/pages/journal/extent';

test('every line that reaches into the window is drawn, and none that is far from it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: -500, max: 20_000 }),
      fc.integer({ min: 0, max: 1_000 }),
      (heights, top, size) => {
        const extent = layOut(heights.length, (index) => heights[index] ?? 0);
        const { first, end } = linesWithin(extent, top, top + size);
        const whole = heights.reduce((sum, height) => sum + height, 0);
        expect(extent.offsets.at(-1)).toBe(whole);
        for (let index = 0; index < heights.length; index += 1) {
          const from = extent.offsets[index] ?? 0;
          const to = extent.offsets[index + 1] ?? 0;
          const isInSight = from <= top + size && to > top;
          if (isInSight) expect(index >= first && index < end).toBe(true);
          else if (index > first && index < end - 1) throw new Error(`${index} is out of sight`);
        }
      },
    ),
  );
});

test('an empty list draws nothing', () => {
  expect(
    linesWithin(
      layOut(0, () => 1),
      0,
      1_000,
    ),
  ).toEqual({ first: 0, end: 0 });
});

test('a list out of sight keeps its nearest line, so that its size stays known', () => {
  const extent = layOut(10, () => 10);
  expect(linesWithin(extent, 5_000, 6_000)).toEqual({ first: 9, end: 10 });
  expect(linesWithin(extent, -900, -500)).toEqual({ first: 0, end: 1 });
});
