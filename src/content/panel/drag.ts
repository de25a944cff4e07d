import type { TargetedPointerEvent } from 'preact';

/** A press that moves less than this, in CSS pixels, is a press and not a drag. */
const SLACK = 4;

/** What a handle has to listen to so that the card can be dragged by it. */
export interface DragHandlers {
  onPointerDown(event: TargetedPointerEvent<HTMLElement>): void;
  onPointerMove(event: TargetedPointerEvent<HTMLElement>): void;
  onPointerUp(): void;
  onPointerCancel(): void;
  /** The click that ends a drag opens nothing. */
  onClickCapture(event: Event): void;
}

/**
 * Lets the box be dragged by a handle of the card in it, staying inside the window; buttons within
 * the handle keep their presses. `onEnd` is called when it is let go, with where the hand left it.
 */
export function dragBy(box: HTMLElement, onEnd: (place: DOMRect) => void): DragHandlers {
  let from: { place: DOMRect; x: number; y: number } | null = null;
  let isDragged = false;

  function end(): void {
    from = null;
    if (isDragged) onEnd(box.getBoundingClientRect());
  }

  return {
    onPointerDown({ button, target, currentTarget, pointerId, clientX, clientY }) {
      isDragged = false;
      from = null;
      if (button !== 0 || (target as Element).closest('header button')) return;
      from = { place: box.getBoundingClientRect(), x: clientX, y: clientY };
      currentTarget.setPointerCapture(pointerId);
    },
    onPointerMove({ clientX, clientY }) {
      if (!from) return;
      // The pointer's place is told within the frame, which has gone along so far.
      const now = box.getBoundingClientRect();
      const dx = now.x - from.place.x + clientX - from.x;
      const dy = now.y - from.place.y + clientY - from.y;
      if (!isDragged && Math.hypot(dx, dy) < SLACK) return;
      isDragged = true;
      const x = Math.max(-from.place.left, Math.min(dx, innerWidth - from.place.right));
      const y = Math.max(-from.place.top, Math.min(dy, innerHeight - from.place.bottom));
      box.style.transition = 'none';
      box.style.translate = `${x}px ${y}px`;
    },
    onPointerUp: end,
    onPointerCancel: end,
    onClickCapture(event) {
      if (isDragged) event.stopPropagation();
      isDragged = false;
    },
  };
}
