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
  /** Whether typing stays #in this document. */
  gated: boolean;
  left: LeftText | null;
  /** Told whether there is something to show. */
  onVisible: (visible: boolean) => void;
}

interface Shown extends Ground {
  /** What the person last chose; null before that. */
  opened: boolean | null;
  /** Where the person moved it, until the worker says so, too. */
  moved: Corner | null;
  hidden: boolean;
}

/** The panel on one conversation. It shows nothing before the worker's first answer. */
export class Panel extends Component<Around, Shown> {
  override state: Shown = {
    opened: null,
    moved: null,
    hidden: false,
    theme: 'light',
    cramped: false,
  };
  #slip = makeSlip(this.props);
  #card = createRef<HTMLElement>();
  #stand: ReturnType<typeof standing> | null = null;
  #leave: (() => void) | undefined;
  #reading = direction();
  /** Whether there was something to show when the worker first answered; then it opens by itself. */
  #startsOpen: boolean | null = null;
  #focusRating = false;
  #left = this.props.left;
  #drag = dragBy(
    () => this.#card.current,
    () => {
      const box = this.#card.current?.getBoundingClientRect();
      const window = { width: innerWidth, height: innerHeight };
      if (box) this.#moveTo(nearestCorner(box, window, this.#reading));
    },
  );

  override componentDidMount(): void {
    this.#leave = attend(this.#slip, this.props, () => this.forceUpdate());
  }

  override componentWillUnmount(): void {
    this.#leave?.();
    this.#stand?.stop();
  }

  override componentDidUpdate(_: Around, before: Shown): void {
    const card = this.#card.current;
    const { view } = this.#slip.state();
    this.props.onVisible(card !== null);
    if (!card) {
      this.#stand?.stop();
      this.#stand = null;
      return;
    }
    this.#stand ??= standing(
      this.props.host,
      card,
      () => ({
        corner: this.#corner(),
        direction: this.#reading,
        over: this.state.opened === true,
      }),
      (ground) => {
        const { theme, cramped } = this.state;
        if (ground.theme !== theme || ground.cramped !== cramped) this.setState(ground);
      },
    );
    if (card.style.inset === '' || before.opened !== this.state.opened) this.#stand.look();
    if (this.#focusRating) card.querySelector<HTMLElement>('.rating [tabindex="0"]')?.focus();
    this.#focusRating = false;
    if (this.#left && this.#left.turn === view?.turn) {
      const { text } = this.#left;
      this.#left = null;
      if (text.trim() !== '') this.#slip.type(text);
    }
  }

  #corner(): Corner {
    return this.state.moved ?? this.#slip.state().view?.panel.corner ?? 'bottom-end';
  }

  #moveTo = (corner: Corner): void => {
    this.setState({ moved: corner }, () => this.#stand?.slide());
    void this.props.ask('place', { corner, hidden: false });
  };

  #become(opened: boolean): void {
    // The thumbs of both forms are the same to whoever had the focus in the panel.
    this.#focusRating = this.#card.current?.matches(':focus-within') === true;
    this.#slip.rest();
    this.setState({ opened });
  }

  #open = (): void => this.#become(true);
  #collapse = (): void => this.#become(false);

  #press = (rating: Rating): void => {
    this.#slip.rate(rating);
    this.#become(true);
  };

  #hide = (): void => {
    this.#slip.rest();
    this.setState({ hidden: true });
    void this.props.ask('place', { corner: this.#corner(), hidden: true });
  };

  #key = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (keyWish(event) !== 'leave') return;
    event.preventDefault();
    this.#collapse();
  };

  override render({ ask, gated }: Around, { opened, theme, cramped, hidden }: Shown) {
    const slip = this.#slip.state();
    const { view } = slip;
    if (!view || hidden || view.panel.hidden) return null;
    this.#startsOpen ??= view.draft !== null || !saysNothing(view.feedback) || this.#left !== null;
    const isOpen = opened ?? (this.#startsOpen && !cramped);
    const told = toldOf(slip, Date.now());
    return (
      <div
        class="verdict"
        dir={this.#reading}
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
          <SlipAnnouncer told={told} pending={slip.pending} />
          {isOpen ? (
            <OpenCard
              slip={this.#slip}
              state={slip}
              view={view}
              told={told}
              gated={gated}
              drag={this.#drag}
              corner={this.#corner()}
              onMove={this.#moveTo}
              onHide={this.#hide}
              onCollapse={this.#collapse}
              onOpen={(page, vendor) => void ask('open', { page, vendor })}
            />
          ) : (
            <CollapsedCard
              view={view}
              pressed={slip.feedback.rating}
              told={told}
              drag={this.#drag}
              onPress={this.#press}
              onOpen={this.#open}
            />
          )}
        </section>
      </div>
    );
  }
}
