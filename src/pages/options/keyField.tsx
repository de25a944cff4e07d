import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../../platform/words';
import { cleanKey } from '../../vendors/pastedKey';
import type { Site } from '../../vendors/site';
import { Field } from '../field';
import { sayList, speak } from '../speak';
import { cleanedLine } from './cleaned';

/**
 * The key, never readable. A password box drops line breaks before anyone can see them, so what is
 * pasted is taken from the clipboard, cleaned, and the person is told what was taken off.
 */
export function KeyField({
  site,
  value,
  kept,
  wrong,
  onChange,
}: {
  site: Site;
  value: string;
  /** Whether a key is saved that an empty box keeps. */
  kept: boolean;
  wrong: string | null;
  onChange(value: string): void;
}): JSX.Element {
  const [note, setNote] = useState<string | null>(null);
  const { label, hint } = site.form.key;
  return (
    <Field
      label={say(label)}
      hint={kept ? say('formKeyKept') : say(hint)}
      note={note}
      wrong={wrong}
      wide
    >
      {(wiring) => (
        <input
          {...wiring}
          type="password"
          class="box"
          name="key"
          dir="ltr"
          value={value}
          placeholder={kept ? '••••••••••••' : undefined}
          autocomplete="off"
          spellcheck={false}
          autocapitalize="off"
          required={!kept}
          onInput={(event) => {
            setNote(null);
            onChange(event.currentTarget.value);
          }}
          onPaste={(event) => {
            const cleaned = cleanKey(event.clipboardData?.getData('text/plain') ?? '');
            if (!cleaned || cleaned.cleaned.length === 0) return;
            event.preventDefault();
            onChange(cleaned.key);
            const taken = cleaned.cleaned.map((what) => speak(cleanedLine(what)));
            setNote(say('formCleaned', sayList(taken, 'conjunction')));
          }}
        />
      )}
    </Field>
  );
}
