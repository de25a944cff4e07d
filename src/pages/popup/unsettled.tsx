import type { JSX } from 'preact';
import type { Unsettled } from '../../messages/view';
import { say } from '../../platform/words';
import { BubbleDots, ChevronOn, CloudStruck, type Icon, Triangle } from '../../ui/icon';
import { sayCount } from '../speak';

/** What is not settled yet, each kind with a way to the history; nothing where all is settled. */
export function UnsettledList({
  counts,
  onOpen,
}: {
  counts: Unsettled;
  onOpen(): void;
}): JSX.Element | null {
  const { needsPerson, waiting, drafts } = counts;
  if (needsPerson + waiting + drafts === 0) return null;
  const row = (tone: string, Sign: Icon, words: string, more: string) => (
    <li>
      <a
        class={`row-link ${tone}`}
        href="/journal.html"
        onClick={(event) => {
          event.preventDefault();
          onOpen();
        }}
      >
        <Sign />
        <span>
          <span class="first">{words}</span>
          <span class="second">{more}</span>
        </span>
        <ChevronOn />
      </a>
    </li>
  );
  return (
    <section class="part">
      <h2>{say('popupUnsettled')}</h2>
      <ul class="unsettled">
        {needsPerson > 0 &&
          row('act', Triangle, sayCount('popupNeedPerson', needsPerson), say('popupNeedPersonDo'))}
        {waiting > 0 &&
          row('quiet', CloudStruck, sayCount('popupWaiting', waiting), say('popupWaitingDo'))}
        {drafts > 0 &&
          row('quiet', BubbleDots, sayCount('popupDrafts', drafts), say('popupDraftsDo'))}
      </ul>
    </section>
  );
}
