import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { sayCount, speak } from '../speak';
import { chooseTheme } from '../theme';
import { ask, refused } from '../worker';
import { useCountdown } from './countdown';
import { Delayed } from './delayed';

/** What there is to lose. */
interface Amount {
  rows: number;
  unsent: number;
  drafts: number;
  connections: number;
}

/**
 * Erases the ledger, the drafts, the keys and the settings: what that means first, then ten seconds
 * to call it off.
 */
export function Erasing(): JSX.Element {
  const [amount, setAmount] = useState<Amount | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const done = useRef<HTMLParagraphElement>(null);
  const first = useRef<HTMLDivElement>(null);
  const countdown = useCountdown(() => void erase());
  const isAsked = amount !== null && countdown.left === null;
  useLayoutEffect(() => {
    if (isAsked) list.current?.focus();
  }, [isAsked]);
  useLayoutEffect(() => {
    if (isDone) done.current?.focus();
  }, [isDone]);

  const consider = async () => {
    const [part, unsettled, connections] = await Promise.all([
      ask('journal', { of: null, before: 0 }),
      ask('unsettled', {}),
      ask('connections', {}),
    ]);
    setDone(false);
    setProblem(null);
    // Erasing has to be possible also where nothing can be read any more.
    setAmount({
      rows: part.ok ? part.value.total : 0,
      unsent: unsettled.ok ? unsettled.value.waiting + unsettled.value.needsPerson : 0,
      drafts: unsettled.ok ? unsettled.value.drafts : 0,
      connections: connections.ok ? connections.value.length : 0,
    });
  };
  const keep = () => {
    setAmount(null);
    first.current?.querySelector('button')?.focus();
  };
  const erase = async () => {
    const answer = await ask('erase', {});
    if (answer.ok) chooseTheme('system');
    setAmount(null);
    setDone(answer.ok);
    setProblem(answer.ok ? null : `${speak(refused(answer.refusal))} ${say('privacyEraseFailed')}`);
  };
  return (
    <div class="card prose">
      <h2>{say('privacyErase')}</h2>
      <p>{say('privacyEraseText')}</p>
      <div ref={first} class="form-do">
        {amount === null && <Button onPress={() => void consider()}>{say('privacyErase')}</Button>}
      </div>
      {isAsked && (
        <>
          <ul class="losses" ref={list} tabIndex={-1} aria-label={say('privacyLosses')}>
            <li>{sayCount('privacyLossRows', amount.rows)}</li>
            <li>{sayCount('privacyLossUnsent', amount.unsent)}</li>
            <li>{sayCount('privacyLossDrafts', amount.drafts)}</li>
            <li>{sayCount('privacyLossConnections', amount.connections)}</li>
          </ul>
          <div class="form-do">
            <Button onPress={countdown.start}>{say('privacyEraseAll')}</Button>
            <Button kind="text" onPress={keep}>
              {say('privacyKeepAll')}
            </Button>
          </div>
        </>
      )}
      <Delayed
        countdown={countdown}
        words={(when) => say('privacyErasing', when)}
        nowWords={say('privacyEraseNow')}
        takesFocus
      />
      <div role="status">
        {isDone && (
          <p ref={done} tabIndex={-1}>
            {say('privacyErased')}
          </p>
        )}
      </div>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
    </div>
  );
}
