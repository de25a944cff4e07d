import type { JSX } from 'preact';
import type { Rating } from '../../domain/feedback';
import type { ConversationView } from '../../messages/view';
import { say } from '../../platform/words';
import { Grip } from '../../ui/icon';
import { RatingGroup } from '../../ui/rating-group';
import { plain } from '../../ui/sentence';
import type { SlipModel, SlipState } from '../../ui/slip-contract';
import type { Told } from '../../ui/told';
import type { DragHandlers } from './drag';

/** What both forms of the panel show. */
export interface CardProps {
  slip: SlipModel;
  state: SlipState;
  view: ConversationView;
  told: Told | null;
  drag: DragHandlers;
}

/** The thumbs, a handle that opens the panel, and the state as an icon that carries its sentence. */
export function CollapsedCard({
  state,
  view,
  told,
  drag,
  onPress,
  onOpen,
}: CardProps & { onPress(rating: Rating): void; onOpen(): void }): JSX.Element {
  const name = told ? plain(told.words) : '';
  return (
    <>
      <RatingGroup
        ratings={view.expresses.ratings}
        pressed={state.feedback.rating}
        onPress={onPress}
        bare
      />
      {told && (
        <button
          type="button"
          class={`button glyph state ${told.look.tone}`}
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
        class="button glyph handle"
        aria-label={say('expand')}
        title={say('handle')}
        onClick={onOpen}
      >
        <Grip />
      </button>
    </>
  );
}
