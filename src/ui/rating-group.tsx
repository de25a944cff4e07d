import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
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
export const RATING_ICONS: Record<Rating, { rest: Icon; pressed: Icon }> = {
  good: { rest: ThumbUp, pressed: ThumbUpFilled },
  neutral: { rest: Neutral, pressed: NeutralFilled },
  bad: { rest: ThumbDown, pressed: ThumbDownFilled },
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
  const ahead = rightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const back = rightToLeft ? 'ArrowRight' : 'ArrowLeft';
  if (key === ahead || key === 'ArrowDown') return (at + 1) % count;
  if (key === back || key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/**
 * The ratings a vendor has, as native buttons behind one tab stop. They are never disabled: a
 * press that cannot be sent yet waits. `bare` leaves out the words, not the names.
 */
export function RatingGroup({
  ratings,
  pressed,
  onPress,
  bare = false,
}: {
  ratings: readonly Rating[];
  pressed: Rating | null;
  onPress(rating: Rating): void;
  bare?: boolean;
}): JSX.Element {
  const group = useRef<HTMLDivElement>(null);
  const [visited, visit] = useState<Rating | null>(null);
  const stop = visited ?? pressed ?? ratings[0];

  const words = ratings.map((rating) => ratingWords(rating).word).join();
  useLayoutEffect(() => {
    const row = group.current;
    if (!row) return;
    row.removeAttribute('data-tall');
    if (!bare && row.scrollWidth > row.clientWidth) row.setAttribute('data-tall', '');
  }, [words, bare, pressed]);

  function move(event: TargetedKeyboardEvent<HTMLDivElement>): void {
    const row = event.currentTarget;
    const buttons = [...row.querySelectorAll('button')];
    const at = ratings.indexOf(stop ?? 'good');
    const to = arrowTarget(event.key, at, ratings.length, row.matches(':dir(rtl)'));
    const rating = to === null ? undefined : ratings[to];
    if (to === null || rating === undefined) return;
    event.preventDefault();
    visit(rating);
    buttons[to]?.focus();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a box of its own
    <div
      ref={group}
      class={bare ? 'rating bare' : 'rating'}
      role="group"
      aria-label={say('rating')}
      onKeyDown={move}
    >
      {ratings.map((rating) => {
        const { name, word } = ratingWords(rating);
        const isPressed = rating === pressed;
        const Glyph = isPressed ? RATING_ICONS[rating].pressed : RATING_ICONS[rating].rest;
        return (
          <button
            key={rating}
            type="button"
            data-rating={rating}
            aria-label={name}
            title={bare ? name : undefined}
            aria-pressed={isPressed}
            tabIndex={rating === stop ? 0 : -1}
            onFocus={() => visit(rating)}
            onClick={() => onPress(rating)}
          >
            <Glyph />
            {!bare && <span>{word}</span>}
          </button>
        );
      })}
    </div>
  );
}
