import type { BrowserSession, Tab } from '../driver/person.ts';

/** A place that is looked at as a whole: a page of the extension, or the panel in someone else's. */
export interface Surface {
  tab: Tab;
  isPanel: boolean;
}

/** Source text of what is the window on a surface: the page's, or that of the panel's frame. */
export const WINDOW = {
  page: 'window',
  panel:
    "((host) => host.openOrClosedShadowRoot ?? chrome.dom.openOrClosedShadowRoot(host))(document.querySelector('verdict-panel')).querySelector('iframe').contentWindow",
};

/**
 * Runs a function, given as such, on a surface; it gets its document. In the panel it runs in the
 * world of the shipped content script, which is where the browser opens closed roots, and finds the
 * frame's window in the place of the page's.
 */
export function onSurface<T, A extends unknown[]>(
  browser: BrowserSession,
  { tab, isPanel }: Surface,
  fn: (root: Document, ...args: A) => T | Promise<T>,
  ...args: A
): Promise<T> {
  const rest = args.map((arg) => `, ${JSON.stringify(arg)}`).join('');
  const source = isPanel
    ? `((window) => {
        const { document, innerWidth, innerHeight, CSSStyleSheet } = window;
        return (${String(fn)})(document${rest});
      })(${WINDOW.panel})`
    : `(${String(fn)})(document${rest})`;
  return isPanel ? browser.evaluateInContentScript<T>(tab, source) : tab.evaluate<T>(source);
}
