/**
 * The pages' own small storage, for what has to be known before a page is drawn, when nothing can
 * be asked of the worker yet. For pages only: in a content script it would be the site's.
 */

/** The word kept under this name; null where there is none. */
export function keptWord(name: string): string | null {
  return localStorage.getItem(name);
}

/** Keeps a word under this name; null takes it away. Other open pages get a `storage` event. */
export function keepWord(name: string, word: string | null): void {
  if (word === null) localStorage.removeItem(name);
  else localStorage.setItem(name, word);
}
