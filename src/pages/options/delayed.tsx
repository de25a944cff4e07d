import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { language, say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Clock } from '../../ui/icon';
import { type Countdown, SECONDS } from './countdown';

/** What is about to happen, how long is left, and the way back; nothing while nothing is. */
export function Delayed({
  countdown: { left, callOff, now },
  words,
  nowWords,
  takesFocus,
}: {
  countdown: Countdown;
  /** What is about to happen, in one sentence; it gets "in 10 seconds". */
  words(when: string): string;
  nowWords: string;
  /** Whether the focus goes to the way back: after a button, not while somebody chooses. */
  takesFocus?: boolean;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const isOn = left !== null;
  useLayoutEffect(() => {
    if (isOn && takesFocus) box.current?.querySelector('button')?.focus();
  }, [isOn, takesFocus]);
  return (
    <>
      <div class="unseen" role="alert">
        {isOn && words(inSeconds(SECONDS))}
      </div>
      {isOn && (
        <div class="delayed" ref={box}>
          <span class="delayed-sign">
            <Clock />
          </span>
          <p>{words(inSeconds(left))}</p>
          <Button kind="main" onPress={callOff}>
            {say('undo')}
          </Button>
          <Button onPress={now}>{nowWords}</Button>
        </div>
      )}
    </>
  );
}

function inSeconds(seconds: number): string {
  return new Intl.RelativeTimeFormat(language()).format(seconds, 'second');
}
