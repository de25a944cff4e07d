import { options } from 'preact';
import { say } from '../../platform/words';
import { HOST_NAME } from './name';
import { isPersons } from './trust';

/** The panel's element in the page, and in its closed root the box that everything stands in. */
export interface PanelHost {
  element: HTMLElement;
  /** What is placed in the window: it holds the container, or is or holds the frame of it. */
  box: HTMLElement;
  /**
   * What the panel is rendered into; another one once it has a frame, and each time that has come into
   * the page. Null while there is none: what stood in the last one is gone, and Firefox throws when it
   * is touched.
   */
  container(): HTMLElement | null | undefined;
  /** Gives what is rendered a document of its own, from now on; answers whether it had none. */
  enclose(): boolean;
  /** Takes what happens in the page, from the gate. */
  heed(event: Event): void;
  /** Called when there is an empty container anew. */
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
 * It is also half of what a panel costs a page (6 of 13 ms of script), so that in Chromium the
 * thumbs, which nothing is typed in, stand in the root alone until somebody moves in the page.
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
  Object.assign(frame, { title: say('extensionName'), sandbox });
  // In Firefox a page finds ways into a root: there the frame is all that ever stands in it.
  const box = import.meta.env.FIREFOX ? frame : document.createElement('div');
  /** Holds the card until there is a frame. */
  let bare = import.meta.env.FIREFOX ? null : box.appendChild(document.createElement('div'));
  box.className = 'verdict';
  root.append(box);
  let filled: Document | null = null;
  /** The event that stands for the one the gate has held back last. */
  let passed: Event | undefined;
  options.event = (event: Event) =>
    event === passed || (!bare && isPersons(event as MouseEvent, frame, element));
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

  function enclose(): boolean {
    if (import.meta.env.FIREFOX || !bare) return false;
    // A focus in there is nobody's word: a key pressed next is not to press a thumb.
    bare.remove();
    bare = null;
    box.append(frame);
    fill();
    return true;
  }

  /**
   * In Firefox, what a modal dialog has made inert and what comes back from the back-forward cache
   * is found again by screen readers when it is drawn anew.
   */
  function showAgain(): void {
    // Unlike `togglePopover(false)`, this is no error where the element is out of the page.
    element.hidePopover();
    // Reading the layout makes the browser take notice.
    box.getBoundingClientRect();
    settleSoon();
  }
  const comeBack = ({ persisted }: PageTransitionEvent) => persisted && showAgain();
  const host: PanelHost = {
    element,
    box,
    container: () => bare ?? (frame.contentDocument === filled ? filled?.documentElement : null),
    enclose,
    heed(event) {
      if (import.meta.env.FIREFOX || !bare) return;
      const { type, target, isTrusted, clientX, clientY } = event as MouseEvent;
      if (target !== element) {
        if (/move|down/.test(type)) enclose();
      } else if (type === 'keydown') {
        enclose();
      } else if (type === 'click' && isTrusted) {
        // A press begins where the focus is, which a mouse and a finger give, and assistive technology,
        // whose click tells the middle of what it presses.
        const at = root.activeElement;
        passed = new Event(type);
        if (at?.contains(root.elementFromPoint(clientX, clientY))) at.dispatchEvent(passed);
      } else if (type === 'focusin' && element.parentNode !== document.body) {
        // A dialog of the page's gives the focus to what is first in it, closed root or not.
        (root.activeElement as HTMLElement).blur();
      }
    },
    attach() {
      // A page that re-opens its document takes these listeners with it. Twice is once.
      frame.addEventListener('load', fillSoon);
      document.addEventListener('toggle', settleSoon, true);
      document.addEventListener('close', import.meta.env.FIREFOX ? showAgain : settleSoon, true);
      if (import.meta.env.FIREFOX) addEventListener('pageshow', comeBack);
      document.body?.append(element);
      // In another document it has been undressed. A page may register a property by its name, which
      // takes the value away from it everywhere.
      if (!root.adoptedStyleSheets[0]) {
        const prefix = `--${(Math.random() * 1e9) | 0}`;
        dress(document, root, styles.replaceAll('--', prefix));
      }
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
