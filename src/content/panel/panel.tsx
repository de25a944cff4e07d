import { render, type TargetedKeyboardEvent } from 'preact';
import { type Conversation, conversationKey } from '../../domain/conversation';
import { saysNothing } from '../../domain/feedback';
import type { Command } from '../../messages/client';
import { direction, language, say } from '../../platform/words';
import { attend, makeSlip, type SlipSource } from '../../ui/attend';
import { keyWish } from '../../ui/comment-field';
import { SlipAnnouncer } from '../../ui/slip';
import { toldOf } from '../../ui/told';
import type { LeftText } from '../link';
import { CollapsedCard } from './collapsed-card';
import { dragBy } from './drag';
import type { PanelHost } from './host';
import { answerInView, passagesOf } from './in-view';
import { OpenCard } from './open-card';
import { type Corner, nearestCorner } from './placement';
import { standing } from './standing';

/** What surrounds a panel. */
export interface Around extends SlipSource {
  conversation: () => Conversation;
  /** Where it stands. */
  host: PanelHost;
  /** Whether typing stays private in this document. */
  gated: boolean;
  left: LeftText | null;
  /** Told whether there is something to show. */
  onVisible: (visible: boolean) => void;
}

/**
 * The panel on one conversation. It shows nothing before the worker's first answer.
 *
 * @returns the way to take it away
 */
export function openPanel(around: Around): () => void {
  const { ask, host, gated, onVisible } = around;
  const { box, container } = host;
  const slip = makeSlip(around);
  const key = conversationKey(around.conversation());
  let left = around.left?.conversation === key ? around.left : null;
  let card: HTMLElement | null = null;
  let corner: Corner | undefined;
  let theme = 'light';
  let isCramped = false;
  /** Whether the focus was in the card that is drawn anew. */
  let hadFocus: boolean | undefined;
  /** Whether it is open. Null until the person chose: then whatever there is to show decides. */
  let opened: boolean | null = null;
  let startsOpen: boolean | undefined;
  /** A shortcut that came before there was anything to show. */
  let asked: Command | undefined;
  /** What had the focus in the page before a shortcut took it. */
  let cameFrom: Element | null = null;

  function put(to: Corner, hidden = false): void {
    void ask('place', { corner: to, hidden }).then(() => slip.refresh(false));
  }
  const stand = standing(
    host,
    () => ({ corner: slip.state().view?.panel.corner ?? 'bottom-end', over: opened === true }),
    (ground, cramped) => {
      if (ground === theme && cramped === isCramped) return;
      theme = ground;
      isCramped = cramped;
      draw();
    },
  );
  const drag = dragBy(box, (place) => {
    const nearest = nearestCorner(place, direction());
    if (nearest === corner) stand.slide();
    else put(nearest);
  });

  /**
   * Looks which answer is being read. Only as the panel opens: an offer that came with the pointer
   * would move the thumbs from under it.
   */
  function lookAround(): void {
    const { view } = slip.state();
    if (view) slip.note(answerInView(view.answers, passagesOf(document), innerHeight / 2));
  }

  function become(next: boolean): void {
    slip.rest();
    opened = next;
    draw();
    if (next) lookAround();
    stand.look();
  }

  function leave(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (keyWish(event) !== 'leave') return;
    event.preventDefault();
    become(false);
    // A shortcut brought the person here; the way out leads back.
    if (cameFrom?.isConnected) (cameFrom as HTMLElement).focus();
    cameFrom = null;
  }

  /** Does what a shortcut asks for. A rating leaves the focus where it is. */
  function obey(command: Command): void {
    const { view } = slip.state();
    asked = view ? undefined : command;
    if (!view) return;
    if (view.panel.hidden) put(view.panel.corner);
    if (command === 'good' || command === 'bad') {
      if (view.expresses.ratings.includes(command)) slip.rate(command);
      become(true);
      return;
    }
    const { activeElement } = document;
    if (activeElement !== host.element) cameFrom = activeElement;
    become(true);
    const at = command === 'comment' ? 'textarea' : '.rating [tabindex="0"]';
    card?.querySelector<HTMLElement>(at)?.focus();
  }

  function draw(): void {
    const state = slip.state();
    const { view } = state;
    if (!view || !container()) return;
    startsOpen ??=
      left !== null ||
      view.draft !== null ||
      !saysNothing(view.feedback) ||
      // Whatever offers a choice asks something, and must not do so from behind a handle.
      view.receipt?.actions[1] !== undefined;
    const told = toldOf(state, Date.now());
    hadFocus ||= card?.matches(':focus-within');
    const isOpen = opened ?? (startsOpen && !isCramped);
    // The thumbs alone, with nothing said yet, need no frame before somebody comes.
    if ((isOpen || told) && host.enclose()) return;
    const root = container();
    if (!root) return;
    const shared = { slip, state, view, told, drag };
    box.dataset.theme = theme;
    Object.assign(root, { className: 'verdict', dir: direction(), lang: language() });
    const before = corner;
    corner = view.panel.corner;
    Object.assign(root.dataset, { theme, corner, conversation: key, turn: view.turn });
    render(
      <section
        ref={(element) => {
          card = element;
        }}
        class={isOpen ? 'card' : 'card collapsed'}
        aria-label={say('panelName')}
        onKeyDown={leave}
      >
        <SlipAnnouncer {...shared} />
        {isOpen ? (
          <OpenCard
            {...shared}
            gated={gated}
            onPlace={put}
            onCollapse={() => become(false)}
            onOpen={(page, vendor) => void ask('open', { page, vendor })}
          />
        ) : (
          <CollapsedCard
            {...shared}
            onPress={(rating) => {
              slip.rate(rating);
              become(true);
            }}
            onOpen={() => become(true)}
          />
        )}
      </section>,
      root,
    );
    // The focus never falls out of the panel with a button that has done its work: the thumbs, the
    // same in both forms, take it.
    if (hadFocus && !card?.matches(':focus-within')) {
      card?.querySelector<HTMLElement>('.rating [tabindex="0"]')?.focus();
    }
    hadFocus = false;
    onVisible(!view.panel.hidden);
    if (card && !stand.hold(card) && corner !== before) stand.slide();
    if (asked) obey(asked);
    if (left?.turn === view.turn) {
      const { text } = left;
      left = null;
      if (text.trim()) slip.type(text);
    }
  }

  /** Of a document that has gone nothing can be touched in Firefox. */
  function again(): void {
    card = null;
    draw();
  }

  const stop = attend(slip, around, draw, host);
  // In a new document everything is put up anew, as it was.
  host.onLoad = import.meta.env.FIREFOX ? again : draw;
  const deaf = around.hints(({ command }) => {
    if (command) obey(command);
  });
  return () => {
    stop();
    deaf();
    stand.stop();
    host.onLoad = undefined;
    const root = container();
    if (root) render(null, root);
  };
}
