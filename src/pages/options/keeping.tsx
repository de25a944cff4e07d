import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Preferences } from '../../messages/view';
import { language, say } from '../../platform/words';
import { Field } from '../field';
import { useFollowed } from '../followed';
import { speak } from '../speak';
import { ask, refused } from '../worker';
import { useCountdown } from './countdown';
import { Delayed } from './delayed';
import { isShorter, MOST_MINUTES, minutesIn, monthChoices } from './preferred';

/** How long stored feedback is kept, and for how long nobody has to have watched a conversation. */
export function Keeping(): JSX.Element | null {
  const [kept, setKept] = useFollowed('preferences');
  const [policy] = useFollowed('policy');
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  /** A shorter time that is about to be taken over. */
  const [shorter, setShorter] = useState<number | null>(null);
  const [minutes, setMinutes] = useState<string | null>(null);

  const prefer = async (change: Partial<Preferences>) => {
    if (!kept) return;
    const preferred = { ...kept, ...change };
    const answer = await ask('prefer', preferred);
    if (answer.ok) setKept(preferred);
    setSaved(answer.ok);
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));
  };
  const countdown = useCountdown(() => void prefer({ keepMonths: shorter }));

  const card = useRef<HTMLDivElement>(null);
  const isOn = countdown.left !== null;
  useLayoutEffect(() => {
    // The button that was pressed has gone, and must not take the focus with it.
    const isLost = document.activeElement === document.body;
    if (!isOn && isLost && shorter !== null) card.current?.querySelector('select')?.focus();
  }, [isOn, shorter]);

  if (!kept || !policy) return null;
  const isSet = (field: keyof Preferences): boolean => field in policy.preferences;
  const hint = (field: keyof Preferences, words: string) =>
    isSet(field) ? say('policyPreference') : words;
  const chosen = countdown.left === null ? kept.keepMonths : shorter;
  const keep = (months: number | null) => {
    setSaved(false);
    countdown.callOff();
    if (!isShorter(months, kept.keepMonths)) return void prefer({ keepMonths: months });
    setShorter(months);
    countdown.start();
  };
  const typed = minutes ?? String(kept.watchMinutes);
  const isWrong = minutes !== null && minutesIn(minutes) === null;
  const watch = (text: string) => {
    setSaved(false);
    const watchMinutes = minutesIn(text);
    setMinutes(watchMinutes === null ? text : null);
    if (watchMinutes !== null && watchMinutes !== kept.watchMinutes) void prefer({ watchMinutes });
  };
  return (
    <div class="card prose" ref={card}>
      <h2>{say('privacyKeeping')}</h2>
      <div class="fields">
        <Field label={say('privacyKeep')} hint={hint('keepMonths', say('privacyKeepHint'))}>
          {(wiring) => (
            <select
              {...wiring}
              class="box"
              value={chosen ?? ''}
              disabled={isSet('keepMonths')}
              onChange={({ currentTarget: { value } }) => keep(value === '' ? null : Number(value))}
            >
              {monthChoices(kept.keepMonths).map((months) => (
                <option key={months} value={months}>
                  {inMonths(months)}
                </option>
              ))}
              <option value="">{say('privacyForEver')}</option>
            </select>
          )}
        </Field>
        <Field
          label={say('privacyWatch')}
          hint={hint('watchMinutes', say('privacyWatchHint'))}
          wrong={isWrong ? say('privacyWatchWrong', MOST_MINUTES) : null}
        >
          {(wiring) => (
            <input
              {...wiring}
              class="box"
              type="number"
              min={1}
              max={MOST_MINUTES}
              step={1}
              disabled={isSet('watchMinutes')}
              value={typed}
              onInput={(event) => setMinutes(event.currentTarget.value)}
              onChange={(event) => watch(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <Delayed
        countdown={countdown}
        words={(when) => say('privacyShorter', inMonths(shorter ?? 0), when)}
        nowWords={say('privacyNow')}
      />
      <div role="status">{saved && <p class="field-note">{say('privacySaved')}</p>}</div>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
    </div>
  );
}

/** A number of months as the language says it. */
export function inMonths(months: number): string {
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: 'month',
    unitDisplay: 'long',
  }).format(months);
}
