import type { JSX } from 'preact';
import { say } from '../../platform/words';
import { IconButton } from '../../ui/button';
import { ChevronDown, Corner as CornerIcon, EyeStruck, Grip } from '../../ui/icon';
import { answerWords, type OpenPage, SlipBody, SlipReceipt } from '../../ui/slip';
import type { CardProps } from './collapsed-card';
import { type Corner, nextCorner } from './placement';

/**
 * The open panel. The header stands last in the document and first in sight: what a person says
 * comes before what they do with the panel.
 */
export function OpenCard(
  props: CardProps & {
    gated: boolean;
    onPlace(corner: Corner, hidden?: boolean): void;
    onCollapse(): void;
    onOpen: OpenPage;
  },
): JSX.Element {
  const { view, drag, gated, onPlace, onCollapse } = props;
  const { corner } = view.panel;
  return (
    <>
      <div class="scroll">
        <SlipBody {...props} silent={!gated} />
      </div>
      <SlipReceipt {...props} />
      <header {...drag}>
        <Grip />
        <div>
          <b>{say('extensionName')}</b>
          <span>{answerWords(view)}</span>
        </div>
        <IconButton name={say('nextCorner')} onPress={() => onPlace(nextCorner(corner))}>
          <CornerIcon />
        </IconButton>
        <IconButton name={say('hideHere')} onPress={() => onPlace(corner, true)}>
          <EyeStruck />
        </IconButton>
        <IconButton name={say('collapse')} onPress={onCollapse}>
          <ChevronDown />
        </IconButton>
      </header>
    </>
  );
}
