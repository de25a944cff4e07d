import type { BrowserSession, Tab } from '../driver/person.ts';

/** A place that is looked at as a whole: a page of the extension, or the panel in someone else's. */
export interface Surface {
  tab: Tab;
  isPanel: boolean;
}

/** Source text of what `root` is on a surface: the document, or the panel's closed root. */
const ROOT = {
  page: 'document',
  panel:
    "((host) => host.openOrClosedShadowRoot ?? chrome.dom.openOrClosedShadowRoot(host))(document.querySelector('verdict-panel'))",
};

/**
 * Runs a function, given as such, on a surface. In the panel it runs in the world of the shipped
 * content script, which is where the browser opens closed roots. It gets the document or that root.
 */
export function onSurface<T, A extends unknown[]>(
  browser: BrowserSession,
  { tab, isPanel }: Surface,
  fn: (root: Document | ShadowRoot, ...args: A) => T | Promise<T>,
  ...args: A
): Promise<T> {
  const rest = args.map((arg) => `, ${JSON.stringify(arg)}`).join('');
  const source = `(${String(fn)})(${isPanel ? ROOT.panel : ROOT.page}${rest})`;
  return isPanel ? browser.evaluateInContentScript<T>(tab, source) : tab.evaluate<T>(source);
}
