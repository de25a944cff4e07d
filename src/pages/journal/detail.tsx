import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Step } from '../../domain/entry';
import type { Action } from '../../domain/receipt';
import type { JournalRow } from '../../messages/view';
import { language, say } from '../../platform/words';
import { IconButton } from '../../ui/button';
import {
  Cross,
  type Icon,
  NoRating,
  RingCheck,
  ThumbUp,
  Tray,
  Triangle,
  TurningArrows,
} from '../../ui/icon';
import { ReceiptLine } from '../../ui/receipt-line';
import { lookOf } from '../../ui/receipt-look';
import { receiptSentence } from '../../ui/sentences';
import { speak } from '../speak';
import { timeOfDay } from '../times';
import { ask, refused } from '../worker';
import { RatingWord } from './rating';
import { addressOf } from './row';
import { stepLine } from './steps';

/** The decisions that need nothing but the entry itself. */
const DECISIONS = ['retry', 'discard', 'send-anyway', 'rate-new'] as const;
type Decision = (typeof DECISIONS)[number];

const SIGNS: Record<Step['what'], Icon> = {
  pressed: ThumbUp,
  sent: Tray,
  stored: RingCheck,
  adopted: RingCheck,
  failed: Triangle,
  held: Triangle,
  waiting: Tray,
  discarded: NoRating,
  'row-gone': NoRating,
  released: TurningArrows,
};

/** One feedback whole: what was said, in whose name, what has become of it, step by step. */
export function Detail({
  row,
  onClose,
  onChanged,
}: {
  row: JournalRow;
  onClose(): void;
  /** Something was decided, so that the row is to be read again. */
  onChanged(): void;
}): JSX.Element {
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => heading.current?.focus(), []);
  const { entry, receipt, vendorLabel } = row;
  const address = addressOf(row);

  const act = async (action: Action) => {
    if (action === 'options' || action === 'set-up') {
      const vendor = action === 'set-up' ? entry.conversation.vendor : null;
      await ask('open', { page: 'options', vendor });
      return;
    }
    if (!isDecision(action)) return;
    const { conversation, turn } = entry;
    const answer = await ask('decide', { conversation, turn, decision: action });
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));
    onChanged();
  };
  return (
    <aside
      class="card detail"
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) onClose();
      }}
    >
      <div class="detail-head">
        <RatingWord rating={entry.intent.rating} />
        <IconButton name={say('journalClose')} onPress={onClose}>
          <Cross />
        </IconButton>
      </div>
      <div class="detail-body">
        <h2 id={title} ref={heading} tabIndex={-1}>
          <bdi>{entry.question ?? say('journalNoQuestion')}</bdi>
        </h2>
        <p class="detail-page">
          {vendorLabel} · <bdi>{entry.page.title || say('journalUntitled')}</bdi>
        </p>
        <dl>
          <dt>{say('comment')}</dt>
          <dd class="detail-comment" dir="auto">
            {entry.intent.comment || say('journalNoComment')}
          </dd>
          <dt>{say('journalSentAs')}</dt>
          <dd>{senderWords(row)}</dd>
        </dl>
        {address !== null && (
          <a class="button" href={address} target="_blank" rel="noreferrer">
            {say('journalOpen')}
          </a>
        )}
      </div>
      {receipt && (
        <ReceiptLine
          look={lookOf(receipt)}
          words={receiptSentence(receipt, vendorLabel, Date.now())}
          actions={receipt.actions.filter(
            (action) => isDecision(action) || action === 'options' || action === 'set-up',
          )}
          onAction={(action) => void act(action)}
        />
      )}
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      <h3 class="unseen">{say('journalSteps')}</h3>
      <ol class="steps">
        {entry.steps.map((step, index) => {
          const Sign = SIGNS[step.what];
          const tone = step.what === 'failed' || step.what === 'held' ? 'act' : 'quiet';
          return (
            <li key={index}>
              <span class={`step-sign ${tone}`}>
                <Sign />
              </span>
              <span>{speak(stepLine(step, vendorLabel))}</span>
              <time dateTime={new Date(step.at).toISOString()}>
                {timeOfDay(step.at, language(), true)}
              </time>
            </li>
          );
        })}
      </ol>
    </aside>
  );
}

function isDecision(action: Action): action is Decision {
  return (DECISIONS as readonly string[]).includes(action);
}

function senderWords(row: JournalRow): JSX.Element {
  const author = row.entry.stored?.author;
  if (author) return <bdi>{author}</bdi>;
  return (
    <>
      {row.connectionName === null
        ? say('journalNoConnection')
        : say('journalKeyMaker', row.connectionName)}
    </>
  );
}
