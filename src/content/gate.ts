/**
 * Keeps the page away from the panel's frame. What happens within the frame stays in there; what is
 * left are the events that tell the page's document that the pointer or the focus went in or out.
 * Firefox writes the frame itself on these (`originalTarget`), closed root or not, and whoever has
 * the frame has all that is in it; a page's own focus trap would answer them by taking the focus
 * back. This listener stands on `window` before any script of the page and lets none of them pass.
 */
const KINDS = [
  ...['over', 'out', 'enter', 'leave', 'move', 'down', 'up'].flatMap((kind) => [
    `mouse${kind}`,
    `pointer${kind}`,
  ]),
  ...['pointercancel', 'click', 'auxclick', 'dblclick', 'contextmenu', 'wheel'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel'],
  ...['dragenter', 'dragover', 'dragleave', 'drop'],
  ...['focus', 'blur', 'focusin', 'focusout', 'keydown', 'keypress', 'keyup'],
  // A page has the browser copy from whatever has the focus.
  ...['copy', 'cut', 'paste'],
];

/** The gate of one document. */
export interface Gate {
  /** Puts a panel's element behind the gate; answers with the way to take it away again. */
  protect(host: Element): () => void;
}

/** Registers the gate. Call it before the page's own scripts run, or it protects less. */
export function registerGate(page: Window, signal: AbortSignal): Gate {
  const hosts = new Set<EventTarget | null>();
  const stop = (event: Event): void => {
    if (hosts.has(event.target)) event.stopImmediatePropagation();
  };
  // Nothing is ever held back from the browser: the page's scrolling waits for no answer.
  for (const kind of KINDS) {
    page.addEventListener(kind, stop, { capture: true, passive: true, signal });
  }
  return {
    protect(host) {
      hosts.add(host);
      return () => hosts.delete(host);
    },
  };
}
