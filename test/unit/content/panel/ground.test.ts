import { describe, expect, it } from 'vitest';
import { lightness } from '../../../../src/content/panel/ground';

describe('lightness', () => {
  it.each<[string, number | null]>([
    ['rgb(255, 255, 255)', 1],
    ['rgb(0, 0, 0)', 0],
    ['rgba(0, 0, 0, 0)', null],
    ['rgba(255, 255, 255, 0.5)', null],
    ['color(srgb 1 1 1)', null],
    ['', null],
  ])('%s is %s', (colour, light) => {
    expect(lightness(colour)).toBe(light);
  });

  it('takes the grounds of known chat pages for what they are', () => {
    const dark = ['rgb(33, 33, 33)', 'rgb(26, 25, 21)', 'rgb(9, 9, 11)', 'rgb(40, 42, 54)'];
    const light = ['rgb(250, 249, 245)', 'rgb(244, 244, 245)', 'rgb(255, 251, 235)'];
    expect(dark.map(lightness).every((value) => value !== null && value < 0.5)).toBe(true);
    expect(light.map(lightness).every((value) => value !== null && value >= 0.5)).toBe(true);
  });
});
