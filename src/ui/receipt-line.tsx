import type { JSX } from 'preact';
import type { Action } from '../domain/receipt';
import { say } from '../platform/words';
import { Button } from './button';
import { keyOf } from './sentences';
import type { Told } from './told';
import { Words } from './words';

type Way = Exclude<Action, 'undo'>;

/**
 * The receipt line: what has become of a feedback, and beside it what can be done about it. Undo
 * stands at the end of the line; every other way forward has a row below, the first one filled.
 */
export function ReceiptLine({
  look,
  words,
  signed,
  actions,
  onAction,
  undoTitle,
  pending,
  isSpoken,
}: Told & {
  onAction(action: Action): void;
  undoTitle?: string | undefined;
  /** A press is on its way, so that the words no longer hold. */
  pending?: boolean;
  /** A live region says the words, so that they are not there twice. */
  isSpoken?: boolean;
}): JSX.Element {
  const ways = actions.filter((action): action is Way => action !== 'undo');
  /** A sentence has the room of the longest before it: a shorter one must not move the thumbs. */
  function keepHeight(line: HTMLElement | null): void {
    if (line && !ways.length) line.style.minHeight = `${line.offsetHeight}px`;
  }
  return (
    <div ref={keepHeight} class={`receipt ${look.tone}${pending ? ' pending' : ''}`}>
      <look.icon />
      <p class={signed ? 'signed' : ''} aria-hidden={isSpoken}>
        <Words of={words} />
      </p>
      {ways.length < actions.length && (
        <Button kind="text" title={undoTitle} onPress={() => onAction('undo')}>
          {say('undo')}
        </Button>
      )}
      {ways.length > 0 && (
        <div class="ways">
          {ways.map((action, index) => (
            <Button key={action} kind={index ? 'other' : 'main'} onPress={() => onAction(action)}>
              {say(keyOf('action', action))}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
