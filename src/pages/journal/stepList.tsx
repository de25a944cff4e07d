import type { JSX } from 'preact';
import type { Step } from '../../domain/entry';
import { language, say } from '../../platform/words';
import {
  type Icon,
  Inbox,
  Key,
  NoRating,
  RingCheck,
  ThumbUp,
  Tray,
  Triangle,
  TurningArrows,
} from '../../ui/icon';
import { momentOf } from '../../ui/sentences';
import { speak } from '../speak';
import { dayOf, timeOfDay } from '../times';
import { stepLine } from './steps';

const SIGNS: Record<Step['what'], Icon> = {
  pressed: ThumbUp,
  sent: Tray,
  stored: RingCheck,
  adopted: RingCheck,
  failed: Triangle,
  held: Triangle,
  waiting: Inbox,
  discarded: NoRating,
  'row-gone': NoRating,
  released: TurningArrows,
};

/** Everything that happened to one entry, in order, to the second. */
export function StepList({
  steps,
  vendorLabel,
}: {
  steps: readonly Step[];
  vendorLabel: string;
}): JSX.Element {
  const day = steps[0] && dayOf(steps[0].at);
  return (
    <>
      <h3 class="unseen">{say('journalSteps')}</h3>
      <ol class="steps">
        {steps.map((step, index) => {
          const Sign = step.failure === 'key-refused' ? Key : SIGNS[step.what];
          const tone = step.what === 'failed' || step.what === 'held' ? 'act' : 'quiet';
          return (
            <li key={index}>
              <span class={`step-sign ${tone}`}>
                <Sign />
              </span>
              <span>{speak(stepLine(step, vendorLabel))}</span>
              <time dateTime={new Date(step.at).toISOString()}>
                {dayOf(step.at) === day
                  ? timeOfDay(step.at, language(), true)
                  : momentOf(step.at, 0)}
              </time>
            </li>
          );
        })}
      </ol>
    </>
  );
}
