import type { LeftText } from '../link';
import { HOST_NAME } from './name';

/** Opens an element's closed root; the browser gives this to extensions alone. */
export type OpenRoot = (element: HTMLElement) => ShadowRoot | null;

/** Under which this version's own panel stands in the document's isolated world. */
export const PANEL = Symbol.for('verdict.panel');

/** As long as the longest draft the worker takes. */
const LONGEST = 20_000;

/**
 * Removes panels that an earlier version of the extension left in the page when it was updated,
 * and takes over what was typed in the last of them. Null where there was nothing.
 */
export function replaceOrphans(document: Document, openRoot: OpenRoot): LeftText | null {
  let left: LeftText | null = null;
  for (const element of document.querySelectorAll<HTMLElement>(`body > ${HOST_NAME}`)) {
    left = textIn(openRoot(element)) ?? left;
    element.remove();
  }
  return left;
}

function textIn(root: ShadowRoot | null): LeftText | null {
  // An open root is none of ours: a page may imitate the element.
  if (root?.mode !== 'closed') return null;
  const inner = root.querySelector('iframe')?.contentDocument;
  const panel = inner?.querySelector<HTMLElement>('[data-conversation]');
  const text = inner?.querySelector('textarea')?.value.slice(0, LONGEST);
  const { conversation, turn } = panel?.dataset ?? {};
  if (!conversation || !turn || !text || !/^\d+$/.test(turn)) return null;
  return { conversation, turn: Number(turn), text };
}
