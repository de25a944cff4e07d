import type { BrowserSession } from '../driver/person.ts';
import { END } from './long-texts.ts';
import { onSurface, type Surface } from './reached.ts';

/**
 * What cannot be read or hit on a surface: texts cut off or outside the window, a page wider than
 * the window, controls over one another or smaller than 24 CSS px, and what moves though less
 * motion is asked for. One line for each.
 */
export function unusable(browser: BrowserSession, surface: Surface): Promise<string[]> {
  return onSurface(browser, surface, faultsOfLayout, END);
}

async function faultsOfLayout(root: Document, end: string): Promise<string[]> {
  // A card is placed anew, in a frame as large as itself, before the window is next drawn.
  const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
  if (root.defaultView?.frameElement) await drawn().then(drawn);
  const SLACK = 1;
  const faults: string[] = [];
  const named = (element: Element) =>
    `${element.localName}.${element.getAttribute('class') ?? ''} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
  const all = [...root.querySelectorAll<HTMLElement>('*')].filter((element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  );
  /** Said to readers only, in a box of no size: what is out of sight there is meant to be. */
  const isUnseen = (element: Element | null): boolean => {
    if (element === null) return false;
    const { width, height } = element.getBoundingClientRect();
    const isClipped = getComputedStyle(element).overflowX !== 'visible';
    return (isClipped && width <= 1 && height <= 1) || isUnseen(element.parentElement);
  };

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth)
    faults.push(`the page is ${scrollWidth} wide in a window of ${clientWidth}`);
  const frame = root.defaultView?.frameElement ?? null;
  const outer = frame?.ownerDocument.documentElement;
  if (frame && outer) {
    const { left, top, right, bottom } = frame.getBoundingClientRect();
    if (left < -SLACK || top < -SLACK || right > outer.clientWidth + SLACK)
      faults.push(`the frame lies outside the window, ${left} to ${right} and from ${top}`);
    if (bottom > (frame.ownerDocument.defaultView?.innerHeight ?? 0) + SLACK)
      faults.push(`the frame lies outside the window, down to ${bottom}`);
  }

  for (const element of all) {
    if (isUnseen(element)) continue;
    const words = [...element.childNodes].filter(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    for (const node of words) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0) continue;
      const isOurs = node.textContent?.includes(end) ?? false;
      const isOneLine = getComputedStyle(element).textOverflow === 'ellipsis';
      if (!isOneLine && (box.left < -SLACK || box.right > innerWidth + SLACK))
        faults.push(`${named(element)} lies outside the window, ${box.left} to ${box.right}`);
      for (let around: Element | null = element; around; around = around.parentElement) {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(around);
        // What scrolls can be brought into sight.
        if (/auto|scroll/.test(overflowX + overflowY)) break;
        const place = around.getBoundingClientRect();
        const isCut =
          (/hidden|clip/.test(overflowX) &&
            (box.left < place.left - SLACK || box.right > place.right + SLACK)) ||
          (/hidden|clip/.test(overflowY) &&
            (box.top < place.top - SLACK || box.bottom > place.bottom + SLACK));
        if (isCut && (textOverflow !== 'ellipsis' || isOurs))
          faults.push(`${named(element)} is cut off by ${named(around)}`);
      }
    }
    const isButton = element.localName === 'button' && element.textContent?.trim() !== '';
    const isShortened =
      getComputedStyle(element).textOverflow === 'ellipsis' && !element.textContent?.includes(end);
    if (isButton && !isShortened && element.scrollWidth > element.clientWidth + SLACK)
      faults.push(`${named(element)} holds more than it shows`);
  }

  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    for (const element of frame ? [...all, frame] : all) {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      if (/[1-9]/.test(transitionDuration + animationDuration))
        faults.push(`${named(element)} moves, though less motion is asked for`);
    }
  }

  const controls = all.filter((element) =>
    element.matches('button, a[href], input, select, textarea, summary, [role="switch"]'),
  );
  /** A row that is pressed anywhere is as large as what its button lays over it. */
  const isOverlaid = (element: Element) =>
    getComputedStyle(element, '::after').position === 'absolute';
  /** The part of an element that what scrolls around it lets through. */
  const seenOf = (element: Element): DOMRect => {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (!/auto|scroll/.test(getComputedStyle(around).overflowY)) continue;
      const place = around.getBoundingClientRect();
      left = Math.max(left, place.left);
      top = Math.max(top, place.top);
      right = Math.min(right, place.right);
      bottom = Math.min(bottom, place.bottom);
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };
  const boxes = controls
    .filter((element) => !isOverlaid(element))
    .map((element) => ({ element, box: element.getBoundingClientRect(), seen: seenOf(element) }));
  for (const [index, { element, box, seen }] of boxes.entries()) {
    const isInSentence = getComputedStyle(element).display === 'inline';
    if (!isInSentence && (box.width < 24 || box.height < 24))
      faults.push(`${named(element)} is only ${box.width} × ${box.height}`);
    for (const other of boxes.slice(index + 1)) {
      const across = Math.min(seen.right, other.seen.right) - Math.max(seen.left, other.seen.left);
      const down = Math.min(seen.bottom, other.seen.bottom) - Math.max(seen.top, other.seen.top);
      const isWithin = element.contains(other.element) || other.element.contains(element);
      if (across > SLACK && down > SLACK && !isWithin)
        faults.push(`${named(element)} and ${named(other.element)} lie over one another`);
    }
  }
  return faults;
}

/** Sets text as WCAG 1.4.12 lets a person set it; lasts until the document goes. */
export function spaceText(browser: BrowserSession, surface: Surface): Promise<boolean> {
  return onSurface(browser, surface, (root) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
    );
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return true;
  });
}
