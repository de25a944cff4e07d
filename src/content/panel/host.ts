import { options } from 'preact';
import { HOST_NAME } from './name';
import { onlyPresses } from './trust';

/** The panel's element in the page and its closed root. */
export interface PanelHost {
  element: HTMLElement;
  root: ShadowRoot;
  /** Puts the element under `body` and, where it is to be seen, into the top layer. */
  attach(): void;
  /** Shows or hides it without taking it out of the page. */
  show(visible: boolean): void;
  destroy(): void;
}

/** A page's own dialog, menu or the like. A container for messages may stay open for good. */
const PAGES_OWN = 'dialog:modal, :popover-open:not([popover="manual"])';

/** Makes the host. Nothing is in the page before `attach`. */
export function createHost(document: Document, styles: string): PanelHost {
  // A page may have defined an element of this name; its class would be let into a root that is made
  // here, closed or not (`ElementInternals`). Made where the page has no say, the root is out of reach.
  const element = document.implementation.createHTMLDocument().createElement(HOST_NAME);
  const root = element.attachShadow({ mode: 'closed' });
  document.adoptNode(element).popover = 'manual';
  addStyles(document, root, styles);
  options.event = onlyPresses(element);
  let wanted = false;

  /** What the page opens later lies above the panel anyway; what was there first is awaited. */
  function settle(): void {
    if (!element.isConnected || element.matches(':popover-open') === wanted) return;
    if (!wanted) element.hidePopover();
    else if (!document.querySelector(PAGES_OWN)) element.showPopover();
  }
  const settleSoon = () => setTimeout(settle);

  /**
   * Firefox has the document's selection follow the focus into a closed root, where the page could
   * pick up its nodes: after a script has set the focus before that script ends, after a key soon.
   */
  function keepSelectionOut(): void {
    const selection = document.getSelection();
    if (selection?.anchorNode?.getRootNode() === root) selection.removeAllRanges();
  }
  function keepOutSoon(): void {
    queueMicrotask(keepSelectionOut);
    setTimeout(keepSelectionOut);
  }
  return {
    element,
    root,
    attach() {
      document.body?.append(element);
      // A page that re-opens its document takes these listeners with it. Twice is once.
      root.addEventListener('focusin', keepOutSoon, true);
      document.addEventListener('toggle', settleSoon, true);
      document.addEventListener('close', settleSoon, true);
      settle();
    },
    show(visible) {
      wanted = visible;
      settle();
    },
    destroy() {
      document.removeEventListener('toggle', settleSoon, true);
      document.removeEventListener('close', settleSoon, true);
      element.remove();
    },
  };
}

/**
 * Constructed sheets are beyond a page's `style-src`. Firefox refuses them to content scripts; an
 * element made by one is beyond the page's policy there.
 */
function addStyles(document: Document, root: ShadowRoot, styles: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = styles;
    root.append(style);
  }
}
