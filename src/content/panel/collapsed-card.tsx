import type { JSX } from 'preact';
import type { Rating } from '../../domain/feedback';
import type { ConversationView } from '../../messages/view';
import { say } from '../../platform/words';
import { Grip } from '../../ui/icon';
import { RatingGroup } from '../../ui/rating-group';
import { plain } from '../../ui/sentence';
import type { Told } from '../../ui/told';
import type { DragHandlers } from './drag';

/** The thumbs, a handle that opens the panel, and the state as an icon that carries its sentence. */
export function CollapsedCard({
  view,
  pressed,
  told,
  drag,
  onPress,
  onOpen,
}: {
  view: ConversationView;
  pressed: Rating | null;
  told: Told | null;
  drag: DragHandlers;
  onPress(rating: Rating): void;
  onOpen(): void;
}): JSX.Element {
  const name = told ? plain(told.words) : '';
  return (
    <>
      <RatingGroup ratings={view.expresses.ratings} pressed={pressed} onPress={onPress} bare />
      {told && (
        <button
          type="button"
          class={`state ${told.look.tone}`}
          aria-label={name}
          title={name}
          onClick={onOpen}
        >
          <told.look.icon />
        </button>
      )}
      <button
        {...drag}
        type="button"
        class="handle"
        aria-label={say('expand')}
        title={say('handle')}
        onClick={onOpen}
      >
        <Grip />
      </button>
    </>
  );
}
