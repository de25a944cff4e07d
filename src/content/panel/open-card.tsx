import type { JSX } from 'preact';
import type { ConversationView } from '../../messages/view';
import { say } from '../../platform/words';
import { IconButton } from '../../ui/button';
import { ChevronDown, Corner as CornerIcon, EyeStruck, Grip } from '../../ui/icon';
import { answerWords, type OpenPage, SlipBody, SlipReceipt } from '../../ui/slip';
import type { SlipModel, SlipState } from '../../ui/slip-model';
import type { Told } from '../../ui/told';
import type { DragHandlers } from './drag';
import { type Corner, nextCorner } from './placement';

/** What the open panel shows and can do. */
export interface OpenCardProps {
  slip: SlipModel;
  state: SlipState;
  view: ConversationView;
  told: Told | null;
  gated: boolean;
  drag: DragHandlers;
  corner: Corner;
  onMove(corner: Corner): void;
  onHide(): void;
  onCollapse(): void;
  onOpen: OpenPage;
}

/**
 * The open panel. The header stands last in the document and first in sight: what a person says
 * comes before what they do with the panel.
 */
export function OpenCard(props: OpenCardProps): JSX.Element {
  const { view, drag, corner, onMove, onHide, onCollapse } = props;
  return (
    <>
      <div class="scroll">
        <SlipBody {...props} silent={!props.gated} />
      </div>
      <SlipReceipt {...props} />
      <header {...drag}>
        <Grip />
        <div>
          <b>{say('extensionName')}</b>
          <span>{answerWords(view)}</span>
        </div>
        <IconButton name={say('nextCorner')} onPress={() => onMove(nextCorner(corner))}>
          <CornerIcon />
        </IconButton>
        <IconButton name={say('hideHere')} onPress={onHide}>
          <EyeStruck />
        </IconButton>
        <IconButton name={say('collapse')} onPress={onCollapse}>
          <ChevronDown />
        </IconButton>
      </header>
    </>
  );
}
