import type { Box } from './placement';

const FIELDS = 'textarea, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';
/** A composer is a box around a field, not the whole page; what is higher is something else. */
const TALLEST = 320;

/**
 * The page's own field for questions: the lowest field in the lower half of the window, with the
 * box that is drawn around it. Null where there is none. It reads layout, so it is asked when the
 * panel is put up or the window changes, never continuously.
 */
export function findComposer(document: Document): Box | null {
  let found: Element | null = null;
  let lowest = innerHeight / 2;
  for (const field of document.querySelectorAll(FIELDS)) {
    const { top, bottom, left, width, height } = field.getBoundingClientRect();
    const isInWindow = top < innerHeight && left < innerWidth && width >= 120 && height >= 12;
    if (!isInWindow || bottom < lowest || !field.checkVisibility()) continue;
    [found, lowest] = [field, bottom];
  }
  return found && boxAround(found);
}

/** The largest drawn box (border, shadow or rounded ground) that can still be one composer. */
function boxAround(field: Element): Box {
  let drawn = field.getBoundingClientRect();
  for (let around = field.parentElement; around; around = around.parentElement) {
    const box = around.getBoundingClientRect();
    if (box.height > TALLEST) break;
    const { borderTopWidth, borderRadius, boxShadow } = getComputedStyle(around);
    const isDrawn = borderTopWidth !== '0px' || borderRadius !== '0px' || boxShadow !== 'none';
    if (isDrawn && box.width > 0) drawn = box;
  }
  return drawn;
}
