import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Conversation } from '../../domain/conversation';
import { language, say, type WordKey } from '../../platform/words';
import { answerWords, Slip } from '../../ui/slip';
import { useConversation } from '../../ui/use-conversation';
import { LESSONS, type Lesson, practiceConversation } from '../../vendors/practice/lessons';
import { capital } from '../times';
import { askTwice, onHint } from '../worker';

const NAMES: Record<Lesson, WordKey> = {
  stored: 'practiceStored',
  unfinished: 'practiceUnfinished',
  unreachable: 'practiceUnreachable',
  changed: 'practiceChanged',
  refused: 'practiceRefused',
  differs: 'practiceDiffers',
};

/** Visits on each day from Monday on, in per cent of the busiest. */
const VISITS = [92, 82, 91, 91, 95, 100, 94];
const QUIETEST = 1;

/** A conversation to practise on, with the same slip as beside a vendor's answer. */
export function Practice(): JSX.Element {
  const begin = (lesson: Lesson) => ({
    lesson,
    conversation: practiceConversation(lesson, Date.now()),
  });
  const [{ lesson, conversation }, setBegun] = useState(() => begin('stored'));
  return (
    <section class="card practice" aria-labelledby="practice">
      <header>
        <h2 id="practice">{say('practiceTitle')}</h2>
        <p class="second">{say('practiceLeaves')}</p>
      </header>
      <div class="talk">
        <p class="question">{say('practiceQuestion')}</p>
        <p>
          <strong>{capital(weekdays('long')[QUIETEST] ?? '', language())}.</strong>{' '}
          {say('practiceAnswer')}
        </p>
        <ol class="visits" aria-hidden="true">
          {weekdays('short').map((day, at) => (
            <li key={day}>
              <svg
                width="100%"
                height="72"
                viewBox="0 0 1 100"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect
                  class={at === QUIETEST ? 'quietest' : ''}
                  y={100 - (VISITS[at] ?? 0)}
                  width="1"
                  height={VISITS[at]}
                />
              </svg>
              {day}
            </li>
          ))}
        </ol>
      </div>
      <div class="desk">
        <div class="hints">
          <p>
            <strong>{say('practicePress')}</strong> {say('practicePressText')}
          </p>
          <label>
            {say('practiceLesson')}
            <select
              class="box"
              value={lesson}
              onChange={(event) => {
                const chosen = LESSONS.find((one) => one === event.currentTarget.value);
                if (chosen) setBegun(begin(chosen));
              }}
            >
              {LESSONS.map((one) => (
                <option key={one} value={one}>
                  {say(NAMES[one])}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Rated key={conversation.id} conversation={conversation} />
      </div>
    </section>
  );
}

/** The days of the week from Monday on, as the language calls them. */
function weekdays(weekday: 'long' | 'short'): string[] {
  const format = new Intl.DateTimeFormat(language(), { weekday, timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  return VISITS.map((_, at) => format.format(Date.UTC(2024, 0, at + 1)));
}

function Rated({ conversation }: { conversation: Conversation }): JSX.Element {
  const { slip, state } = useConversation({
    ask: askTwice,
    conversation,
    page: () => ({ title: say('practiceTitle'), address: location.href }),
    hints: onHint,
  });
  return (
    <section class="sheet" aria-label={say('panelName')}>
      <header>
        <strong>{say('extensionName')}</strong>
        <p class="second">{state.view && answerWords(state.view)}</p>
      </header>
      <Slip
        slip={slip}
        state={state}
        now={Date.now()}
        onOpen={() => location.assign('/options.html')}
      />
    </section>
  );
}
