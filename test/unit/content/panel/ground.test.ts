import { describe, expect, it } from 'vitest';
import { isDark } from '../../../../src/content/panel/ground';

describe('a ground', () => {
  it.each<[string, number, number, number, boolean]>([
    ['white', 255, 255, 255, false],
    ['black', 0, 0, 0, true],
    ['warm paper', 250, 249, 245, false],
    ['pale yellow', 255, 251, 235, false],
    ['charcoal', 33, 33, 33, true],
    ['night blue', 40, 42, 54, true],
    ['slate', 30, 41, 59, true],
  ])('%s is taken for what it is', (_, red, green, blue, dark) => {
    expect(isDark(red, green, blue)).toBe(dark);
  });
});
