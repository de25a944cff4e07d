import type { JSX } from 'preact';
import { say } from '../platform/words';
import { IconButton } from './button';
import { ChevronBack, ChevronOn } from './icon';

/** Steps through a conversation's answers, each shown by the first words of its question. */
export function AnswerStepper({
  question,
  earlier,
  later,
  onStep,
}: {
  question: string;
  /** Whether there is an answer before this one, and one after it. */
  earlier: boolean;
  later: boolean;
  onStep(by: -1 | 1): void;
}): JSX.Element {
  return (
    <div class="stepper">
      <IconButton name={say('earlierAnswer')} unavailable={!earlier} onPress={() => onStep(-1)}>
        <ChevronBack />
      </IconButton>
      <span dir="auto" title={question}>
        {question}
      </span>
      <IconButton name={say('laterAnswer')} unavailable={!later} onPress={() => onStep(1)}>
        <ChevronOn />
      </IconButton>
    </div>
  );
}
