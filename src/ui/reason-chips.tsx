import type { JSX } from 'preact';
import { begins } from '../domain/reasons';
import { say } from '../platform/words';
import { Check, Plus } from './icon';
import type { SlipState } from './slip-contract';

/** Quick reasons as toggle buttons. They stand above the comment because they write into it. */
export function ReasonChips({
  reasons,
  spare,
  onToggle,
}: Pick<SlipState, 'reasons' | 'spare'> & {
  onToggle(reason: string): void;
}): JSX.Element {
  return (
    <>
      <div class="reasons spare">
        {spare.map((reason) => (
          <span key={reason} class="button">
            {reason}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a box of its own */}
      <div class="reasons" role="group" aria-label={say('reasons')}>
        {reasons.map(({ reason, pressed }) => (
          <button
            key={reason}
            type="button"
            class="button"
            aria-pressed={pressed}
            onClick={(event) => {
              onToggle(reason);
              // What begins a line goes on in the field, where the caret is at the end.
              if (begins(reason))
                (event.currentTarget.getRootNode() as ParentNode)
                  .querySelector('textarea')
                  ?.focus();
            }}
          >
            {pressed ? <Check /> : <Plus />}
            <span dir="auto">{reason}</span>
          </button>
        ))}
      </div>
    </>
  );
}
