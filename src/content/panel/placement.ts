import type { PanelPlace } from '../../messages/view';

export type Corner = PanelPlace['corner'];

/** A rectangle in the window, in CSS pixels, as `getBoundingClientRect` tells it. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Size {
  width: number;
  height: number;
}

/** What decides where the card stands. Lengths are CSS pixels. */
export interface Setting {
  window: Size;
  card: Size;
  corner: Corner;
  /** Where the page's own field for questions is; null where none was found. */
  composer: Box | null;
  direction: 'ltr' | 'rtl';
}

/** Where the card stands: its distance from two sides of the window, in CSS pixels. */
export interface Spot {
  horizontal: 'left' | 'right';
  vertical: 'top' | 'bottom';
  x: number;
  y: number;
  /** How high it may become before its body scrolls. */
  room: number;
  /** Whether there is too little room beside the composer for the open card. */
  collapse: boolean;
}

const EDGE = 16;
const OFF_COMPOSER = 12;
const LEAST_ROOM = 200;
const COLLAPSED_HEIGHT = 44;

/**
 * Where a card stands so that it lies inside the window and off the composer. Cards in bottom
 * corners are held at the bottom, so that they grow upwards and the receipt does not move; the
 * others are held at the top.
 */
export function place({ window, card, corner, composer, direction }: Setting): Spot {
  const horizontal = corner.endsWith('end') === (direction === 'ltr') ? 'right' : 'left';
  const vertical = corner.startsWith('bottom') ? 'bottom' : 'top';
  const x = Math.max(0, Math.min(EDGE, (window.width - card.width) / 2));
  const left = horizontal === 'left' ? x : window.width - x - card.width;
  const whole = window.height - 2 * EDGE;
  let [y, room] = [EDGE, whole];
  if (composer && composer.left < left + card.width && composer.right > left) {
    const below = window.height - EDGE - OFF_COMPOSER - composer.bottom;
    room = Math.min(whole, composer.top - OFF_COMPOSER - EDGE);
    if (vertical === 'bottom') {
      if (card.height <= below) room = below;
      else y = Math.max(EDGE, window.height - composer.top + OFF_COMPOSER);
    }
  }
  const collapse = room < Math.min(LEAST_ROOM, whole);
  // Not even the thumbs find room: better over the composer than out of the window.
  if (room < COLLAPSED_HEIGHT) [y, room] = [EDGE, whole];
  return { horizontal, vertical, x, y, room, collapse };
}

const ROUND: Corner[] = ['bottom-end', 'bottom-start', 'top-start', 'top-end'];

/** The corner after this one, going round the window. */
export function nextCorner(corner: Corner): Corner {
  return ROUND[(ROUND.indexOf(corner) + 1) % 4] ?? corner;
}

/** The corner nearest to where a card was let go. */
export function nearestCorner(
  card: Box,
  direction: 'ltr' | 'rtl',
  window: Size = { width: innerWidth, height: innerHeight },
): Corner {
  const isRight = card.left + card.right > window.width;
  const vertical = card.top + card.bottom > window.height ? 'bottom' : 'top';
  return `${vertical}-${isRight === (direction === 'ltr') ? 'end' : 'start'}`;
}
