import { expect, test } from 'vitest';
import { firstWords } from '../../../src/ui/first-words';

test('a question is told by its first words, with dots only where it was cut', () => {
  expect(firstWords('  May I work\n abroad? ')).toBe('May I work abroad?');
  expect(firstWords('x'.repeat(40))).toBe('x'.repeat(40));
  expect(firstWords('x'.repeat(41))).toBe(`${'x'.repeat(40)}…`);
  expect(firstWords('')).toBe('');
});
