import { Component, createRef, type JSX, type TargetedKeyboardEvent } from 'preact';
import type { Rating } from '../domain/feedback';
import { say } from '../platform/words';
import {
  type Icon,
  Neutral,
  NeutralFilled,
  ThumbDown,
  ThumbDownFilled,
  ThumbUp,
  ThumbUpFilled,
} from './icon';
import { ratingWords } from './sentences';

/** The drawings of a rating, at rest and pressed. */
export const RATING_ICONS: Record<Rating, readonly [rest: Icon, pressed: Icon]> = {
  good: [ThumbUp, ThumbUpFilled],
  neutral: [Neutral, NeutralFilled],
  bad: [ThumbDown, ThumbDownFilled],
};

/**
 * Where an arrow key leads within a row of `count`; null for any other key. Arrows follow what is
 * seen, so they turn round where the writing does.
 */
export function arrowTarget(
  key: string,
  at: number,
  count: number,
  rightToLeft: boolean,
): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const by = { ArrowRight: rightToLeft ? -1 : 1, ArrowLeft: rightToLeft ? 1 : -1 };
  const step = { ...by, ArrowDown: 1, ArrowUp: -1 }[key];
  return step ? (at + step + count) % count : null;
}

interface Row {
  ratings: readonly Rating[];
  pressed: Rating | null;
  onPress(rating: Rating): void;
  /** Leaves out the words, not the names. */
  bare?: boolean;
}

/**
 * The ratings a vendor has, as native buttons behind one tab stop. They are never disabled: a
 * press that cannot be sent yet waits.
 */
export class RatingGroup extends Component<Row, { visited: Rating | null }> {
  override state = { visited: null };
  #row = createRef<HTMLDivElement>();

  override componentDidMount(): void {
    // Words too long to stand beside their glyphs stand below them.
    const row = this.#row.current;
    row?.classList.toggle('tall', row.scrollWidth > row.clientWidth);
  }

  #stop(): Rating | undefined {
    const { ratings, pressed } = this.props;
    return this.state.visited ?? pressed ?? ratings[0];
  }

  #move = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const row = event.currentTarget;
    const buttons = row.querySelectorAll('button');
    const at = this.props.ratings.indexOf(this.#stop() ?? 'good');
    const to = arrowTarget(event.key, at, buttons.length, row.matches(':dir(rtl)'));
    if (to === null) return;
    event.preventDefault();
    this.setState({ visited: this.props.ratings[to] ?? null });
    buttons[to]?.focus();
  };

  override render({ ratings, pressed, onPress, bare }: Row): JSX.Element {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a box of its own
      <div
        ref={this.#row}
        class={bare ? 'rating bare' : 'rating'}
        role="group"
        aria-label={say('rating')}
        onKeyDown={this.#move}
      >
        {ratings.map((rating) => {
          const { name, word } = ratingWords(rating);
          const Glyph = RATING_ICONS[rating][rating === pressed ? 1 : 0];
          return (
            <button
              key={rating}
              type="button"
              aria-label={name}
              title={bare ? name : undefined}
              aria-pressed={rating === pressed}
              tabIndex={rating === this.#stop() ? 0 : -1}
              onClick={() => onPress(rating)}
            >
              <Glyph />
              {!bare && word}
            </button>
          );
        })}
      </div>
    );
  }
}
