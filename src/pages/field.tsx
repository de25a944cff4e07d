import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { Check, Triangle } from '../ui/icon';

/** What a control has to carry so that its label, hint and error belong to it. */
export interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

/** A label, a control, and below it what helps or what is wrong. A note speaks as it appears. */
export function Field({
  label,
  hint,
  note,
  wrong,
  wide,
  children,
}: {
  label: string;
  hint?: string | undefined;
  /** What was done to the input for the person, such as cleaning a pasted key. */
  note?: string | null | undefined;
  wrong?: string | null | undefined;
  wide?: boolean;
  children: (wiring: Wiring) => ComponentChildren;
}): JSX.Element {
  const id = useId();
  const help = note ? null : hint;
  const below = [wrong && `${id}-wrong`, note && `${id}-note`, help && `${id}-hint`];
  return (
    <div class={wide ? 'field wide' : 'field'}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': below.filter(Boolean).join(' ') || undefined,
        'aria-invalid': wrong ? 'true' : undefined,
      })}
      {wrong && (
        <p class="field-wrong" id={`${id}-wrong`}>
          <Triangle />
          <span>{wrong}</span>
        </p>
      )}
      <div role="status">
        {note && (
          <p class="field-note" id={`${id}-note`}>
            <Check />
            <span>{note}</span>
          </p>
        )}
      </div>
      {help && (
        <p class="field-hint" id={`${id}-hint`}>
          {help}
        </p>
      )}
    </div>
  );
}
