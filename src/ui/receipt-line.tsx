import type { JSX } from 'preact';
import type { Action } from '../domain/receipt';
import { say, type WordKey } from '../platform/words';
import { Button } from './button';
import type { Look } from './receipt-look';
import type { Sentence } from './sentence';
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
  actions = [],
  onAction,
  undoTitle,
  pending = false,
  spoken = false,
}: {
  look: Look;
  words: Sentence;
  actions?: readonly Action[];
  onAction(action: Action): void;
  undoTitle?: string;
  /** A press is on its way, so that the words no longer hold. */
  pending?: boolean;
  /** The live region says the same words, so they are not there twice. */
  spoken?: boolean;
}): JSX.Element {
  const ways = actions.filter((action) => action !== 'undo');
  return (
    <div class={`receipt ${look.tone}`} data-pending={pending ? '' : undefined}>
      <div class="told">
        <span class="sign">
          <look.icon />
        </span>
        <p aria-hidden={spoken ? 'true' : undefined}>
          <Words of={words} />
        </p>
        {actions.includes('undo') && (
          <Button kind="text" title={undoTitle} onPress={() => onAction('undo')}>
            {say('undo')}
          </Button>
        )}
      </div>
      {ways.length > 0 && (
        <div class="ways">
          {ways.map((action, index) => (
            <Button
              key={action}
              kind={index === 0 ? 'main' : 'other'}
              onPress={() => onAction(action)}
            >
              {say(ACTIONS[action])}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
