import type { JSX } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../domain/entry';
import { NOTHING, saysNothing } from '../../domain/feedback';
import type { Action, Receipt } from '../../domain/receipt';
import { say } from '../../platform/words';
import { Button, IconButton } from '../../ui/button';
import { Cross } from '../../ui/icon';
import { ReceiptLine } from '../../ui/receipt-line';
import { lookOf } from '../../ui/receipt-look';
import { receiptSentence } from '../../ui/sentences';
import { useKeptFocus } from '../keptFocus';
import { speak } from '../speak';
import { ask, refused } from '../worker';
import { Change } from './change';
import { RatingWord } from './rating';
import { addressOf, type EntryRow } from './row';
import { useChangeable } from './standing';
import { StepList } from './stepList';

/** The decisions that need nothing but the entry itself. */
const DECISIONS = ['retry', 'discard', 'send-anyway', 'rate-new'] as const;
type Decision = (typeof DECISIONS)[number];

/** One feedback whole: what was said, in whose name, what has become of it, step by step. */
export function Detail({ row, onClose }: { row: EntryRow; onClose(): void }): JSX.Element {
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [changing, setChanging] = useState(false);
  const { entry, receipt, vendorLabel } = row;
  const { may, check } = useChangeable(entry);
  // At once: a key that follows the one that opened it has to find it here.
  useLayoutEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (may === false && changing) stopChanging();
  }, [may]);
  const card = useRef<HTMLElement>(null);
  useKeptFocus(card, 'h2');
  const address = addressOf(entry);

  function stopChanging(): void {
    setChanging(false);
    heading.current?.focus();
  }
  const act = async (action: Action) => {
    const { conversation, turn } = entry;
    if (isDecision(action)) {
      return tell(await ask('decide', { conversation, turn, decision: action }));
    }
    if (action === 'undo') {
      if (!(await check())) return;
      return tell(await ask('undo', { conversation, turn, pressId: crypto.randomUUID() }));
    }
    await ask('open', {
      page: 'options',
      vendor: action === 'set-up' ? conversation.vendor : null,
    });
  };
  const takeBack = async () => {
    if (!(await check())) return;
    const { conversation, turn, page } = entry;
    const pressId = crypto.randomUUID();
    tell(await ask('rate', { conversation, turn, page, pressId, feedback: NOTHING }));
    heading.current?.focus();
  };
  const tell = (answer: Awaited<ReturnType<typeof ask>>) =>
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));

  return (
    <aside
      ref={card}
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
        {!changing && <Said row={row} />}
        <div class="detail-do">
          {address !== null && (
            <a class="button" href={address} target="_blank" rel="noreferrer">
              {say('journalOpen')}
            </a>
          )}
          {may && !changing && (
            <>
              <Button onPress={() => setChanging(true)}>{say('optionsEdit')}</Button>
              {!saysNothing(entry.intent) && (
                <Button kind="text" onPress={() => void takeBack()}>
                  {say('journalTakeBack')}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
      {changing ? (
        <Change entry={entry} allowed={check} onDone={stopChanging} />
      ) : (
        receipt && (
          <ReceiptLine
            look={lookOf(receipt)}
            words={receiptSentence(receipt, vendorLabel, Date.now())}
            actions={actionsOf(entry, receipt, may === true)}
            onAction={(action) => void act(action)}
          />
        )
      )}
      {/* Below what can be pressed: it is known later, and nothing may move under the hand. */}
      <p class="detail-why" role="status">
        {may === false && say('journalOpenToChange')}
      </p>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      <StepList steps={entry.steps} vendorLabel={vendorLabel} />
    </aside>
  );
}

function Said({ row }: { row: EntryRow }): JSX.Element {
  return (
    <dl>
      <dt>{say('comment')}</dt>
      <dd class="detail-comment" dir="auto">
        {row.entry.intent.comment || say('journalNoComment')}
      </dd>
      <dt>{say('journalSentAs')}</dt>
      <dd>{senderWords(row)}</dd>
    </dl>
  );
}

function isDecision(action: Action): action is Decision {
  return (DECISIONS as readonly string[]).includes(action);
}

/**
 * What can be done from here. Undo is a change and goes with Edit; what is on its way but out of
 * reach can be hurried, unless the vendor has asked to wait.
 */
export function actionsOf(entry: Entry, receipt: Receipt, may: boolean): Action[] {
  const actions = receipt.actions.filter((action) => action !== 'undo' || may);
  const isHurriable =
    receipt.state === 'out-of-reach' && entry.failure?.kind !== 'rate-limited' && !entry.attempt;
  return isHurriable ? [...actions, 'retry'] : actions;
}

function senderWords(row: EntryRow): JSX.Element {
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
