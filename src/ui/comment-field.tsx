import type { JSX } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Expression, room } from '../domain/feedback';
import { say } from '../platform/words';
import { Button } from './button';
import { figure } from './sentences';

const TALLEST = 160;

/** What a key in the comment field asks for. Keys that belong to an input method ask nothing. */
export function keyWish(event: {
  key: string;
  keyCode: number;
  isComposing: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}): 'save' | 'leave' | null {
  if (event.isComposing || event.keyCode === 229) return null;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return 'save';
  return event.key === 'Escape' ? 'leave' : null;
}

/**
 * The comment: what is said beside the rating. It grows with the text, counts where the vendor has
 * a limit and never cuts. The row that saves appears once somebody writes.
 */
export function CommentField({
  expresses,
  text,
  dirty,
  saveable,
  onType,
  onSave,
  onRest,
}: {
  expresses: Expression;
  text: string;
  /** Whether the text differs from what is saved. */
  dirty: boolean;
  saveable: boolean;
  onType(text: string): void;
  onSave(): void;
  /** The field was left. */
  onRest(): void;
}): JSX.Element {
  const id = useId();
  const block = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const counted = room(expresses, text);
  const writing = busy || dirty;
  useLeaving(block, busy, () => {
    setBusy(false);
    onRest();
  });

  return (
    <div
      ref={block}
      class={writing ? 'comment writing' : 'comment'}
      onFocusIn={() => setBusy(true)}
    >
      <div class="caption">
        <label for={`${id}-field`}>{say('comment')}</label>
        {counted && text !== '' && (
          <bdi dir="ltr" class={`count ${counted.tone}`} id={`${id}-count`}>
            {countWords(counted)}
          </bdi>
        )}
      </div>
      <TextArea
        id={`${id}-field`}
        text={text}
        over={counted?.tone === 'over'}
        describedBy={`${id}-count ${id}-note`}
        onType={onType}
        onSave={onSave}
      />
      {writing && (
        <div class="saving">
          <p id={`${id}-note`}>
            {dirty && <span>{say('draftNotSent')}</span>}
            <span>
              {counted?.tone === 'over' ? (
                say('nothingIsCut')
              ) : (
                <bdi dir="ltr">{say(saveKeys())}</bdi>
              )}
            </span>
          </p>
          <Button kind={saveable ? 'main' : 'other'} unavailable={!saveable} onPress={onSave}>
            {say('saveComment')}
          </Button>
        </div>
      )}
    </div>
  );
}

function TextArea({
  id,
  text,
  over,
  describedBy,
  onType,
  onSave,
}: {
  id: string;
  text: string;
  over: boolean;
  describedBy: string;
  onType(text: string): void;
  onSave(): void;
}): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const area = field.current;
    if (!area || CSS.supports('field-sizing', 'content')) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight + 2, TALLEST)}px`;
  }, [text]);

  return (
    <textarea
      ref={field}
      id={id}
      rows={1}
      dir="auto"
      value={text}
      placeholder={say('commentPlaceholder')}
      aria-invalid={over ? 'true' : undefined}
      aria-describedby={describedBy}
      onInput={(event) => onType(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (keyWish(event) !== 'save') return;
        event.preventDefault();
        onSave();
      }}
    />
  );
}

/**
 * Calls `left` once the focus has left `block` and no press is under way: what is pressed must not
 * move between going down and coming up. Where the focus went is asked of the root, because a
 * `blur` that leads out of a closed root does not reach what it left.
 */
function useLeaving(block: { current: HTMLElement | null }, inside: boolean, left: () => void) {
  const latest = useRef(left);
  latest.current = left;
  useEffect(() => {
    if (!inside) return;
    const gone = new AbortController();
    const options = { capture: true, passive: true, signal: gone.signal };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let down = false;
    const check = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const root = block.current?.getRootNode() as Document | ShadowRoot | undefined;
        if (root && !down && !block.current?.contains(root.activeElement)) latest.current();
      }, 0);
    };
    const root = block.current?.getRootNode() ?? document;
    for (const kind of ['focusin', 'focusout']) {
      root.addEventListener(kind, check, options);
      document.addEventListener(kind, check, options);
    }
    document.addEventListener(
      'pointerdown',
      () => {
        down = true;
      },
      options,
    );
    for (const kind of ['pointerup', 'pointercancel', 'click']) {
      document.addEventListener(
        kind,
        () => {
          down = false;
          check();
        },
        options,
      );
    }
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [inside, block]);
}

function countWords({ used, limit, left, tone }: NonNullable<ReturnType<typeof room>>): string {
  const figures = [figure(used), figure(limit)];
  if (tone === 'plain') return say('counter', ...figures);
  return tone === 'warn'
    ? say('counterLeft', ...figures, figure(left))
    : say('counterOver', ...figures, figure(-left));
}

function saveKeys(): 'keysSave' | 'keysSaveMac' {
  return /mac|iphone|ipad/i.test(navigator.platform) ? 'keysSaveMac' : 'keysSave';
}
