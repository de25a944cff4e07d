import type { JSX } from 'preact';
import type { Action } from '../domain/receipt';
import { say, type WordKey } from '../platform/words';
import { Button } from './button';
import type { Told } from './told';
import { Words } from './words';

const ACTIONS: Record<Action, WordKey> = {
  undo: 'undo',
  discard: 'discard',
  retry: 'tryAgain',
  options: 'options',
  'set-up': 'setUp',
  unlock: 'unlock',
  'rate-new': 'rateNewAnswer',
  'send-anyway': 'sendAnyway',
  'still-this': 'stillThisAnswer',
  'newer-answer': 'aNewerAnswer',
};

/**
 * The receipt line: what has become of a feedback, and beside it what can be done about it. Undo
 * stands at the end of the line; every other way forward has a row below, the first one filled.
 */
export function ReceiptLine({
  look,
  words,
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
  const ways = actions.filter((action) => action !== 'undo');
  return (
    <div class={`receipt ${look.tone}${pending ? ' pending' : ''}`}>
      <look.icon />
      <p aria-hidden={isSpoken}>
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
              {say(ACTIONS[action])}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
