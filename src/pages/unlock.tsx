import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../platform/words';
import { Lock } from '../ui/icon';
import { Field } from './field';
import { useFollowed } from './followed';
import { speak } from './speak';
import { ask, refused } from './worker';

/** Asks for the passphrase while Verdict is locked; nothing otherwise. */
export function Unlock({ look }: { look: string }): JSX.Element | null {
  const [protection] = useFollowed('protection');
  const title = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const done = useRef<HTMLParagraphElement>(null);
  const isLocked = protection?.locked ?? false;
  useLayoutEffect(() => {
    // The box that had the focus has gone, and must not take it with it.
    if (isDone && !isLocked) done.current?.focus();
  }, [isDone, isLocked]);

  const unlock = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('unlock', { passphrase: typed });
    setBusy(false);
    const isRight = answer.ok && answer.value.right;
    setDone(isRight);
    if (isRight) setTyped('');
    else box.current?.select();
    setWrong(
      answer.ok ? (isRight ? null : say('passphraseWrong')) : speak(refused(answer.refusal)),
    );
  };

  if (!isLocked) {
    return (
      <div role="status">
        {isDone && (
          <p class="unlocked" ref={done} tabIndex={-1}>
            {say('unlocked')}
          </p>
        )}
      </div>
    );
  }
  return (
    <section class={`${look} unlock`} aria-labelledby={title}>
      <h2 id={title}>
        <Lock />
        {say('unlockTitle')}
      </h2>
      <p class="second">{say('unlockText')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <Field label={say('passphraseTitle')} wrong={wrong}>
          {(wiring) => (
            <input
              {...wiring}
              ref={box}
              type="password"
              class="box"
              dir="auto"
              value={typed}
              autocomplete="off"
              onInput={(event) => {
                setWrong(null);
                setTyped(event.currentTarget.value);
              }}
            />
          )}
        </Field>
        <div class="form-do">
          <button type="submit" class="button main" aria-disabled={busy ? 'true' : undefined}>
            {say('unlockDo')}
          </button>
        </div>
      </form>
    </section>
  );
}
