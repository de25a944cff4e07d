import { expect, test } from 'vitest';
import { themeIn } from '../../../src/pages/theme';

test('a stored word is a theme only where it names one; else the system decides', () => {
  expect(['light', 'dark', 'system'].map(themeIn)).toEqual(['light', 'dark', 'system']);
  expect([null, '', 'Dark', 'blue', '__proto__'].map(themeIn)).toEqual(
    Array.from({ length: 5 }, () => 'system'),
  );
});
