import { expect, test } from 'vitest';
import { isShorter, minutesIn, monthChoices } from '../../../src/pages/options/preferred';

test('only whole minutes from 1 to 60 are taken', () => {
  expect(['1', '60', ' 2 ', '07'].map(minutesIn)).toEqual([1, 60, 2, 7]);
  expect(['0', '61', '-1', '1.5', '1e1', '', ' ', 'two', '９', '0x5'].map(minutesIn)).toEqual(
    Array.from({ length: 10 }, () => null),
  );
});

test('keeping less than now is what can be called off', () => {
  expect(isShorter(3, null)).toBe(true);
  expect(isShorter(3, 6)).toBe(true);
  expect(isShorter(6, 6)).toBe(false);
  expect(isShorter(12, 6)).toBe(false);
  expect(isShorter(null, 6)).toBe(false);
});

test('a time set elsewhere is among the choices, in its place', () => {
  expect(monthChoices(null)).toEqual([1, 3, 6, 12, 24]);
  expect(monthChoices(5)).toEqual([1, 3, 5, 6, 12, 24]);
  expect(monthChoices(6)).toEqual([1, 3, 6, 12, 24]);
});
