import type { TargetedPointerEvent } from 'preact';

/** A press that moves less than this, in CSS pixels, is a press and not a drag. */
const SLACK = 4;

/** What a handle has to listen to so that the card can be dragged by it. */
export interface DragHandlers {
  onPointerDown(event: TargetedPointerEvent<HTMLElement>): void;
  /** The click that ends a drag opens nothing. */
  onClickCapture(event: Event): void;
}

/**
 * Lets a card be dragged by a handle, staying inside the window; buttons within the handle keep
 * their presses. `onEnd` is called when it is let go, the card still where the hand left it.
 */
export function dragBy(card: () => HTMLElement | null, onEnd: () => void): DragHandlers {
  let isDragged = false;

  function start(event: TargetedPointerEvent<HTMLElement>): void {
    const element = card();
    const handle = event.currentTarget;
    const pressed = (event.target as Element).closest('button');
    isDragged = false;
    if (!element || event.button !== 0 || (pressed && pressed !== handle)) return;
    const from = element.getBoundingClientRect();
    const gone = new AbortController();
    const { signal } = gone;

    const move = ({ clientX, clientY }: PointerEvent) => {
      const [dx, dy] = [clientX - event.clientX, clientY - event.clientY];
      if (!isDragged && Math.hypot(dx, dy) < SLACK) return;
      isDragged = true;
      handle.setPointerCapture(event.pointerId);
      const x = Math.max(-from.left, Math.min(dx, innerWidth - from.right));
      const y = Math.max(-from.top, Math.min(dy, innerHeight - from.bottom));
      element.style.translate = `${x}px ${y}px`;
    };
    const end = () => {
      gone.abort();
      if (isDragged) onEnd();
    };
    handle.addEventListener('pointermove', move, { signal });
    handle.addEventListener('pointerup', end, { signal });
    handle.addEventListener('pointercancel', end, { signal });
  }

  return {
    onPointerDown: start,
    onClickCapture(event) {
      if (isDragged) event.stopPropagation();
      isDragged = false;
    },
  };
}
