import type { JSX, TargetedKeyboardEvent } from 'preact';
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
  const step = /^Arrow(Right|Down)$/.test(key) ? 1 : /^Arrow(Left|Up)$/.test(key) ? -1 : 0;
  const turned = rightToLeft && /t$/.test(key) ? -step : step;
  return step ? (at + turned + count) % count : null;
}

/** Moves the row's one tab stop and the focus with it; Preact sets it anew with the next press. */
function move(event: TargetedKeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget;
  const buttons = [...row.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.tabIndex === 0);
  const to = arrowTarget(event.key, at, buttons.length, row.matches(':dir(rtl)'));
  if (to === null) return;
  event.preventDefault();
  buttons.forEach((button, index) => {
    button.tabIndex = index === to ? 0 : -1;
  });
  buttons[to]?.focus();
}

/** Words too long to stand beside their glyphs stand below them. */
function fit(row: HTMLElement | null): void {
  row?.classList.toggle('tall', row.scrollWidth > row.clientWidth);
}

/**
 * The ratings a vendor has, as native buttons behind one tab stop. They are never disabled: a
 * press that cannot be sent yet waits. The figures from 1 on press them in their order. `bare` leaves out the words, not the names.
 */
export function RatingGroup({
  ratings,
  pressed,
  onPress,
  bare,
}: {
  ratings: readonly Rating[];
  pressed: Rating | null;
  onPress(rating: Rating): void;
  bare?: boolean;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a box of its own
    <div
      ref={fit}
      class={bare ? 'rating bare' : 'rating'}
      role="group"
      aria-label={say('rating')}
      onKeyDown={(event) => {
        const { key, ctrlKey, metaKey, altKey } = event;
        const rating = ctrlKey || metaKey || altKey ? undefined : ratings[Number(key) - 1];
        if (rating) onPress(rating);
        else move(event);
      }}
    >
      {ratings.map((rating, index) => {
        const { name, word } = ratingWords(rating);
        const isPressed = rating === pressed;
        const Glyph = RATING_ICONS[rating][isPressed ? 1 : 0];
        return (
          <button
            key={rating}
            type="button"
            class="button"
            aria-label={name}
            title={bare ? name : undefined}
            aria-pressed={isPressed}
            aria-keyshortcuts={`${index + 1}`}
            tabIndex={(pressed ? isPressed : index === 0) ? 0 : -1}
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
