import { findComposer } from './composer';
import { themeAt } from './ground';
import { type Box, type Corner, place, type Spot } from './placement';

/** How a card is meant to stand. */
export interface Stance {
  corner: Corner;
  direction: 'ltr' | 'rtl';
  /** Whether it may stand over the composer: the person opened it all the same. */
  over: boolean;
}

/** What a card has found out about where it stands. */
export interface Ground {
  theme: 'light' | 'dark';
  /** Whether the open card would have too little room off the composer. */
  cramped: boolean;
}

/** An open card somebody writes in; whether there is room is asked for this one. */
const OPEN = { width: 320, height: 391 };

/**
 * Keeps a card in its corner, off the page's composer, when the window or the card changes.
 * `stance` is asked each time; `onGround` is told what was found.
 */
export function standing(
  host: Element,
  card: HTMLElement,
  stance: () => Stance,
  onGround: (ground: Ground) => void,
): { look(): void; slide(): void; stop(): void } {
  const { ownerDocument: document } = host;
  const gone = new AbortController();
  let composer: Box | null = null;

  /** Without `looking` the page is taken to be as it was: no layout of its own is read. */
  function stand(looking: boolean): void {
    const { over, ...where } = stance();
    if (looking) composer = findComposer(document);
    const setting = { ...where, window: { width: innerWidth, height: innerHeight }, composer };
    const size = { width: card.offsetWidth, height: card.offsetHeight };
    const spot = place({ ...setting, card: size });
    settle(card, over && spot.collapse ? place({ ...setting, card: size, composer: null }) : spot);
    if (!looking) return;
    const { left, top } = card.getBoundingClientRect();
    onGround({
      theme: themeAt(document, left, top),
      cramped: !over && place({ ...setting, card: OPEN }).collapse,
    });
  }
  const look = () => stand(true);

  const grown = new ResizeObserver(() => stand(false));
  grown.observe(card);
  const { signal } = gone;
  addEventListener('resize', look, { signal });
  addEventListener('focus', look, { signal });
  card.addEventListener('pointerenter', look, { signal });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look, { signal });

  return {
    look,
    slide() {
      const before = card.getBoundingClientRect();
      card.style.translate = '';
      stand(false);
      const after = card.getBoundingClientRect();
      const style = getComputedStyle(card);
      card.animate(
        { translate: [`${before.left - after.left}px ${before.top - after.top}px`, '0 0'] },
        {
          duration: Number.parseFloat(style.getPropertyValue('--moving')),
          easing: style.getPropertyValue('--curve'),
        },
      );
    },
    stop() {
      gone.abort();
      grown.disconnect();
    },
  };
}

function settle({ style }: HTMLElement, { horizontal, vertical, x, y, room }: Spot): void {
  style.inset = 'auto';
  style[horizontal] = `${x}px`;
  style[vertical] = `${y}px`;
  style.maxHeight = `${room}px`;
}
