/**
 * Keeps the page away from the panel. What happens within its frame stays in there; what is left are
 * the events that tell the page's document that the pointer or the focus went in or out, and all of
 * them while it has no frame yet. Firefox writes the frame itself on these (`originalTarget`), closed
 * root or not, and whoever has the frame has all that is in it; a page's own focus trap would answer
 * them by taking the focus back. This listener stands on `window` before any script of the page and
 * lets none of them pass.
 */
const KINDS = [
  ...['over', 'out', 'enter', 'leave', 'move', 'down', 'up'].flatMap((kind) => [
    `mouse${kind}`,
    `pointer${kind}`,
  ]),
  ...['pointercancel', 'gotpointercapture', 'lostpointercapture'],
  ...['click', 'DOMActivate', 'auxclick', 'dblclick', 'contextmenu', 'wheel'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel'],
  ...['dragenter', 'dragover', 'dragleave', 'drop'],
  ...['focus', 'blur', 'focusin', 'focusout', 'keydown', 'keypress', 'keyup'],
  // A page has the browser copy from whatever has the focus.
  ...['copy', 'cut', 'paste'],
];

/** The gate of one document. */
export interface Gate {
  /**
   * Puts a panel's element behind the gate; answers with the way to take it away again. `heed` is
   * given each event of these kinds, the page's own and those that it does not get.
   */
  protect(host: Element, heed: (event: Event) => void): () => void;
}

/** Registers the gate. Call it before the page's own scripts run, or it protects less. */
export function registerGate(page: Window, signal: AbortSignal): Gate {
  const hosts = new Map<EventTarget, (event: Event) => void>();
  const stop = (event: Event): void => {
    for (const [host, heed] of hosts) {
      if (host === event.target) event.stopImmediatePropagation();
      heed(event);
    }
  };
  // Nothing is ever held back from the browser: the page's scrolling waits for no answer.
  for (const kind of KINDS) {
    page.addEventListener(kind, stop, { capture: true, passive: true, signal });
  }
  return {
    protect(host, heed) {
      hosts.set(host, heed);
      return () => hosts.delete(host);
    },
  };
}
