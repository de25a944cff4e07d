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
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'copy',
  'cut',
  'paste',
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
    if (!root || !event.isTrusted) return;
    event.stopImmediatePropagation();
    const receiver = root.activeElement;
    if (!receiver) return;
    const copy = copyOf(event);
    if (copy && !receiver.dispatchEvent(copy)) event.preventDefault();
  };
  for (const kind of KINDS) page.addEventListener(kind, stop, { capture: true, signal });

  return {
    protect(host, root) {
      roots.set(host, root);
      return () => roots.delete(host);
    },
  };
}

/** A copy that stays within its root: `composed` is false whatever the original was. */
function copyOf(event: Event): Event | null {
  const init = { bubbles: event.bubbles, cancelable: event.cancelable, composed: false };
  if (event instanceof KeyboardEvent) {
    const { key, code, location, repeat, isComposing, keyCode } = event;
    const { ctrlKey, shiftKey, altKey, metaKey } = event;
    return new KeyboardEvent(event.type, {
      ...init,
      key,
      code,
      location,
      repeat,
      isComposing,
      keyCode,
      ctrlKey,
      shiftKey,
      altKey,
      metaKey,
    } as KeyboardEventInit);
  }
  if (event instanceof InputEvent) {
    const { data, inputType, isComposing } = event;
    return new InputEvent(event.type, { ...init, data, inputType, isComposing });
  }
  if (event instanceof CompositionEvent) {
    return new CompositionEvent(event.type, { ...init, data: event.data });
  }
  if (event instanceof FocusEvent) return new FocusEvent(event.type, init);
  // The browser acts on clipboard events itself; nothing in the panel listens to them.
  if (event instanceof ClipboardEvent) return null;
  return new Event(event.type, init);
}
