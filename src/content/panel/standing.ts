import { direction } from '../../platform/words';
import { findComposer } from './composer';
import { themeAt } from './ground';
import type { PanelHost } from './host';
import { type Corner, place } from './placement';

/** Pages put up their composer late, or move it once their styles have come; milliseconds. */
const SOON = [300, 2000];

/** An open card somebody writes in; whether there is room is asked for this one. */
const OPEN = { width: 320, height: 391 };

/**
 * Keeps the box around the card that it holds, and in its corner, off the page's composer, when the
 * window or the card changes. `stance` is asked each time; `over` lets the card stand over the
 * composer, because the person opened it all the same. `onGround` is told the theme that suits the
 * page there, and whether the open card would have too little room off the composer. Where the
 * page's things are is measured when a card is put up and twice soon after, when the pointer leaves
 * it and when the window changes, never in between. A card under the pointer stays: it is about to
 * be pressed.
 */
export function standing(
  { box, container }: PanelHost,
  stance: () => { corner: Corner; over: boolean },
  onGround: (theme: 'light' | 'dark', cramped: boolean) => void,
): {
  /** Stands this card up; answers whether it is another than before. */
  hold(card: HTMLElement): boolean;
  look(): void;
  slide(): void;
  stop(): void;
} {
  const { ownerDocument: document, style } = box;
  let composer: ReturnType<typeof findComposer> = null;
  let card: HTMLElement | undefined;
  let soon: ReturnType<typeof setTimeout>[] | undefined;
  let around: ReturnType<typeof container>;
  /** Out of the page a frame loses its document, and Firefox throws when that is touched. */
  const isGone = () => around !== container();

  /** Puts the card where it belongs; answers whether the open one would be cramped. */
  function stand(): boolean {
    if (!card || isGone()) return false;
    const { corner, over } = stance();
    card.style.maxWidth = `${innerWidth - 16}px`;
    const window = { width: innerWidth, height: innerHeight };
    const setting = { window, corner, composer, direction: direction() };
    const cramped = place({ ...setting, card: OPEN }).collapse;
    const { horizontal, vertical, x, y, room } = place({
      ...setting,
      card: { width: card.offsetWidth, height: card.offsetHeight },
      composer: over && cramped ? null : composer,
    });
    style.inset = 'auto';
    style[horizontal] = `${x}px`;
    style[vertical] = `${y}px`;
    card.style.maxHeight = `${room}px`;
    style.width = `${card.offsetWidth}px`;
    style.height = `${card.offsetHeight}px`;
    return cramped;
  }

  function look(): void {
    composer = findComposer(document);
    const cramped = stand();
    const { x, y } = box.getBoundingClientRect();
    onGround(themeAt(document, x, y), cramped);
  }

  const settle = () => isGone() || box.matches(':hover') || look();
  const grown = new ResizeObserver(stand);
  addEventListener('resize', look);
  addEventListener('focus', settle);

  return {
    hold(next) {
      if (next === card) return false;
      card = next;
      around = container();
      grown.disconnect();
      grown.observe(card);
      card.addEventListener('pointerleave', look);
      // One that takes the place of another stays under the pointer.
      if (soon) settle();
      else look();
      soon ??= SOON.map((ms) => setTimeout(settle, ms));
      return true;
    },
    look,
    slide() {
      const before = box.getBoundingClientRect();
      style.transition = 'none';
      style.translate = '';
      stand();
      const after = box.getBoundingClientRect();
      style.translate = `${before.x - after.x}px ${before.y - after.y}px`;
      // Reading the layout makes the browser take this for where the movement begins.
      box.getBoundingClientRect();
      style.transition = '';
      style.translate = '';
    },
    stop() {
      grown.disconnect();
      removeEventListener('resize', look);
      removeEventListener('focus', settle);
      soon?.forEach(clearTimeout);
    },
  };
}
