/**
 * Keeps what is typed in the panel from the page. A closed root hides the elements, not the
 * events: they pass through the page's capture listeners on `window` first, and bubble out after.
 * This listener stands there before any script of the page, stops what is meant for the panel, and
 * hands a copy that does not leave the root to the element that has the focus.
 */
const KINDS = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  // Chromium's older name for what is typed.
  'textInput',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'copy',
  'cut',
  'paste',
  'drop',
  'focus',
  'blur',
  'focusin',
  'focusout',
  'change',
  'select',
  'selectstart',
] as const;

/** The gate of one document. */
export interface Gate {
  /** Puts a closed root behind the gate; answers with the way to take it away again. */
  protect(host: Element, root: ShadowRoot): () => void;
}

/** Registers the gate. Call it before the page's own scripts run, or it protects less. */
export function registerGate(page: Window, signal: AbortSignal): Gate {
  const roots = new Map<EventTarget, ShadowRoot>();

  const stop = (event: Event): void => {
    const root = event.target && roots.get(event.target);
    if (!root) return;
    event.stopImmediatePropagation();
    // What the page made up goes no further. Chromium's own `compositionend` is not trusted either
    // when the text is committed over its protocol, and a made-up one can do no harm.
    if (!event.isTrusted && !event.type.startsWith('composition')) return;
    // The browser acts on clipboard events itself; nothing in the panel listens to them.
    if (event instanceof ClipboardEvent) return;
    if (root.activeElement?.dispatchEvent(copyOf(event)) === false) event.preventDefault();
  };
  for (const kind of KINDS) page.addEventListener(kind, stop, { capture: true, signal });

  return {
    protect(host, root) {
      roots.set(host, root);
      return () => roots.delete(host);
    },
  };
}

/** What a listener in the panel may want to know of an event. */
const TOLD = [
  'key',
  'keyCode',
  'ctrlKey',
  'shiftKey',
  'altKey',
  'metaKey',
  'isComposing',
  'data',
  'inputType',
] as const;

/**
 * A copy that stays within its root. It is a plain event with the original's values on it: Firefox
 * makes every `KeyboardEvent` composed, whatever it is asked for, and so lets it out of the root
 * (seen in 153). `passed` says where it comes from: what a page writes on an event is seen in the
 * page's own world alone.
 */
function copyOf(event: Event): Event {
  const { type, bubbles, cancelable } = event;
  const copy = new Event(type, { bubbles, cancelable, composed: false });
  for (const name of TOLD) {
    if (name in event) Object.defineProperty(copy, name, { value: Reflect.get(event, name) });
  }
  return Object.assign(copy, { passed: true });
}
