import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Clock } from '../../ui/icon';
import { sayCount } from '../speak';
import { type Countdown, SECONDS } from './countdown';

/** What is about to happen, how long is left, and the way back; nothing while nothing is. */
export function Delayed({
  countdown: { left, callOff, now },
  words,
  nowWords,
}: {
  countdown: Countdown;
  /** What is about to happen, in one sentence. */
  words: string;
  nowWords: string;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const isOn = left !== null;
  useEffect(() => {
    if (isOn) box.current?.querySelector('button')?.focus();
  }, [isOn]);
  return (
    <>
      <div class="unseen" role="alert">
        {isOn && `${words} ${sayCount('privacySeconds', SECONDS)}`}
      </div>
      {isOn && (
        <div class="delayed" ref={box}>
          <span class="delayed-sign">
            <Clock />
          </span>
          <p>
            {words} <span aria-hidden="true">{sayCount('privacySeconds', left)}</span>
          </p>
          <Button kind="main" onPress={callOff}>
            {say('undo')}
          </Button>
          <Button onPress={now}>{nowWords}</Button>
        </div>
      )}
    </>
  );
}
