import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { codePoints } from '../../domain/feedback';
import { SHORTEST_PASSPHRASE } from '../../messages/view';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Field } from '../field';
import { speak } from '../speak';
import { ask, refused } from '../worker';

const EMPTY = { present: '', next: '', again: '' };
type Name = keyof typeof EMPTY;

/** Asks for the present passphrase, a new one, or both, and carries it out. */
export function PassphraseForm({
  asksPresent,
  asksNew,
  words,
  onDone,
  onCancel,
}: {
  asksPresent: boolean;
  asksNew: boolean;
  /** What is done, in the words of its button. */
  words: string;
  onDone(): void;
  /** Null where there is nothing to go back to. */
  onCancel: (() => void) | null;
}): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(EMPTY);
  const [wrong, setWrong] = useState<Partial<Record<Name, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useLayoutEffect(() => {
    if (onCancel) form.current?.querySelector('input')?.focus();
  }, []);

  const refuse = (name: Name, why: string) => {
    setWrong({ [name]: why });
    form.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
  };
  const submit = async () => {
    if (busy) return;
    if (asksNew && codePoints(typed.next) < SHORTEST_PASSPHRASE) {
      return refuse('next', say('passphraseShort', SHORTEST_PASSPHRASE));
    }
    if (asksNew && typed.next !== typed.again) return refuse('again', say('passphraseDiffers'));
    setBusy(true);
    const answer = await ask('setPassphrase', {
      current: asksPresent ? typed.present : null,
      next: asksNew ? typed.next : null,
    });
    setBusy(false);
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));
    if (!answer.ok) return;
    if (!answer.value.right) return refuse('present', say('passphraseWrong'));
    setTyped(EMPTY);
    onDone();
  };
  const field = (name: Name, label: string, hint?: string) => (
    <Field label={label} hint={wrong[name] ? undefined : hint} wrong={wrong[name]}>
      {(wiring) => (
        <input
          {...wiring}
          type="password"
          class="box"
          name={name}
          dir="auto"
          value={typed[name]}
          autocomplete="off"
          onInput={(event) => {
            setWrong({});
            setTyped({ ...typed, [name]: event.currentTarget.value });
          }}
        />
      )}
    </Field>
  );
  return (
    <form
      ref={form}
      aria-label={words}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div class="fields">
        {asksPresent && field('present', say('passphrasePresent'))}
        {asksNew &&
          field('next', say('passphraseNew'), say('passphraseNewHint', SHORTEST_PASSPHRASE))}
        {asksNew && field('again', say('passphraseAgain'))}
      </div>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      <div class="form-do">
        <button type="submit" class="button main" aria-disabled={busy ? 'true' : undefined}>
          {words}
        </button>
        {onCancel && (
          <Button kind="text" onPress={onCancel}>
            {say('optionsCancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
