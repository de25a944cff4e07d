import './messages';
import { describe, expect, it } from 'vitest';
import { keyWish } from '../../../src/ui/comment-field';
import { arrowTarget } from '../../../src/ui/rating-group';

const key = (name: string, over: object = {}) => ({
  key: name,
  keyCode: 0,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  ...over,
});

describe('keys', () => {
  it.each([
    ['Ctrl + Enter saves', key('Enter', { ctrlKey: true }), 'save'],
    ['⌘ + Enter saves', key('Enter', { metaKey: true }), 'save'],
    ['Enter alone is a new line', key('Enter'), null],
    ['Escape leaves', key('Escape'), 'leave'],
    ['letters are text', key('s', { ctrlKey: true }), null],
    ['Enter ends a composition', key('Enter', { ctrlKey: true, isComposing: true }), null],
    ['Escape ends a composition', key('Escape', { isComposing: true }), null],
    ['so does Safari’s last Enter', key('Enter', { ctrlKey: true, keyCode: 229 }), null],
  ] as const)('%s', (_, event, wish) => {
    expect(keyWish(event)).toBe(wish);
  });

  it.each<[string, number, boolean, number | null]>([
    ['ArrowRight', 0, false, 1],
    ['ArrowRight', 2, false, 0],
    ['ArrowLeft', 0, false, 2],
    ['ArrowRight', 0, true, 2],
    ['ArrowLeft', 0, true, 1],
    ['ArrowDown', 0, true, 1],
    ['ArrowUp', 0, true, 2],
    ['Tab', 0, false, null],
    ['a', 0, false, null],
  ])('%s from %i (right to left: %s) leads to %s', (name, at, rightToLeft, to) => {
    expect(arrowTarget(name, at, 3, rightToLeft)).toBe(to);
  });
});
