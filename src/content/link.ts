import type { Conversation } from '../domain/conversation';

/** What the detector tells the panel, both living in one document's isolated world. */
export interface Link {
  /** The conversation in front of the person; null while there is none. */
  conversation(): Conversation | null;
  /** Calls back whenever `conversation()` changes; answers with the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Whether the gate stood before the page's own scripts, so that typing stays private. */
  gated: boolean;
  /** Puts a panel's closed root behind the gate; answers with the way to take it away. */
  protect(host: Element, root: ShadowRoot): () => void;
}

const LINK = Symbol.for('verdict.link');

type World = { [LINK]?: Link };

/** Publishes the detector's link; the page's own scripts live in another world and cannot see it. */
export function publishLink(link: Link): void {
  (globalThis as World)[LINK] = link;
}

/** The detector's link in this document, or undefined where no detector runs. */
export function findLink(): Link | undefined {
  return (globalThis as World)[LINK];
}
