import type { JSX, TargetedKeyboardEvent } from 'preact';
import { type Expression, room } from '../domain/feedback';
import { say } from '../platform/words';
import { Button } from './button';
import { figure, keyOf } from './sentences';

/** What a key asks of a slip. Keys that belong to an input method ask nothing. */
export function keyWish(
  event: Pick<KeyboardEvent, 'key' | 'keyCode' | 'isComposing' | 'ctrlKey' | 'metaKey'>,
): 'save' | 'leave' | null {
  const { key, keyCode, isComposing, ctrlKey, metaKey } = event;
  if (isComposing || keyCode === 229) return null;
  if (key === 'Enter' && (ctrlKey || metaKey)) return 'save';
  return key === 'Escape' ? 'leave' : null;
}

/**
 * The comment: what is said beside the rating. It grows with the text, counts where the vendor has
 * a limit and never cuts. The row that saves is there while there is something to save.
 */
export function CommentField({
  expresses,
  text,
  dirty,
  saveable,
  isHeld,
  onType,
  onSave,
}: {
  expresses: Expression;
  text: string;
  /** Whether the text differs from what is saved. */
  dirty: boolean;
  saveable: boolean;
  /** A held state below has the card's one filled button. */
  isHeld: boolean | undefined;
  onType(text: string): void;
  onSave(): void;
}): JSX.Element {
  let field: HTMLTextAreaElement | null = null;
  const counted = room(expresses, text);
  const isOver = counted?.tone === 'over';

  function save(): void {
    // The row goes away once it has saved; the focus must not go with it.
    field?.focus();
    onSave();
  }

  function press(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (keyWish(event) !== 'save') return;
    event.preventDefault();
    onSave();
  }

  return (
    <div class={dirty ? 'comment writing' : 'comment'}>
      <div class="spread">
        <label for="slip-comment">{say('comment')}</label>
        {counted && text && (
          <bdi dir="ltr" class={counted.tone} id="slip-count">
            {say(
              keyOf('counter', counted.tone),
              figure(counted.used),
              figure(counted.limit),
              figure(Math.abs(counted.left)),
            )}
          </bdi>
        )}
      </div>
      <textarea
        ref={(element) => {
          field = element;
        }}
        id="slip-comment"
        rows={1}
        dir="auto"
        value={text}
        placeholder={say('commentPlaceholder')}
        aria-invalid={isOver}
        aria-describedby="slip-count slip-note"
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={press}
      />
      {dirty && (
        <div class="spread saving">
          <p id="slip-note">
            <span>{say('draftNotSent')}</span>
            {isOver ? say('nothingIsCut') : <bdi dir="ltr">{say(saveKeys())}</bdi>}
          </p>
          <Button kind={isHeld ? 'other' : 'main'} unavailable={!saveable} onPress={save}>
            {say('saveComment')}
          </Button>
        </div>
      )}
    </div>
  );
}

function saveKeys(): 'keysSave' | 'keysSaveMac' {
  return /mac|iphone|ipad/i.test(navigator.platform) ? 'keysSaveMac' : 'keysSave';
}
