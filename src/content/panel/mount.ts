import { conversationKey } from '../../domain/conversation';
import type { LeftText, Link } from '../link';
import { keepPresent } from '../presence';
import { createHost } from './host';
import { openPanel } from './panel';
import styles from './panel.css?inline';

/** A panel at work in one document. */
export interface MountedPanel {
  /** Whether it is still there; it is not once it gave way to the page. */
  isThere(): boolean;
  destroy(): void;
}

/** Puts the panel into the page and keeps it there until `destroy`. */
export function mountPanel(document: Document, link: Link, left: LeftText | null): MountedPanel {
  const host = createHost(document, styles);
  let html = document.documentElement;
  let { gated } = link;
  // What happens to the card itself is held back from no page that was there first.
  if (!gated) host.enclose();
  let shown: string | null = null;
  let close = () => {};
  let isThere = true;

  /** Shows the conversation in front of the person, and no other. */
  function follow(): void {
    const conversation = isThere ? link.conversation() : null;
    const key = conversation && conversationKey(conversation);
    if (key === shown) return;
    shown = key;
    close();
    close = () => {};
    host.show(false);
    if (!conversation) return;
    close = openPanel({
      left,
      ask: link.ask,
      hints: link.hints,
      host,
      // By the time a last draft is written down, the page may show the next conversation.
      conversation: () => {
        const latest = link.conversation();
        return latest && conversationKey(latest) === key ? latest : conversation;
      },
      page: () => ({ title: document.title, address: document.location.href }),
      gated,
      onVisible: host.show,
    });
  }

  function attach(): void {
    host.attach();
    if (html === document.documentElement) return;
    // A page that re-opens its document has erased every listener, the gate's, too.
    html = document.documentElement;
    gated = false;
    host.enclose();
    shown = null;
    follow();
  }

  function destroy(): void {
    isThere = false;
    for (const undo of undoing) undo();
    follow();
    host.destroy();
  }

  const undoing = [
    link.protect(host.element, host.heed),
    link.subscribe(follow),
    keepPresent({
      document,
      host: host.element,
      attach,
      alive: link.alive,
      now: Date.now,
      onGivenUp: destroy,
    }),
  ];
  follow();
  return { isThere: () => isThere, destroy };
}
