import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../../platform/words';
import type { Site } from '../../vendors/site';
import { Field } from '../field';
import type { Scope } from './form';

const TYPED = '#typed';

/**
 * The product or project: typed, or picked by name once a test has listed what the key can reach.
 * An id that is not in the list stays as it was typed.
 */
export function ScopeField({
  site,
  value,
  scopes,
  wrong,
  onChange,
}: {
  site: Site;
  value: string;
  /** What there is to pick from; null before a test, or where the vendor lists nothing. */
  scopes: readonly Scope[] | null;
  wrong: string | null;
  onChange(value: string): void;
}): JSX.Element {
  const { label, hint, required } = site.form.scope;
  const listed = scopes?.some((scope) => scope.id === value) ?? false;
  const [typing, setTyping] = useState(false);
  const typed = scopes === null || typing || (value !== '' && !listed);

  const box = (name: string, help: string | undefined) => (
    <Field label={name} hint={help} wrong={wrong}>
      {(wiring) => (
        <input
          {...wiring}
          type="text"
          class="box fixed"
          name="scope"
          dir="ltr"
          value={value}
          autocomplete="off"
          spellcheck={false}
          autocapitalize="off"
          required={required}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
  if (scopes === null) return box(say(label), say(hint));
  return (
    <>
      <Field label={say(label)}>
        {(wiring) => (
          <select
            {...wiring}
            class="box"
            name={typed ? undefined : 'scope'}
            value={typed ? TYPED : value}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              setTyping(chosen === TYPED);
              onChange(chosen === TYPED ? '' : chosen);
            }}
          >
            {!required && <option value="">{say('formProjectAll')}</option>}
            {scopes.map((scope) => (
              <option key={scope.id} value={scope.id}>
                {scope.name}
              </option>
            ))}
            <option value={TYPED}>{say('formProjectTyped')}</option>
          </select>
        )}
      </Field>
      {typed && box(say('formProjectId'), undefined)}
    </>
  );
}
