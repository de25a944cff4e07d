import type { JSX } from 'preact';
import type { Rating } from '../../domain/feedback';
import { say } from '../../platform/words';
import { type Icon, NeutralFilled, NoRating, ThumbDownFilled, ThumbUpFilled } from '../../ui/icon';

const SHOWN: Record<Rating, { icon: Icon; word: 'good' | 'bad' | 'neutral' }> = {
  good: { icon: ThumbUpFilled, word: 'good' },
  bad: { icon: ThumbDownFilled, word: 'bad' },
  neutral: { icon: NeutralFilled, word: 'neutral' },
};

/** A rating as icon and word. Good and bad weigh the same, so neither has a colour. */
export function RatingWord({ rating }: { rating: Rating | null }): JSX.Element {
  const shown = rating === null ? null : SHOWN[rating];
  const Drawing = shown?.icon ?? NoRating;
  return (
    <span class="rating-word">
      <span class="rating-sign">
        <Drawing />
      </span>
      {say(shown?.word ?? 'noRating')}
    </span>
  );
}
