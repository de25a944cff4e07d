import { Component, createRef, type TargetedKeyboardEvent } from 'preact';
import { type Conversation, conversationKey } from '../../domain/conversation';
import { type Rating, saysNothing } from '../../domain/feedback';
import { direction, language, say } from '../../platform/words';
import { attend, makeSlip, type SlipSource } from '../../ui/attend';
import { keyWish } from '../../ui/comment-field';
import { SlipAnnouncer } from '../../ui/slip';
import { toldOf } from '../../ui/told';
import { CollapsedCard } from './collapsed-card';
import { dragBy } from './drag';
import { OpenCard } from './open-card';
import { type Corner, nearestCorner } from './placement';
import { type Ground, standing } from './standing';

/** Text that was typed in an older panel of this document and could not be sent any more. */
export interface LeftText {
  conversation: string;
  turn: number;
  text: string;
}

/** What surrounds a panel. */
export interface Around extends SlipSource {
  host: HTMLElement;
  conversation: () => Conversation;
  /** Whether typing stays private in this document. */
  gated: boolean;
  left: LeftText | null;
  /** Told whether there is something to show. */
  onVisible: (visible: boolean) => void;
}

interface Shown extends Ground {
  /** Whether it is open. Null until the person chose: then whatever there is to show decides. */
  opened: boolean | null;
}

/** The panel on one conversation. It shows nothing before the worker's first answer. */
export class Panel extends Component<Around, Shown> {
  override state: Shown = { opened: null, theme: 'light', cramped: false };
  #slip = makeSlip(this.props);
  #card = createRef<HTMLElement>();
  #stand: ReturnType<typeof standing> | undefined;
  #leave: (() => void) | undefined;
  #left = this.props.left;
  /** Whether something was rated or drafted when the worker first answered. */
  #startsOpen: boolean | undefined;
  #corner: Corner | undefined;
  #hadFocus = false;
  #drag = dragBy(
    () => this.#card.current,
    (box) => {
      const corner = nearestCorner(box, direction());
      if (corner === this.#corner) this.#stand?.slide();
      else this.#place(corner);
    },
  );

  override componentDidMount(): void {
    this.#leave = attend(this.#slip, this.props, () => this.forceUpdate());
  }

  override componentWillUnmount(): void {
    this.#leave?.();
    this.#stand?.stop();
  }

  override componentDidUpdate(_: Around, { opened }: Shown): void {
    const card = this.#card.current;
    const { view } = this.#slip.state();
    if (!card || !view) return;
    const { corner, hidden } = view.panel;
    this.props.onVisible(!hidden);
    this.#stand ??= standing(
      this.props.host,
      card,
      () => ({ corner, ...this.#slip.state().view?.panel, over: this.state.opened === true }),
      (ground) => this.setState(ground),
    );
    if (corner !== this.#corner && this.#corner) this.#stand.slide();
    else if (!this.#corner || opened !== this.state.opened) this.#stand.look();
    this.#corner = corner;
    // The thumbs of both forms are the same to whoever had the focus in the panel.
    if (this.#hadFocus) card.querySelector<HTMLElement>('.rating [tabindex="0"]')?.focus();
    this.#hadFocus = false;
    const left = this.#left;
    if (left?.turn !== view.turn) return;
    this.#left = null;
    if (left.text.trim()) this.#slip.type(left.text);
  }

  #place = (corner: Corner, hidden = false): void => {
    void this.props.ask('place', { corner, hidden }).then(() => this.#slip.refresh(false));
  };

  #become(opened: boolean): void {
    this.#hadFocus = this.#card.current?.matches(':focus-within') === true;
    this.#slip.rest();
    this.setState({ opened });
  }

  #open = (): void => this.#become(true);
  #collapse = (): void => this.#become(false);

  #press = (rating: Rating): void => {
    this.#slip.rate(rating);
    this.#become(true);
  };

  #key = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (keyWish(event) !== 'leave') return;
    event.preventDefault();
    this.#collapse();
  };

  override render({ ask, gated }: Around, { opened, theme, cramped }: Shown) {
    const slip = this.#slip;
    const state = slip.state();
    const { view } = state;
    if (!view) return null;
    this.#startsOpen ??= view.draft !== null || !saysNothing(view.feedback) || this.#left !== null;
    const isOpen = opened ?? (this.#startsOpen && !cramped);
    const told = toldOf(state, Date.now());
    const shared = { slip, state, view, told, drag: this.#drag };
    return (
      <div
        class="verdict"
        dir={direction()}
        lang={language()}
        data-theme={theme}
        data-conversation={conversationKey(view.conversation)}
        data-turn={view.turn}
      >
        <section
          ref={this.#card}
          class={isOpen ? 'card' : 'card collapsed'}
          aria-label={say('panelName')}
          onKeyDown={this.#key}
        >
          <SlipAnnouncer {...shared} />
          {isOpen ? (
            <OpenCard
              {...shared}
              gated={gated}
              onPlace={this.#place}
              onCollapse={this.#collapse}
              onOpen={(page, vendor) => void ask('open', { page, vendor })}
            />
          ) : (
            <CollapsedCard {...shared} onPress={this.#press} onOpen={this.#open} />
          )}
        </section>
      </div>
    );
  }
}
