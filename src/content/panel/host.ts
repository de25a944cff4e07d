import { options } from 'preact';
import { say } from '../../platform/words';
import hostStyles from './host.css?inline';
import { HOST_NAME } from './name';
import { isPersons } from './trust';

/** The panel's element in the page, and in its closed root the frame that everything stands in. */
export interface PanelHost {
  element: HTMLElement;
  frame: HTMLIFrameElement;
  /**
   * What the panel is rendered into; another one each time the frame has come into the page. Null
   * while there is none: what stood in the last one is gone, and Firefox throws when it is touched.
   */
  container(): HTMLElement | null;
  /** Called when the frame is empty anew. */
  onLoad?: (() => void) | undefined;
  /** Called when the frame gets and when it loses the focus. */
  onTurn?: () => void;
  /** Puts the element under `body` and, where it is to be seen, into the top layer. */
  attach(): void;
  /** Shows or hides it without taking it out of the page. */
  show(visible: boolean): void;
  destroy(): void;
}

/** A page's own dialog, menu or the like. A container for messages may stay open for good. */
const PAGES_OWN = 'dialog:modal, :popover-open:not([popover="manual"])';

/**
 * Makes the host. Nothing is in the page before `attach`.
 *
 * A closed root hides its elements, but neither what is typed in it nor, in Firefox, what events and
 * searches come upon. A document of its own does: a page reaches into a frame only by the frame.
 */
export function createHost(document: Document, styles: string): PanelHost {
  // A page may have defined an element of this name; its class would be let into a root that is made
  // here, closed or not (`ElementInternals`). Made where the page has no say, the root is out of reach.
  const element = document.implementation.createHTMLDocument().createElement(HOST_NAME);
  const root = element.attachShadow({ mode: 'closed' });
  document.adoptNode(element).popover = 'manual';
  const frame = document.createElement('iframe');
  // No script runs in there but the extension's.
  const sandbox = 'allow-same-origin';
  Object.assign(frame, { className: 'verdict', title: say('extensionName'), sandbox });
  root.append(frame);
  let filled: Document | null = null;
  options.event = (event: Event) => isPersons(event as MouseEvent, frame, element);
  let wanted = false;

  /** What the page opens later lies above the panel anyway; what was there first is awaited. */
  function settle(): void {
    const mayBe = element.isConnected && !(wanted && document.querySelector(PAGES_OWN));
    if (mayBe) element.togglePopover(wanted);
  }
  const settleSoon = () => setTimeout(settle);
  const turn = () => host.onTurn?.();

  /**
   * Each time the frame comes into the page its document is a new one; the elements of the old one
   * have lost their listeners in Chromium.
   */
  function fill(): void {
    const inner = frame.contentDocument;
    // Where the page has taken the element there may be no gate before it: it stays empty.
    if (!inner || element.parentNode !== document.body || inner === filled) return;
    filled = inner;
    // The card stands in the root itself, whose scheme decides whether the page shows through.
    inner.documentElement.replaceChildren();
    dress(inner, inner, styles);
    inner.defaultView?.addEventListener('focus', turn);
    inner.defaultView?.addEventListener('blur', turn);
    host.onLoad?.();
  }
  // A page that takes it up and down all the time is waited for.
  const fillSoon = () => setTimeout(fill);
  /**
   * In Firefox, what a modal dialog has made inert and what comes back from the back-forward cache
   * is found again by screen readers when it is drawn anew.
   */
  function showAgain(): void {
    // Unlike `togglePopover(false)`, this is no error where the element is out of the page.
    element.hidePopover();
    // Reading the layout makes the browser take notice.
    frame.getBoundingClientRect();
    settleSoon();
  }
  const comeBack = ({ persisted }: PageTransitionEvent) => persisted && showAgain();
  const host: PanelHost = {
    element,
    frame,
    container: () => (frame.contentDocument === filled && filled?.documentElement) || null,
    attach() {
      // A page that re-opens its document takes these listeners with it. Twice is once.
      frame.addEventListener('load', fillSoon);
      document.addEventListener('toggle', settleSoon, true);
      document.addEventListener('close', import.meta.env.FIREFOX ? showAgain : settleSoon, true);
      if (import.meta.env.FIREFOX) addEventListener('pageshow', comeBack);
      document.body?.append(element);
      dress(document, root, hostStyles);
      fill();
      settle();
    },
    show(visible) {
      wanted = visible;
      settle();
    },
    // Out of the page for good, it listens to the page's popovers and dialogs without effect.
    destroy: () => element.remove(),
  };
  return host;
}

/** Constructed sheets are beyond a page's `style-src`; they have to be of the document they serve. */
function dress(document: Document, root: DocumentOrShadowRoot, styles: string): void {
  const sheet = new (document.defaultView as typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
}
