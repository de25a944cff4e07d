import type { Item } from './days';

/** Rows that a page key goes by. */
const PAGE = 10;

/**
 * The line a key leads to from the line `at`: the next row up or down, ten of them, the first or
 * the last; days have nothing to press and are passed over. Null for keys that lead nowhere.
 */
export function move(key: string, items: readonly Item[], at: number): number | null {
  const from = Math.max(at, 0);
  switch (key) {
    case 'ArrowDown':
      return step(items, from, 1);
    case 'ArrowUp':
      return step(items, from, -1);
    case 'PageDown':
      return far(items, from, 1);
    case 'PageUp':
      return far(items, from, -1);
    case 'Home':
      return step(items, -1, 1);
    case 'End':
      return step(items, items.length, -1);
    default:
      return null;
  }
}

/** The next row; the line it began with where there is none. */
function step(items: readonly Item[], from: number, by: 1 | -1): number {
  for (let at = from + by; at >= 0 && at < items.length; at += by) {
    if (items[at]?.kind === 'row') return at;
  }
  return from;
}

function far(items: readonly Item[], from: number, by: 1 | -1): number {
  let at = from;
  for (let count = 0; count < PAGE; count += 1) at = step(items, at, by);
  return at;
}
