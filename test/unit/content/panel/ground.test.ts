import { describe, expect, it } from 'vitest';
import { darkness } from '../../../../src/content/panel/ground';

describe('a ground', () => {
  it.each<[string, string, boolean | null]>([
    ['white', 'rgb(255, 255, 255)', false],
    ['black', 'rgb(0, 0, 0)', true],
    ['warm paper', 'rgb(250, 249, 245)', false],
    ['pale yellow', 'rgb(255, 251, 235)', false],
    ['charcoal', 'rgb(33, 33, 33)', true],
    ['night blue', 'rgb(40, 42, 54)', true],
    ['slate', 'rgba(30, 41, 59, 0.95)', true],
    ['no ground', 'rgba(0, 0, 0, 0)', null],
    ['a veil', 'rgba(0, 0, 0, 0.4)', null],
    ['neutral 900', 'oklch(0.205 0 0)', true],
    ['neutral 50', 'oklch(0.985 0 none)', false],
    ['a veil of it', 'oklch(0.205 0 0 / 0.5)', null],
    ['slate by its axes', 'oklab(0.208 -0.002 -0.042)', true],
    ['paper by its axes', 'lab(97.2 0.1 1.4)', false],
    ['night by its hue', 'lch(18.5 9 280)', true],
    ['a screen’s white', 'color(display-p3 1 1 1)', false],
    ['a screen’s charcoal', 'color(srgb 0.13 0.13 0.13)', true],
    ['a mixture that is clear', 'color(srgb 0 0 0 / 0)', null],
  ])('%s is taken for what it is: %s', (_, colour, dark) => {
    expect(darkness(colour)).toBe(dark);
  });
});
