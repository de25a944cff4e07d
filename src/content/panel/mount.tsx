import { render } from 'preact';
import { conversationKey } from '../../domain/conversation';
import type { SlipSource } from '../../ui/attend';
import type { Link } from '../link';
import { keepPresent } from '../presence';
import { createHost } from './host';
import { type LeftText, Panel } from './panel';
import styles from './panel.css?inline';

/** What the panel needs from outside. */
export interface PanelWorld extends Pick<SlipSource, 'ask' | 'hints'> {
  document: Document;
  link: Link;
  alive: () => boolean;
  /** Text an older panel of this document left behind. */
  left: LeftText | null;
}

/** A panel at work in one document. */
export interface MountedPanel {
  /** Whether it is still there; it is not once it gave way to the page. */
  isThere(): boolean;
  destroy(): void;
}

/** Puts the panel into the page and keeps it there until `destroy`. */
export function mountPanel({ document, link, left, ...rest }: PanelWorld): MountedPanel {
  const host = createHost(document, styles);
  const container = document.createElement('div');
  host.root.append(container);
  let isThere = true;
  let html = document.documentElement;

  function draw(): void {
    const conversation = isThere ? link.conversation() : null;
    const key = conversation && conversationKey(conversation);
    if (!conversation) host.show(false);
    render(
      conversation && (
        <Panel
          {...rest}
          key={key}
          host={host.element}
          conversation={() => link.conversation() ?? conversation}
          page={() => ({ title: document.title, address: document.location.href })}
          gated={link.gated}
          left={left?.conversation === key ? left : null}
          onVisible={host.show}
        />
      ),
      container,
    );
  }

  function destroy(): void {
    isThere = false;
    for (const undo of undoing) undo();
    draw();
    host.destroy();
  }

  /** A page that re-opens its document has erased every listener, those in the root, too. */
  function attach(): void {
    host.attach();
    if (html === document.documentElement) return;
    html = document.documentElement;
    render(null, container);
    draw();
  }

  const undoing = [
    link.protect(host.element, host.root),
    link.subscribe(draw),
    keepPresent({
      document,
      host: host.element,
      attach,
      alive: rest.alive,
      now: Date.now,
      onGivenUp: destroy,
    }),
  ];
  draw();
  return { isThere: () => isThere, destroy };
}
