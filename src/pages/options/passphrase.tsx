import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { language, say, type WordKey } from '../../platform/words';
import { Button } from '../../ui/button';
import { Field } from '../field';
import { useFollowed } from '../followed';
import { speak } from '../speak';
import { ask, refused } from '../worker';
import { PassphraseForm } from './passphraseForm';

type Act = 'set' | 'change' | 'remove';

const WORDS: Record<Act, WordKey> = {
  set: 'passphraseSet',
  change: 'passphraseChange',
  remove: 'passphraseRemove',
};

/** What has come of it. */
const SAID: Record<Act, WordKey> = {
  set: 'passphraseIsSet',
  change: 'passphraseIsChanged',
  remove: 'passphraseIsRemoved',
};

/** Minutes to choose from. */
const MINUTES = [5, 15, 60, 240, 480];

/** The optional passphrase: set, changed, removed, and when Verdict locks by itself. */
export function PassphraseCard(): JSX.Element | null {
  const [protection] = useFollowed('protection');
  const [policy] = useFollowed('policy');
  const [act, setAct] = useState<Act | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const status = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    // The form that had the focus has gone, and must not take it with it.
    if (said !== null) status.current?.focus();
  }, [said]);
  if (!protection) return null;

  const choose = (chosen: Act | null) => {
    setSaid(null);
    setAct(chosen);
  };
  const form = (asked: Act, onCancel: (() => void) | null) => (
    <PassphraseForm
      key={asked}
      asksPresent={asked !== 'set'}
      asksNew={asked !== 'remove'}
      words={say(WORDS[asked])}
      onDone={() => {
        setAct(null);
        setSaid(say(SAID[asked]));
      }}
      onCancel={onCancel}
    />
  );
  const lockNow = async () => {
    setSaid(null);
    const answer = await ask('lock', {});
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));
  };
  const lockAfter = async (minutes: number | null) => {
    const answer = await ask('lockAfter', { minutes });
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));
  };
  const isOpen = protection.passphrase && !protection.locked;
  return (
    <div class="card prose">
      <h2>{say('passphraseTitle')}</h2>
      <p>{say('passphraseText')}</p>
      <p>{say('passphraseForgotten')}</p>
      {policy?.passphrase && (
        <p class="wanted">
          {say(protection.passphrase ? 'policyPassphraseStays' : 'policyPassphraseWanted')}
        </p>
      )}
      <div role="status">
        {said !== null && (
          <p ref={status} tabIndex={-1}>
            {said}
          </p>
        )}
      </div>
      {!protection.passphrase && form('set', null)}
      {protection.locked && <p>{say('passphraseLocked')}</p>}
      {isOpen && (
        <div class="fields">
          <Field label={say('lockAfter')}>
            {(wiring) => (
              <select
                {...wiring}
                class="box"
                value={protection.lockAfter ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  void lockAfter(value === '' ? null : Number(value))
                }
              >
                {MINUTES.map((minutes) => (
                  <option key={minutes} value={minutes}>
                    {inMinutes(minutes)}
                  </option>
                ))}
                <option value="">{say('lockAfterNever')}</option>
              </select>
            )}
          </Field>
        </div>
      )}
      {isOpen && act === null && (
        <div class="form-do">
          <Button onPress={() => void lockNow()}>{say('lockNow')}</Button>
          <Button onPress={() => choose('change')}>{say('passphraseChange')}</Button>
          {!policy?.passphrase && (
            <Button onPress={() => choose('remove')}>{say('passphraseRemove')}</Button>
          )}
        </div>
      )}
      {isOpen && act !== null && form(act, () => choose(null))}
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
    </div>
  );
}

function inMinutes(minutes: number): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }).format(
    count,
  );
}
